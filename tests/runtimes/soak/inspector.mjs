// The heap of a Worker, over the protocol of Chrome's developer tools.

import { WebSocket } from 'undici';

/** Bytes. `port` is that of workerd's inspector. */
export async function heapOf(port) {
  const [{ webSocketDebuggerUrl: url }] = await (await fetch(`http://127.0.0.1:${port}/json`)).json();
  const socket = new WebSocket(url);
  try {
    const { usedSize, backingStorageSize } = await new Promise((resolve, reject) => {
      socket.addEventListener('open', () => socket.send(JSON.stringify({ id: 1, method: 'Runtime.getHeapUsage' })));
      socket.addEventListener('message', ({ data }) => {
        const { id, result } = JSON.parse(data);
        if (id === 1) resolve(result);
      });
      socket.addEventListener('error', () => reject(new Error(`workerd's inspector does not answer at ${url}`)));
    });
    return usedSize + backingStorageSize;
  } finally {
    socket.close();
  }
}
