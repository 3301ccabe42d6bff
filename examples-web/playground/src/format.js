/** JSON in order, each token as it was written: numbers keep their digits, and names that stand twice stay. */

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
/** What is no longer, and has nothing in what it holds, stays on a line, as people write it. */
const WIDTH = 72;
const DEPTH = 1;

/** Throws a SyntaxError where the text is not JSON. */
export function inOrder(text) {
  JSON.parse(text);
  const tokens = text.match(TOKEN);
  let at = 0;
  /** `{ open, close, parts: [{ name, value }], depth, flat }`; `flat` is all of it on a line, where that may be wanted. */
  const read = () => {
    const open = tokens[at++];
    if (open !== '{' && open !== '[') return { flat: open, depth: 0 };
    const close = open === '{' ? '}' : ']';
    const parts = [];
    while (tokens[at] !== close) {
      if (tokens[at] === ',') at += 1;
      const name = open === '{' ? `${tokens[at]}: ` : '';
      if (name) at += 2;
      parts.push({ name, value: read() });
    }
    at += 1;
    return { open, close, parts, depth: 1 + Math.max(0, ...parts.map(({ value }) => value.depth)), flat: flat(open, parts, close) };
  };
  return write(read(), '');
}

function flat(open, parts, close) {
  if (parts.length === 0) return open + close;
  let line = '';
  for (const { name, value } of parts) {
    if (value.flat === undefined) return undefined;
    line += `${line && ', '}${name}${value.flat}`;
    if (line.length > WIDTH) return undefined;
  }
  return open === '{' ? `{ ${line} }` : `[${line}]`;
}

function write({ open, close, parts, depth, flat }, indent) {
  if (!parts || parts.length === 0 || (depth <= DEPTH && flat !== undefined && indent.length + flat.length <= WIDTH)) return flat;
  const inner = `${indent}  `;
  return `${open}\n${parts.map(({ name, value }) => `${inner}${name}${write(value, inner)}`).join(',\n')}\n${indent}${close}`;
}
