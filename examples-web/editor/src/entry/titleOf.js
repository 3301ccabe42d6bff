/** What an entry is called: its title, or its id. */
export function titleOf({ id, metadata }) {
  const title = metadata?.title;
  return typeof title === 'string' && title.trim() !== '' ? title : id;
}
