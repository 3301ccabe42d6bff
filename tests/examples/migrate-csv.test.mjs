// examples-web/migrate: a CSV and its mapping.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folder, readLines, run } from './migrate/command.mjs';
import { applied, library } from './migrate/library.mjs';

const set = (propertyName, value) => ({ operation: 'setMetadataProperty', propertyName, value });
const mapping = (patches, csv) => JSON.stringify({ ...(csv && { csv }), line: { id: { column: 'Id' }, request: { patches } } });

/** What a record becomes: heading line and records, the patches of the mapping, what is sent of each record. */
const CONVERSIONS = [
  ['text, quotes and line ends', 'Id,T\na,"Lake ""at""\ndawn"\n', [set('t', { column: 'T' })], [[set('t', 'Lake "at"\ndawn')]]],
  ['a byte order mark, CRLF and blank lines', '\uFEFFId,T\r\n\r\na,x\r\n', [set('t', { column: 'T' })], [[set('t', 'x')]]],
  ['whole numbers', 'Id,N\na,-5\n', [set('n', { column: 'N', type: 'integer' })], [[set('n', -5)]]],
  ['numbers', 'Id,N\na,1.5e2\n', [set('n', { column: 'N', type: 'number' })], [[set('n', 150)]]],
  ['yes and no', 'Id,B\na,Yes\nb,0\n', [set('n', { column: 'B', type: 'boolean' })], [[set('n', true)], [set('n', false)]]],
  ['lists', 'Id,L\na,x| y |\n', [set('l', { column: 'L', type: 'list', separator: '|' })], [[set('l', ['x', 'y'])]]],
  ['JSON', 'Id,J\na,"{""x"":1}"\n', [set('j', { column: 'J', type: 'json' })], [[set('j', { x: 1 })]]],
  ['an empty field: no patch', 'Id,T\na,\nb,x\n', [set('t', { column: 'T' })], [undefined, [set('t', 'x')]]],
  ['an empty field: null', 'Id,T\na,\n', [set('t', { column: 'T', empty: 'null' })], [[set('t', null)]]],
  ['an empty field: a text', 'Id,T\na,\n', [set('t', { column: 'T', empty: 'text' })], [[set('t', '')]]],
  [
    'an empty field: no property',
    'Id,P,U\na,print,\n',
    [{ operation: 'addUsageLogEntry', value: { purpose: { column: 'P' }, url: { column: 'U', empty: 'omit' } } }],
    [[{ operation: 'addUsageLogEntry', value: { purpose: 'print' } }]],
  ],
  ['short records', 'Id,T,U\na\n', [set('t', { column: 'T' }), set('u', 'always')], [[set('u', 'always')]]],
  ['a delimiter', 'Id;T\na;x,y\n', [set('t', { column: 'T' })], [[set('t', 'x,y')]], { delimiter: ';' }],
  ['an encoding', Buffer.from('Id,T\na,Z\xfcrich\n', 'latin1'), [set('t', { column: 'T' })], [[set('t', 'Zürich')]], { encoding: 'windows-1252' }],
];

test('what records become', async (t) => {
  for (const [what, csv, patches, wanted, how] of CONVERSIONS) {
    await t.test(what, async () => {
      const { emulator, url, close } = await library({ ids: ['a', 'b'] });
      const cwd = folder({ 'a.csv': csv, 'mapping.json': mapping(patches, how) });
      const { code, out, err } = await run(cwd, ['a.csv', '--mapping', 'mapping.json', '--url', url]);
      close();
      assert.equal(code, 0, out + err);
      const sent = new Map(applied(emulator).map(({ id, patches }) => [id, patches]));
      assert.deepEqual(wanted.map((_, i) => sent.get('ab'[i])), wanted);
    });
  }
});

test('faults have the line, the number of the field and its heading', async () => {
  const csv = 'Id,Stars,Published\na,many,2026-05-01T06:00:00Z\n\n"a",4,yesterday\n,4,,more\n';
  const patches = [
    set('stars', { column: 'Stars', type: 'integer' }),
    { operation: 'addUsageLogEntry', value: { purpose: 'print', publicationDate: { column: 'Published' } } },
  ];
  const cwd = folder({ 'a.csv': csv, 'mapping.json': mapping(patches) });
  const { code, out } = await run(cwd, ['a.csv', '--mapping', 'mapping.json', '--dry-run', '--output', 'text']);
  assert.equal(code, 1);
  assert.equal(
    out,
    `a.csv:2:2: Stars: "many" is not a whole number
a.csv:4:3: Published, request.patches.1.value.publicationDate: Invalid date-time: "yesterday"
a.csv:5:4: There are 4 fields, and 3 headings
a.csv:5:1: Id, id: Missing required property: id
3 of 3 lines are wrong: 4 faults. Nothing was sent.
`,
  );
});

test('what fails goes to the failed file as lines of NDJSON', async () => {
  const { url, close } = await library({ ids: ['a'] });
  const cwd = folder({ 'a.csv': 'Id,T\na,x\nnope,y\n', 'mapping.json': mapping([set('t', { column: 'T' })]) });
  const { code } = await run(cwd, ['a.csv', '--mapping', 'mapping.json', '--url', url]);
  close();
  assert.equal(code, 1);
  const [{ failed, ...line }] = readLines(`${cwd}/a.failed.ndjson`);
  assert.deepEqual(line, { id: 'nope', request: { patches: [set('t', 'y')] } });
  assert.equal(failed.line, 3);
});

const T = [set('t', { column: 'T' })];

const REFUSED = [
  ['a quote that is not closed', 'Id,T\na,x\n"b,y\nc,z\n', mapping(T), /a\.csv:3:1: A quote is opened here and never closed/],
  ['a quote in a field', 'Id,T\na,x"y\n', mapping(T), /a\.csv:2:2: A quote in the middle of a field/],
  ['something behind a quote', 'Id,T\n\na,"x"y\n', mapping(T), /a\.csv:3:2: Something follows a closing quote/],
  ['another encoding', Buffer.from('Id,T\na,Z\xfcrich\n', 'latin1'), mapping(T), /a\.csv is not in utf-8/],
  ['no line of headings', '', mapping(T), /no line of headings/],
  ['a column that is missing', 'Id,Title\na,x\n', mapping(T), /no column "T".*It has: Id, Title/],
  ['a column that is there twice', 'Id,T,T\na,x,y\n', mapping(T), /two columns "T"/],
  ['an unknown type', 'Id,T\n', mapping([set('t', { column: 'T', type: 'float' })]), /line\.request\.patches\.0\.value\.type is one of "text"/],
  ['an unknown word', 'Id,T\n', mapping([set('t', { column: 'T', trim: true })]), /not "trim"/],
  ['no line in the mapping', 'Id,T\n', '{"id":{"column":"Id"}}', /not "id"/],
  ['an unknown encoding', 'Id,T\n', mapping(T, { encoding: 'latin-17' }), /csv\.encoding/],
];

test('what cannot be read is refused before anything is sent', async (t) => {
  const { emulator, url, close } = await library({ ids: ['a'] });
  for (const [what, csv, map, message] of REFUSED) {
    await t.test(what, async () => {
      const cwd = folder({ 'a.csv': csv, 'mapping.json': map });
      const { code, err } = await run(cwd, ['a.csv', '--mapping', 'mapping.json', '--url', url]);
      assert.equal(code, 2);
      assert.match(err, message);
      assert.equal(emulator.requests.length, 0);
    });
  }
  close();
});
