// examples-web/migrate: what its options do, what it prints, and its exit codes.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { TOKEN, folder, readLines, run } from './migrate/command.mjs';
import { applied, library } from './migrate/library.mjs';
import { example } from './project.mjs';

const title = (value) => ({ operation: 'setMetadataProperty', propertyName: 'title', value });
const line = (id, ...patches) => ({ id, request: { patches } });

const servers = [];
after(() => servers.forEach(({ close }) => close()));
async function served(options) {
  const server = await library({ ids: ['a', 'b', 'c'], ...options });
  servers.push(server);
  return server;
}

const WRONG = `{"id":"a","request":{"patches":[{"operation":"setMetadataProperty","propertyName":"title","value":"Dawn"}]}}

{"id":"a","request":{"patches":[{"operation":"archive","note":"Old"},
{"id":"a","request":{"patches":[{"operation":"archive","note":"Old"}]}}
{"id":"","request":{"patches":[{"operation":"archive","operation":"archive"}]},"patches":[]}
[]
{"id":"b","request":{"patches":[{"operation":"addUsageLogEntry","value":{"purpose":"print"}}]},"failed":{"line":9}}
`;


test('a dry run tells every fault of every line, and needs neither server nor token', async () => {
  const cwd = folder({ 'patches.ndjson': WRONG });
  const args = ['patches.ndjson', '--dry-run'];
  const { code, out } = await run(cwd, [...args, '--output', 'text'], { env: { LIVINGDOCS_TOKEN: '' } });
  assert.equal(code, 1);
  assert.equal(out, readFileSync(new URL('./migrate/dry-run.txt', import.meta.url), 'utf8'));

  const { code: again, events } = await run(cwd, args);
  assert.equal(again, 1);
  assert.deepEqual(events[1], {
    event: 'fault',
    line: 4,
    column: 63,
    where: 'request.patches.0.note',
    code: 'unsupported_property',
    message: 'note is not supported by archive',
  });
  assert.deepEqual(events.at(-1), { event: 'end', dryRun: true, lines: 6, wrong: 4, faults: 6 });
});

test('a dry run of what is right ends with 0', async () => {
  const cwd = folder({ 'patches.ndjson': [line('a', title('Dawn'))] });
  const { code, out } = await run(cwd, ['patches.ndjson', '--dry-run', '--output', 'text']);
  assert.equal(code, 0);
  assert.equal(out, 'The line is valid. Nothing was sent.\n');
});

test('lines are applied, and those that fail can be mended and run', async () => {
  const { emulator, url } = await served();
  const lines = [line('a', title('Dawn')), line('nope', title('Dusk')), line('b', { operation: 'archive', note: 'x' }), line('c')];
  const cwd = folder({ 'patches.ndjson': lines });
  const { code, events } = await run(cwd, ['patches.ndjson', '--url', url]);
  assert.equal(code, 1);
  const { seconds, ...end } = events.at(-1);
  assert.deepEqual(end, {
    event: 'end',
    exitCode: 1,
    outcomes: { applied: 1, nothing: 1 },
    failed: 2,
    earlier: 0,
    failedFile: 'patches.failed.ndjson',
    done: 4,
  });
  assert.deepEqual(events.filter(({ event }) => event === 'fault').map(({ line, id, code }) => [line, id, code]).sort(), [
    [2, 'nope', 'not_found'],
    [3, 'b', 'unsupported_property'],
  ]);
  const failed = join(cwd, 'patches.failed.ndjson');
  const [wrong, missing] = readLines(failed).sort((one, other) => one.id.localeCompare(other.id));
  assert.deepEqual({ id: wrong.id, request: wrong.request }, lines[2]);
  assert.deepEqual(wrong.failed, {
    line: 3,
    issues: [{ column: 63, where: 'request.patches.0.note', code: 'unsupported_property', message: 'note is not supported by archive' }],
  });
  assert.equal(missing.failed.issues[0].code, 'not_found');

  writeFileSync(failed, readFileSync(failed, 'utf8').replace('nope', 'c').replace(',"note":"x"', ''));
  const again = await run(cwd, ['patches.failed.ndjson', '--url', url]);
  assert.equal(again.code, 0, again.out);
  assert.deepEqual(applied(emulator).map(({ id, patches }) => [id, patches[0].operation]).sort(), [
    ['a', 'setMetadataProperty'],
    ['b', 'archive'],
    ['c', 'setMetadataProperty'],
  ]);
});

test('--preserve-updated-at goes for lines that do not say otherwise', async () => {
  const { emulator, url } = await served();
  const other = { id: 'b', request: { preserveUpdatedAt: false, patches: [title('b')] } };
  const usage = line('c', { operation: 'addUsageLogEntry', value: { purpose: 'print' } });
  const cwd = folder({ 'patches.ndjson': [line('a', title('a')), other, usage] });
  assert.equal((await run(cwd, ['patches.ndjson', '--url', url, '--preserve-updated-at'])).code, 0);
  assert.deepEqual(Object.fromEntries(applied(emulator).map(({ id, preserveUpdatedAt }) => [id, preserveUpdatedAt])), { a: true, b: false, c: true });
});

test('a token comes from a file, too, and is printed and kept nowhere', async () => {
  const { url } = await served({ tokens: { 'secret-token-77': ['public-api:read', 'public-api:write'] } });
  const cwd = folder({ 'patches.ndjson': [line('a', title('a')), line('nope', title('a'))], token: 'secret-token-77\n' });
  const { code, out, err } = await run(cwd, ['patches.ndjson', '--url', url, '--token-file', 'token'], { env: { LIVINGDOCS_TOKEN: '' } });
  assert.equal(code, 1);
  const kept = ['patches.ndjson.journal', 'patches.failed.ndjson'].map((name) => readFileSync(join(cwd, name), 'utf8'));
  assert.doesNotMatch([out, err, ...kept].join('\n'), /secret-token-77/);

  const refused = await run(cwd, ['patches.ndjson', '--token=secret-token-77']);
  assert.equal(refused.code, 2);
  assert.match(refused.err, /A token is no argument/);
  assert.doesNotMatch(refused.err, /secret/);
});

test('--concurrency and --rate bound what is sent', async () => {
  const lines = Array.from({ length: 30 }, (_, i) => line(`e${i}`, title('x')));
  let open = 0;
  let most = 0;
  const delay = () => {
    most = Math.max(most, ++open);
    setTimeout(() => open--, 20);
    return 20;
  };
  const { url } = await served({ ids: lines.map(({ id }) => id), delay });
  const cwd = folder({ 'patches.ndjson': lines });
  assert.equal((await run(cwd, ['patches.ndjson', '--url', url, '--concurrency', '2'])).code, 0);
  assert.ok(most <= 2, `${most} at once`);

  const started = performance.now();
  assert.equal((await run(cwd, ['patches.ndjson', '--url', url, '--rate', '20', '--journal', 'other'])).code, 0);
  assert.ok(performance.now() - started > (29 / 20) * 1000);
});

test('429 makes everybody rest, however often it comes, and no line fails by it', async () => {
  const lines = Array.from({ length: 12 }, (_, i) => line(`e${i}`, title('x')));
  const { emulator, url } = await served({ ids: lines.map(({ id }) => id) });
  // More of them than the client itself repeats a request.
  emulator.failNext({ status: 429, headers: { 'retry-after-ms': '300' } }, 6, { method: 'PATCH' });
  const cwd = folder({ 'patches.ndjson': lines });
  const { code } = await run(cwd, ['patches.ndjson', '--url', url, '--concurrency', '2']);
  assert.equal(code, 0);
  assert.equal(emulator.requests.filter(({ status }) => status === 429).length, 6);
  assert.equal(applied(emulator).length, 12);
});

test('--project-config and --server-release decide what is right', async () => {
  const config = { mediaCenter: { usagePurposes: [{ handle: 'print' }] } };
  const lines = [line('a', { operation: 'addUsageLogEntry', value: { purpose: 'radio' } })];
  const cwd = folder({ 'patches.ndjson': lines, 'config.json': JSON.stringify(config) });
  const byConfig = await run(cwd, ['patches.ndjson', '--dry-run', '--project-config', 'config.json']);
  assert.deepEqual([byConfig.code, byConfig.events[0].code], [1, 'unknown_purpose']);
  const byRelease = await run(cwd, ['patches.ndjson', '--dry-run', '--server-release', 'release-2025-11']);
  assert.deepEqual([byRelease.code, byRelease.events[0].code], [1, 'unsupported_operation']);
});

const valid = () => folder({ 'patches.ndjson': [line('a', title('a'))], 'a.csv': 'id\na\n', 'bad.json': '{', 'empty': '' });

const REFUSED = [
  ['no file', [], /missing required argument/],
  ['a file that is not there', ['nope.ndjson', '--dry-run'], /There is no file nope\.ndjson/],
  ['a folder', ['.', '--dry-run'], /it is no file/],
  ['an unknown option', ['patches.ndjson', '--rat', '3'], /Did you mean --rate\?/],
  ['a rate that is none', ['patches.ndjson', '--dry-run', '--rate', 'fast'], /a number over 0/],
  ['too many at once', ['patches.ndjson', '--dry-run', '--concurrency', '1000'], /from 1 to 256/],
  ['no server', ['patches.ndjson'], /Name the server with --url/],
  ['a server by plain HTTP', ['patches.ndjson', '--url', 'http://server.livingdocs.io'], /baseUrl/],
  ['no token', ['patches.ndjson', '--url', 'http://localhost:1'], /No token/, { LIVINGDOCS_TOKEN: '' }],
  ['an empty token file', ['patches.ndjson', '--url', 'http://localhost:1', '--token-file', 'empty'], /The token file is empty/],
  ['a CSV without a mapping', ['a.csv', '--dry-run'], /needs --mapping/],
  ['a mapping of NDJSON', ['patches.ndjson', '--dry-run', '--mapping', 'bad.json'], /--mapping is for a CSV/],
  ['a mapping that is no JSON', ['a.csv', '--dry-run', '--mapping', 'bad.json'], /The mapping bad\.json cannot be used/],
  ['a configuration that is no JSON', ['patches.ndjson', '--dry-run', '--project-config', 'bad.json'], /cannot be read/],
  ['an API version that is none', ['patches.ndjson', '--dry-run', '--api-version', 'new'], /apiVersion/],
  ['updatedAt before it can be kept', ['patches.ndjson', '--dry-run', '--api-version', '2026-01', '--preserve-updated-at'], /preserve-updated-at/],
  ['one file for two things', ['patches.ndjson', '--dry-run', '--failed', './patches.ndjson'], /are three files/],
];

for (const [what, args, message, env] of REFUSED) {
  test(`exit code 2: ${what}`, async () => {
    const { code, err, out } = await run(valid(), args, { env });
    assert.equal(code, 2, out);
    assert.match(err, /^livingdocs-migrate: /);
    assert.match(err, message);
    assert.doesNotMatch(err, /\bat .*\.js:\d/, 'no stack');
  });
}

test('exit code 4: the server refuses the token, and the line is not lost', async () => {
  const { emulator, url } = await served();
  const cwd = folder({ 'patches.ndjson': [line('a', title('a')), line('b', title('b'))] });
  const { code, events } = await run(cwd, ['patches.ndjson', '--url', url, '--concurrency', '1'], { env: { LIVINGDOCS_TOKEN: 'stale' } });
  assert.equal(code, 4);
  assert.match(events.at(-1).stopped, /401.*--resume goes on/s);
  assert.equal(emulator.requests.length, 1);
  assert.equal((await run(cwd, ['patches.ndjson', '--url', url, '--resume'])).code, 0);
  assert.equal(applied(emulator).length, 2);
});

test('exit code 4: the server asks for a rest of an hour, and the line is not lost', async () => {
  const { emulator, url } = await served();
  emulator.failNext({ status: 429, headers: { 'retry-after': '3600' } });
  const cwd = folder({ 'patches.ndjson': [line('a', title('a'))] });
  assert.equal((await run(cwd, ['patches.ndjson', '--url', url])).code, 4);
  assert.equal((await run(cwd, ['patches.ndjson', '--url', url, '--resume'])).code, 0);
  assert.equal(applied(emulator).length, 1);
});

test('exit code 4: the server does not answer', async () => {
  const lines = Array.from({ length: 40 }, (_, i) => line(`e${i}`, title('x')));
  const { emulator, url } = await served();
  emulator.failNext('network-error', 10_000);
  const cwd = folder({ 'patches.ndjson': lines });
  const { code, events } = await run(cwd, ['patches.ndjson', '--url', url, '--concurrency', '32']);
  assert.equal(code, 4);
  const { failed, stopped } = events.at(-1);
  assert.ok(failed >= 20 && failed < 60, String(failed));
  assert.match(stopped, /does not answer/);
});

test('exit code 6: the journal cannot be written', async () => {
  const { emulator, url } = await served();
  const cwd = folder({ 'patches.ndjson': [line('a', title('a'))] });
  const { code, err } = await run(cwd, ['patches.ndjson', '--url', url, '--journal', 'nowhere/journal']);
  assert.equal(code, 6);
  assert.match(err, /cannot be written/);
  assert.equal(emulator.requests.length, 0);
});

test('--help and README list the exit codes and the options', async () => {
  const { code, out } = await run(folder({}), ['--help']);
  assert.equal(code, 0);
  const readme = readFileSync(join(example('migrate'), 'README.md'), 'utf8');
  const codes = [...out.matchAll(/^  (\d+) +\S/gm)].map(([, number]) => number);
  assert.deepEqual(codes, ['0', '1', '2', '3', '4', '5', '6', '130']);
  for (const number of codes) assert.match(readme, new RegExp(`^\\| ${number} \\|`, 'm'));
  const options = [...out.matchAll(/^  (?:-h, )?(--[a-z-]+)/gm)].map(([, name]) => name);
  assert.ok(options.length > 12);
  for (const name of options) assert.ok(readme.includes(`\`${name}`), `README lacks ${name}`);
});
