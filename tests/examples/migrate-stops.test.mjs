// examples-web/migrate: kills, Ctrl-C, and the journal from which it goes on.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { TOKEN, folder, main, readLines, run, start } from './migrate/command.mjs';
import { killAndResume } from './migrate/kills.mjs';
import { applied, library } from './migrate/library.mjs';

const line = (id, value = 'x') => ({ id, request: { patches: [{ operation: 'setMetadataProperty', propertyName: 'title', value }] } });
const many = (count) => Array.from({ length: count }, (_, i) => line(`e${i}`));
const idsOf = (lines) => lines.map(({ id }) => id);

test('killed at random moments and resumed, it loses nothing and repeats nothing unsafe', async () => {
  const { killed } = await killAndResume({ kills: 5, entries: 20, rounds: 5 });
  assert.ok(killed > 0);
});

/** Fails where a program ends without it. */
async function until(condition, ended) {
  const isOver = ended.then(() => true);
  while (!condition()) assert.ok(!(await Promise.race([isOver, sleep(5)])), 'it has ended before');
}

test('Ctrl-C waits for what is in flight, and --resume goes on', async () => {
  const lines = many(40);
  const { emulator, url, seen, close } = await library({ ids: idsOf(lines), delay: () => 100 });
  const cwd = folder({ 'patches.ndjson': lines });
  const { child, ended } = start(cwd, ['patches.ndjson', '--url', url]);
  await until(() => seen() > 6, ended);
  child.kill('SIGINT');
  const { code, events } = await ended;
  assert.equal(code, 5);
  const { outcomes, stopped } = events.at(-1);
  assert.equal(outcomes.applied, applied(emulator).length);
  assert.ok(outcomes.applied < 40);
  assert.match(stopped, /--resume goes on/);
  assert.ok(!existsSync(join(cwd, 'patches.ndjson.journal.lock')));

  const again = await run(cwd, ['patches.ndjson', '--url', url, '--resume']);
  close();
  assert.equal(again.code, 0);
  assert.equal(again.events.at(-1).earlier, outcomes.applied);
  assert.deepEqual(applied(emulator).map(({ id }) => id).sort(), idsOf(lines).sort());
});

test('nobody reads what it tells: the work is done all the same', async () => {
  const lines = many(20);
  const { emulator, url, close } = await library({ ids: idsOf(lines), delay: () => 50 });
  const cwd = folder({ 'patches.ndjson': lines });
  const { child, ended } = start(cwd, ['patches.ndjson', '--url', url]);
  child.stdout.destroy();
  const { code, err } = await ended;
  close();
  assert.deepEqual([code, err], [0, '']);
  assert.equal(applied(emulator).length, 20);
});

test('Ctrl-C twice stops at once', async () => {
  const lines = many(8);
  const { url, seen, close } = await library({ ids: idsOf(lines), delay: () => 60_000 });
  const cwd = folder({ 'patches.ndjson': lines });
  const { child, ended, said } = start(cwd, ['patches.ndjson', '--url', url]);
  await until(() => seen() > 0, ended);
  child.kill('SIGINT');
  await until(() => said().includes('Press Ctrl-C again'), ended);
  await sleep(300);
  child.kill('SIGINT');
  assert.equal((await ended).code, 130);
  close();
});

test('a journal that a kill has torn is read up to its last whole line', async () => {
  const lines = many(3);
  const { emulator, url, close } = await library({ ids: idsOf(lines) });
  const cwd = folder({ 'patches.ndjson': lines });
  const journal = join(cwd, 'patches.ndjson.journal');
  const args = ['patches.ndjson', '--url', url, '--concurrency', '1'];
  assert.equal((await run(cwd, args)).code, 0);
  const whole = readFileSync(journal);
  truncateSync(journal, whole.length - 5);
  assert.equal((await run(cwd, [...args, '--resume'])).code, 0);
  assert.deepEqual(applied(emulator).map(({ id }) => id), ['e0', 'e1', 'e2', 'e2']);
  assert.deepEqual(readFileSync(journal), whole);
  close();
});

const args = ['patches.ndjson', '--url', 'http://127.0.0.1:1', '--journal', 'journal'];

const JOURNALS = [
  ['another file', ({ file }) => appendFileSync(file, '\n'), [...args, '--resume'], /other values of the input file/],
  ['a file of the same length', ({ file }) => writeFileSync(file, readFileSync(file, 'utf8').replace('"x"', '"y"')), [...args, '--resume'], /the input file/],
  ['other options', () => {}, [...args, '--resume', '--preserve-updated-at'], /other values of --preserve-updated-at/],
  ['another server', () => {}, args.map((arg) => arg.replace(/:1$/, ':2')).concat('--resume'), /other values of --url/],
  ['no --resume', () => {}, args, /There is a journal of an earlier run/],
  ['no journal', () => {}, ['patches.ndjson', '--url', 'http://127.0.0.1:1', '--failed', 'f', '--resume'], /There is no journal patches\.ndjson\.journal/],
  ['damage', ({ journal }) => writeFileSync(journal, readFileSync(journal, 'utf8').replace('\n{', '\n#')), [...args, '--resume'], /is damaged/],
  ['no journal at all', ({ journal }) => writeFileSync(journal, '{"other":1}\n'), [...args, '--resume'], /is no journal of this command/],
  ['a run that is at work', ({ journal }) => writeFileSync(`${journal}.lock`, String(process.pid)), [...args, '--resume'], /is at work on journal/],
  ['a failed file of an earlier run', () => {}, ['patches.ndjson', '--url', 'http://127.0.0.1:1'], /patches\.failed\.ndjson is there already/],
];

test('exit code 3', async (t) => {
  const lines = [line('a'), { ...line('b'), x: 1 }, { ...line('c'), x: 1 }];
  const once = folder({ 'patches.ndjson': lines });
  // Nothing answers there: the line fails, and the journal is begun all the same.
  await run(once, args);
  const journal = readFileSync(join(once, 'journal'), 'utf8');
  for (const [what, spoil, again, message] of JOURNALS) {
    await t.test(what, async () => {
      const cwd = folder({ 'patches.ndjson': lines, journal, 'patches.failed.ndjson': '' });
      spoil({ file: join(cwd, 'patches.ndjson'), journal: join(cwd, 'journal') });
      const before = readFileSync(join(cwd, 'journal'), 'utf8');
      const { code, err } = await run(cwd, again);
      assert.equal(code, 3, err);
      assert.match(err, message);
      assert.equal(readFileSync(join(cwd, 'journal'), 'utf8'), before, 'the journal is left as it was');
    });
  }
});

test('the lock of a process that was killed is nobody’s', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const { url, close } = await library({ ids: ['a'] });
  const cwd = folder({ 'patches.ndjson': [line('a')], 'patches.ndjson.journal.lock': String(pid) });
  assert.equal((await run(cwd, ['patches.ndjson', '--url', url])).code, 0);
  close();
});

const hasScript = spawnSync('script', ['--version']).status === 0;

test('a terminal shows a bar, and Ctrl-C there stops', { skip: hasScript ? false : 'SKIPPED, NOT TESTED: there is no `script`' }, async () => {
  const lines = [...many(60), line('nope')].reverse();
  const { url, seen, close } = await library({ ids: idsOf(many(60)), delay: () => 60 });
  const cwd = folder({ 'patches.ndjson': lines });
  const command = `stty cols 100; exec '${process.execPath}' '${main}' patches.ndjson --url ${url}`;
  const child = spawn('script', ['-qec', command, '/dev/null'], { cwd, env: { PATH: process.env.PATH, LIVINGDOCS_TOKEN: TOKEN, SHELL: '/bin/sh' } });
  let shown = '';
  child.stdout.on('data', (data) => (shown += data));
  const ended = new Promise((resolve) => child.on('close', resolve));
  await until(() => seen() > 20 && /[1-9]\d* lines · [\d.]+\/s · \d+ s left · 1 failed/.test(shown), ended);
  child.stdin.write('\x03');
  assert.equal(await ended, 5);
  close();
  assert.match(shown, /[█░]{16} \d+ % · /);
  assert.match(shown, /patches\.ndjson:1:1: nope: .*404/);
  assert.match(shown, /Stopping: what is in flight is waited for/);
  assert.match(shown, /1 failed\.\r?\nThe failed lines, each with the reason, are in patches\.failed\.ndjson/);
  assert.doesNotMatch(shown, /"event"/);
  assert.equal(readLines(join(cwd, 'patches.failed.ndjson')).length, 1);
});
