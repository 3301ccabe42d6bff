/** The values of a JSON text and where they stand, read without recursion into lists of numbers. */

const QUOTE = 34;
const BACKSLASH = 92;
const BRACE = 123;
const BRACKET = 91;
/** From `{` to `}`, and from `[` to `]`. */
const TO_CLOSING = 2;

/**
 * Each list by the values' numbers; a value comes before those within it. `nexts` is the first value behind one and all
 * within it. What is no member of an object has 0 in `keyEnds`, and the outermost value the parent -1.
 *
 * `lines` is where each line starts. Where the text is not JSON, `brokenAt` is the first place at which no JSON can go on,
 * and nothing else counts; else it is Infinity.
 * @typedef {{
 *   starts: number[], ends: number[], keyStarts: number[], keyEnds: number[], parents: number[], nexts: number[],
 *   lines: number[], brokenAt: number,
 * }} Outline
 */

/**
 * @param {string} text
 * @returns {Outline}
 */
export function outline(text) {
  /** @type {Outline} */
  const found = { starts: [], ends: [], keyStarts: [], keyEnds: [], parents: [], nexts: [], lines: [0], brokenAt: Infinity };
  const { starts, ends, keyStarts, keyEnds, parents, nexts, lines } = found;
  let at = 0;

  /** @param {string} character */
  const take = (character) => {
    if (text[at] !== character) return false;
    at += 1;
    return true;
  };

  const skipSpace = () => {
    for (; ; at++) {
      const code = text.charCodeAt(at);
      // Outside of strings, where no line may break.
      if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) lines.push(at + 1);
      else if (code !== 32 && code !== 13 && code !== 9) return;
    }
  };

  const takeString = () => {
    if (!take('"')) return false;
    for (;;) {
      // Most of a text is read here, so without the variable that is shared.
      let end = at;
      let code = text.charCodeAt(end);
      while (code >= 32 && code !== QUOTE && code !== BACKSLASH) code = text.charCodeAt(++end);
      at = end;
      if (code !== BACKSLASH) return take('"');
      at += 1;
      if (!take('u')) {
        if (!'"\\/bfnrt'.includes(text[at])) return false;
        at += 1;
      } else if (!takeHex() || !takeHex() || !takeHex() || !takeHex()) return false;
    }
  };

  const takeHex = () => {
    if (!/[\da-f]/i.test(text.charAt(at))) return false;
    at += 1;
    return true;
  };

  const takeDigits = () => {
    const start = at;
    while (text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at++;
    return at > start;
  };

  const takeNumber = () => {
    take('-');
    if (!take('0') && !takeDigits()) return false;
    if (take('.') && !takeDigits()) return false;
    if (!take('e') && !take('E')) return true;
    if (!take('+')) take('-');
    return takeDigits();
  };

  const takeScalar = () => {
    const first = text[at];
    if (first === '"') return takeString();
    const word = ['true', 'false', 'null'].find((word) => word[0] === first);
    return word ? [...word].every(take) : takeNumber();
  };

  /** Whether all of it is JSON; if not, it breaks off at `at`. */
  const takeAll = () => {
    let open = -1;
    for (;;) {
      skipSpace();
      const value = starts.length;
      const keyStart = at;
      let keyEnd = 0;
      if (open >= 0 && text.charCodeAt(starts[open]) === BRACE) {
        if (!takeString()) return false;
        keyEnd = at;
        skipSpace();
        if (!take(':')) return false;
        skipSpace();
      }
      starts.push(at);
      ends.push(at);
      keyStarts.push(keyStart);
      keyEnds.push(keyEnd);
      parents.push(open);
      nexts.push(value + 1);
      const first = text.charCodeAt(at);
      if (first === BRACE || first === BRACKET) {
        at += 1;
        open = value;
      } else {
        if (!takeScalar()) return false;
        ends[value] = at;
      }
      skipSpace();
      while (open >= 0 && text.charCodeAt(at) === text.charCodeAt(starts[open]) + TO_CLOSING) {
        at += 1;
        ends[open] = at;
        nexts[open] = starts.length;
        open = parents[open];
        skipSpace();
      }
      if (open < 0) return at === text.length;
      // What has just been opened has no comma before its first value.
      if (open !== value && !take(',')) return false;
    }
  };

  if (!takeAll()) found.brokenAt = at;
  return found;
}
