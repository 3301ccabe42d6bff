/** Whether all contenders judge alike: the cases of the package's own tests, patches as requests of one patch. */

import { readFileSync, readdirSync } from 'node:fs';

const folder = new URL('from-tests/issues/', import.meta.url);
const rows = readdirSync(folder).sort().flatMap((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')));

/** Invalid characters only the package looks for: no schema can say that of every string. */
const isOfCharacters = ({ issues }) => issues.some(([, code]) => code === 'invalid_character');

/** Those under the default options that are values: `[name, request, valid]`. */
export const cases = rows
  .filter((row) => !row.options && !isOfCharacters(row) && (Object.hasOwn(row, 'request') || Object.hasOwn(row, 'patch')))
  .map(({ name, request, patch, issues }) => [name, patch === undefined ? request : { patches: [patch] }, issues.length === 0]);

const text = (json) => new TextEncoder().encode(json);
const nested = (depth) => `{"patches":[{"operation":"setMetadataProperty","propertyName":"a","value":${'['.repeat(depth)}${']'.repeat(depth)}}]}`;
const dated = (publicationDate) => ({
  patches: [{ operation: 'addUsageLogEntry', value: { purpose: 'print', state: 'confirmed', publicationDate } }],
});

/** What only bytes can show, and a leap second on which the package and ajv-formats differ. */
export const byteCases = [
  ['JSON', text('{"patches":[]}'), true],
  ['a word too many', text('{"patches":[]} x'), false],
  ['a comma too many', text('{"patches":[],}'), false],
  ['nothing', text(''), false],
  ['a key twice', text('{"patches":[],"patches":[]}'), false],
  ['a byte order mark', Uint8Array.of(0xef, 0xbb, 0xbf, ...text('{"patches":[]}')), false],
  ['bytes that are not UTF-8', text('{"version":"1","patches":[{"operation":"revokeAsset","note":"?"}]}').map((byte) => (byte === 63 ? 0xff : byte)), false],
  ['997 levels within a value', text(nested(997)), true],
  ['998 levels within a value', text(nested(998)), false],
  ['leap second 23:59:60Z', text(JSON.stringify(dated('2026-12-31T23:59:60Z'))), true],
  ['leap second 24:29:60+00:30', text(JSON.stringify(dated('2026-12-31T24:29:60+00:30'))), false],
];

/** `[{ name, agreed, disagreements: [{ name, valid }] }]`; `valid` is what the rules say. */
export function agreement(judges) {
  return judges.map(({ name, judge }) => {
    const disagreements = [
      ...cases.filter(([, value, valid]) => verdict(judge, value) !== valid),
      ...byteCases.filter(([, bytes, valid]) => verdictOnBytes(judge, bytes) !== valid),
    ].map(([name, , valid]) => ({ name, valid }));
    return { name, agreed: cases.length + byteCases.length - disagreements.length, disagreements };
  });
}

/** By every way to ask; all of them have to say the same. */
function verdict(judge, value) {
  const json = JSON.stringify(value);
  const verdicts = [
    judge.object(value),
    judge.text(json),
    judge.bytes(text(json)),
    judge.send(value) !== undefined,
    judge.objectIssues(value) === 0,
    judge.textIssues(json) === 0,
  ];
  return verdicts.every((verdict) => verdict === verdicts[0]) ? verdicts[0] : 'unsure';
}

/** `JSON.parse` throws where the package gives an issue. */
function verdictOnBytes(judge, bytes) {
  try {
    return judge.bytes(bytes);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
