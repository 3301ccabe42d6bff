/** The state in the address's fragment, which browsers keep to themselves. */

import { changed, restored } from './state.js';

/** Servers never see it; but browsers and chats cut what is much longer. */
const LONGEST = 60_000;
const MARK = '#1';

/** The fragment of a state; undefined where it would be too long. */
export async function toFragment(state) {
  const rest = changed(state);
  if (Object.keys(rest).length === 0) return '';
  const packed = await through(new CompressionStream('deflate-raw'), new TextEncoder().encode(JSON.stringify(rest)));
  if (packed.length > LONGEST) return undefined;
  const text = btoa(Array.from(packed, (byte) => String.fromCharCode(byte)).join(''));
  return MARK + text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The state of a fragment, which anybody may have written; undefined where it is none. */
export async function fromFragment(fragment) {
  if (!fragment.startsWith(MARK)) return undefined;
  try {
    const text = atob(fragment.slice(MARK.length).replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = await through(new DecompressionStream('deflate-raw'), Uint8Array.from(text, (letter) => letter.charCodeAt(0)));
    return restored(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
}

/** Far more than a request may have, and not enough to fill the memory. */
const MOST = 32 * 1024 * 1024;

async function through(transform, bytes) {
  const writer = transform.writable.getWriter();
  // What fails here fails below, too.
  writer.write(bytes).then(() => writer.close()).catch(() => {});
  const parts = [];
  let length = 0;
  for (const reader = transform.readable.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(parts).arrayBuffer());
    length += value.length;
    if (length > MOST) throw new RangeError('the link unpacks to too much');
    parts.push(value);
  }
}
