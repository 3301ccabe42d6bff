/** Bytes → lines. */

const LINE_FEED = 10;

/**
 * The lines of a body as they arrive, a list for each piece that has the end of one. A line over `longest` bytes is undefined,
 * and is not kept.
 * @param {ReadableStream<Uint8Array>} body
 * @param {number} longest in bytes
 * @returns {AsyncGenerator<(Uint8Array | undefined)[]>}
 */
export async function* linesOf(body, longest) {
  /** @type {Uint8Array[]} */
  let begun = [];
  let length = 0;
  /** @param {Uint8Array} piece */
  const add = (piece) => {
    length += piece.length;
    if (length > longest) begun = [];
    else begun.push(piece);
  };
  const end = () => {
    const line = length > longest ? undefined : joined(begun, length);
    begun = [];
    length = 0;
    return line;
  };
  for await (const piece of body) {
    const lines = [];
    let from = 0;
    for (let at; (at = piece.indexOf(LINE_FEED, from)) !== -1; from = at + 1) {
      add(piece.subarray(from, at));
      lines.push(end());
    }
    add(piece.subarray(from));
    if (lines.length > 0) yield lines;
  }
  if (length > 0) yield [end()];
}

/**
 * @param {Uint8Array[]} pieces
 * @param {number} length
 */
function joined(pieces, length) {
  if (pieces.length === 1) return pieces[0];
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
