// examples-web/migrate: what becomes of lines that must not be applied twice, where an answer was lost or a run was killed.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { TOKEN, folder, readLines, run } from './migrate/command.mjs';
import { MediaLibraryClient, applied, library } from './migrate/library.mjs';

const USAGE = { operation: 'addUsageLogEntry', value: { purpose: 'print', publicationDate: '2026-05-01T06:00:00Z', params: { page: 1 } } };
const REVOKE = { operation: 'revokeAsset', note: 'Case #1' };
const title = (value) => ({ operation: 'setMetadataProperty', propertyName: 'title', value });

/** A server, and what runs the command over one line for its entry `a`; `somebody` is another client. */
async function one(patches, { version, fail } = {}) {
  const server = await library({ ids: ['a'] });
  const { emulator, url } = server;
  fail?.(emulator);
  const cwd = folder({ 'patches.ndjson': [{ id: 'a', request: { ...(version && { version }), patches } }] });
  const go = (...args) => run(cwd, ['patches.ndjson', '--url', url, ...args]);
  const somebody = new MediaLibraryClient({ baseUrl: url, token: TOKEN });
  return { ...server, cwd, go, somebody, failed: () => readLines(join(cwd, 'patches.failed.ndjson'))[0] };
}

/** The journal of a line, as a kill right after its intent leaves it. */
async function journalOf(patches, version) {
  const { cwd, url, go, close } = await one(patches, { version });
  assert.equal((await go()).code, 0);
  close();
  const [begin, intent] = readFileSync(join(cwd, 'patches.ndjson.journal'), 'utf8').split('\n');
  assert.ok(JSON.parse(intent).intent);
  return (other) => `${begin.replace(url, other)}\n${intent}\n`;
}

const LINES = [
  ['a usage log entry', [USAGE]],
  ['two of the same beside a title', [title('Dawn'), USAGE, USAGE]],
  ['a revocation', [REVOKE]],
  ['a title for one version', [title('Dawn')], '1'],
];

for (const [what, patches, version] of LINES) {
  test(what, async (t) => {
    const journal = await journalOf(patches, version);
    const killed = async () => {
      const given = await one(patches, { version });
      writeFileSync(join(given.cwd, 'patches.ndjson.journal'), journal(given.url));
      return given;
    };

    await t.test('killed before it was sent, it is sent', async () => {
      const { emulator, go, close } = await killed();
      const { code, out } = await go('--resume');
      close();
      assert.equal(code, 0, out);
      assert.equal(applied(emulator).length, 1);
    });

    await t.test('killed after it was sent, it is not sent again', async () => {
      const { emulator, go, close, somebody } = await killed();
      await somebody.patchEntry('a', { version: '1', patches });
      const { code, out } = await go('--resume');
      close();
      assert.equal(code, 0, out);
      assert.equal(emulator.requests.filter(({ method }) => method === 'PATCH').length, 1);
    });

    await t.test('somebody else was there in between, so it is reported and not sent', async () => {
      const { emulator, go, close, somebody, failed } = await killed();
      await somebody.patchEntry('a', { patches: [{ operation: 'setMetadataProperty', propertyName: 'credit', value: 'R. Muster' }] });
      const { code } = await go('--resume');
      close();
      assert.equal(code, 1);
      assert.equal(emulator.requests.filter(({ method }) => method === 'PATCH').length, 1);
      const { request, failed: why } = failed();
      assert.equal(why.issues[0].code, 'outcome_unknown');
      assert.match(why.issues[0].message, /look at it/);
      assert.equal(request.version, '1');
    });

    await t.test('a lost answer is not a second copy', async () => {
      const fail = (emulator) => emulator.failNext('lost-response', 3, { method: 'PATCH' });
      const { emulator, go, close } = await one(patches, { version, fail });
      const { code, out } = await go();
      close();
      assert.equal(code, 0, out);
      const states = emulator.requests.filter(({ method }) => method === 'PATCH').map(({ status }) => status);
      assert.equal(states[0], null);
      assert.ok(states.slice(1).every((status) => status === null || status === 409), String(states));
    });
  });
}

test('the failed line of an outcome that nobody knows is refused by the server, run by mistake', async () => {
  const { emulator, go, close, somebody, cwd, url } = await one([USAGE]);
  writeFileSync(join(cwd, 'patches.ndjson.journal'), (await journalOf([USAGE]))(url));
  await somebody.patchEntry('a', { version: '1', patches: [USAGE] });
  const [log] = await somebody.getUsageLog('a');
  await somebody.patchEntry('a', { patches: [{ operation: 'removeUsageLogEntry', usageLogEntryId: log.id }] });
  assert.equal((await go('--resume')).code, 1);
  const { code } = await run(cwd, ['patches.failed.ndjson', '--url', url]);
  close();
  assert.equal(code, 1);
  assert.equal(applied(emulator).length, 2);
  assert.equal(readLines(join(cwd, 'patches.failed.failed.ndjson'))[0].failed.issues[0].code, 'conflict');
});

test('a server that answers no patch: the line is sent three times with one version, then given up with it', async () => {
  const fail = (emulator) => emulator.failNext({ status: 500 }, 100, { method: 'PATCH' });
  const { emulator, go, close, failed } = await one([USAGE], { fail });
  const { code } = await go();
  close();
  assert.equal(code, 1);
  const sent = emulator.requests.filter(({ method }) => method === 'PATCH').map(({ body }) => JSON.parse(body).version);
  assert.deepEqual(new Set(sent), new Set(['1']));
  assert.equal(failed().request.version, '1');
  assert.equal(failed().failed.issues[0].code, 'outcome_unknown');
});
