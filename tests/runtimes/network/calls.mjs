// Calls, and what comes of them as plain data.

export const ID = 'asze63i9';
export const request = { patches: [{ operation: 'archive' }] };

export const CALLS = {
  getEntry: (client) => client.getEntry(ID),
  patchEntry: (client) => client.patchEntry(ID, request),
  async patchEntries(client) {
    for await (const result of client.patchEntries([{ id: ID, request }])) if (!result.ok) throw result.error;
  },
  updateEntry: (client) => client.updateEntry(ID, () => request.patches),
  serveImage: (client) => client.serveImage('a/b.jpg'),
};

/** `ok`, or what the error says of itself. */
export async function outcome(promise) {
  try {
    await promise;
    return 'ok';
  } catch ({ name, code, status, message }) {
    return { name, code, status, message };
  }
}
