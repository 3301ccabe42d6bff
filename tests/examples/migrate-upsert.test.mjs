// examples-web/migrate: lines of entries.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folder, readLines, run } from './migrate/command.mjs';
import { library } from './migrate/library.mjs';

const entry = (externalId, more = {}) => ({
  systemName: 'agency',
  externalId,
  mediaType: 'image',
  asset: { key: `${externalId}.jpg`, url: `https://files.example.com/${externalId}.jpg`, size: 1, mimeType: 'image/jpeg', filename: `${externalId}.jpg`, width: 1, height: 1 },
  metadata: { title: `Title ${externalId}` },
  ...more,
});

const writes = (emulator) => emulator.requests.filter(({ method }) => method !== 'GET');

test('entries are created, changed where they differ, and the second time left alone', async () => {
  const { emulator, url, close } = await library({ files: undefined });
  const cwd = folder({ 'a.ndjson': [entry('1'), entry('2')], 'b.ndjson': [entry('1'), entry('2', { metadata: { title: 'Changed' } }), entry('3')] });
  const first = await run(cwd, ['a.ndjson', '--url', url, '--upsert']);
  assert.equal(first.code, 0, first.out + first.err);
  assert.deepEqual(first.events.at(-1).outcomes, { created: 2 });

  const second = await run(cwd, ['b.ndjson', '--url', url, '--upsert', '--preserve-updated-at']);
  assert.equal(second.code, 0, second.out + second.err);
  assert.deepEqual(second.events.at(-1).outcomes, { unchanged: 1, patched: 1, created: 1 });
  const [patch] = writes(emulator).filter(({ method }) => method === 'PATCH');
  assert.equal(JSON.parse(patch.body).preserveUpdatedAt, true);

  const before = writes(emulator).length;
  const third = await run(cwd, ['b.ndjson', '--url', url, '--upsert', '--journal', 'third']);
  close();
  assert.deepEqual(third.events.at(-1).outcomes, { unchanged: 3 });
  assert.equal(writes(emulator).length, before);
});

test('a dry run tells what is wrong, at its place, and sends nothing', async () => {
  const wrong = { ...entry('2'), externalId: undefined, asset: { ...entry('2').asset, size: -1 } };
  const cwd = folder({ 'a.ndjson': [entry('1'), wrong] });
  const { code, out } = await run(cwd, ['a.ndjson', '--upsert', '--dry-run', '--output', 'text']);
  assert.equal(code, 1);
  assert.match(out, /^a\.ndjson:2:\d+: asset\.size: /m);
  assert.match(out, /^a\.ndjson:2:1: externalId: Missing required property: externalId$/m);
  assert.match(out, /^1 of 2 lines are wrong: 2 faults\. Nothing was sent\.$/m);
});

test('what fails can be mended and run; a CSV becomes entries, too', async () => {
  const { url, close } = await library({ files: undefined });
  const { asset, ...line } = entry('x');
  const mapping = {
    line: { ...line, externalId: { column: 'Id' }, metadata: { title: { column: 'Title' } }, asset: { ...asset, width: { column: 'Width', type: 'integer' } } },
  };
  const cwd = folder({ 'a.csv': 'Id,Title,Width\n1,One,100\n2,,wide\n', 'mapping.json': JSON.stringify(mapping) });
  const { code, events } = await run(cwd, ['a.csv', '--mapping', 'mapping.json', '--url', url, '--upsert']);
  close();
  assert.equal(code, 1);
  assert.deepEqual(events.at(-1).outcomes, { created: 1 });
  const [failed] = readLines(`${cwd}/a.failed.ndjson`);
  assert.equal(failed.externalId, '2');
  assert.deepEqual(failed.metadata, {});
  assert.equal(failed.failed.issues[0].where, 'Width');
});
