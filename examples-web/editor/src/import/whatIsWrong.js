export async function whatIsWrong(client, rows) {
  return rows;
}
