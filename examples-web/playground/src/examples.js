/** Requests to start from. */

import allNine from 'checkout/tests/example-request.json';

/** Short lists and objects stay on a line, as people write them. */
export const pretty = (value) => format(value, '');

function format(value, indent) {
  const flat = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || (flat.length + indent.length < 72 && depth(value) < 2)) {
    return spaced(value, flat);
  }
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const parts = Object.entries(value).map(
    ([name, part]) => `${inner}${Array.isArray(value) ? '' : `${JSON.stringify(name)}: `}${format(part, inner)}`,
  );
  return parts.length === 0 ? open + close : `${open}\n${parts.join(',\n')}\n${indent}${close}`;
}

/** On one line, with spaces. */
function spaced(value, flat) {
  if (typeof value !== 'object' || value === null) return flat;
  if (Array.isArray(value)) return `[${value.map((part) => spaced(part, JSON.stringify(part))).join(', ')}]`;
  const parts = Object.entries(value).map(([name, part]) => `${JSON.stringify(name)}: ${spaced(part, JSON.stringify(part))}`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

function depth(value) {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depth));
}

/** Four characters too many. */
const NOTE =
  'Case #1: the person in the picture has withdrawn her consent. The agency was told on 3 May and has confirmed it. Take the ' +
  'picture out of the archive, too, and ask the desk before you look for another one.';

const faulty = {
  version: '1',
  patches: [
    { operation: 'setMetadataProperty', property: 'title', value: 'Lake at dawn' },
    { operation: 'revokeAsset', note: NOTE },
    { operation: 'addUsageLogEntry', value: { purpose: 'print', state: 'confirmed' } },
    { operation: 'archive', note: 'Old' },
  ],
};

export const WITH_FAULTS = pretty(faulty);
export const ALL_NINE = pretty(allNine);

/** `[name, text]` of each operation. */
export const OPERATIONS = allNine.patches.map((patch) => [patch.operation, pretty({ patches: [patch] })]);
