// The printed part of `cargo xtask demo`. It runs in a folder in which the built package was installed from its tarball.
//   node demo.mjs http://127.0.0.1:4777

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { ConflictError, MediaLibraryClient, Validator } from 'livingdocs-media-library';

const baseUrl = process.argv[2];
const id = 'asze63i9';
const example = JSON.parse(await readFile(new URL('./example-request.json', import.meta.url), 'utf8'));

heading('1. Check requests, without sending anything');
const validator = new Validator();
check('The full example of the API reference, with all nine operations', example);
check('An operation that does not exist', { patches: [{ operation: 'notExistingOperation' }] }, ['patches.0.operation']);
check(
  'A note that is too long, and one on an operation that takes none',
  { patches: [{ operation: 'revokeAsset', note: 'x'.repeat(201) }, { operation: 'archive', note: 'Old' }] },
  ['patches.0.note', 'patches.1.note'],
);
check(
  'A confirmed usage without its date',
  { patches: [{ operation: 'addUsageLogEntry', value: { state: 'confirmed', purpose: 'print' } }] },
  ['patches.0.value.publicationDate'],
);

heading(`2. Read the entry ${id}`);
const client = new MediaLibraryClient({ baseUrl, token: 'demo-token' });
const first = await client.getEntry(id);
say(`The server (here: the emulator at ${baseUrl}) answers with ${describe(first)}.`);

const projectConfig = await client.getProjectConfig();
say(`Its project has the media types ${projectConfig.mediaTypes.map(({ handle }) => handle).join(' and ')}, which say what metadata may be:`);
const rating = { patches: [{ operation: 'setMetadataProperty', propertyName: 'rating', value: 9 }] };
const [issue] = new Validator({ projectConfig }).validate(rating, { mediaType: first.mediaType });
say(`A rating of 9 is not valid: ${issue.message}.`);
assert.deepEqual(issue.path, ['patches', 0, 'value']);

heading('3. Change its title');
await client.patchEntry(id, {
  version: first.version,
  patches: [{ operation: 'setMetadataProperty', propertyName: 'title', value: 'Lake at dawn' }],
});
const second = await client.getEntry(id);
say(`The request was checked, sent and accepted. Now it is ${describe(second)}.`);
assert.equal(second.metadata.title, 'Lake at dawn');

heading(`4. Send a change that was made for version ${first.version}, though the entry has moved on`);
const credit = { operation: 'setMetadataProperty', propertyName: 'credit', value: 'R. Muster' };
const conflict = await client.patchEntry(id, { version: first.version, patches: [credit] }).catch((error) => error);
assert.ok(conflict instanceof ConflictError, `a ConflictError was expected, not ${conflict}`);
say(`The server refuses with ${conflict.status} ${conflict.error}: "${conflict.details?.message}".`);
say(`Version ${conflict.sentVersion} was sent and the entry is at ${conflict.currentVersion}, so nobody's work was overwritten.`);

heading('5. Do it right: updateEntry reads, changes and sends, and starts over when somebody else was faster');
const colleague = new MediaLibraryClient({ baseUrl, token: 'demo-token' });
let asked = 0;
const changed = await client.updateEntry(id, async (entry) => {
  asked += 1;
  say(`Read version ${entry.version}; the change for it is to set the credit to "${credit.value}".`);
  if (asked === 1) {
    await colleague.patchEntry(id, {
      patches: [{ operation: 'setMetadataProperty', propertyName: 'location', value: 'Lake Zurich' }],
    });
    say('Before it is sent, a colleague sets the location. The server will answer 409.');
  }
  return [credit];
});
assert.equal(changed, true);
assert.equal(asked, 2);
const last = await client.getEntry(id);
say(`The second try was accepted. Now it is ${describe(last)}.`);
assert.equal(last.metadata.credit, credit.value);
assert.equal(last.metadata.location, 'Lake Zurich');

heading('6. What changed');
show('version', first.version, last.version);
for (const name of Object.keys(last.metadata)) show(`metadata.${name}`, first.metadata[name], last.metadata[name]);
show('updatedAt', first.updatedAt, last.updatedAt);

/** Prints the verdict, and stops the demo when it is not the expected one. */
function check(what, request, expected = []) {
  const issues = validator.validate(request);
  say(`${what}: ${issues.length === 0 ? 'valid.' : 'not valid.'}`);
  for (const { path, message } of issues) console.log(`      ${path.join('.')}  ${message}`);
  assert.deepEqual(issues.map((issue) => issue.path.join('.')), expected);
}

function describe(entry) {
  return `version ${entry.version}, titled "${entry.metadata.title}"`;
}

function show(name, before, after) {
  if (before === after) say(`${name}: ${JSON.stringify(after)}, as before`);
  else say(`${name}: ${before === undefined ? 'not set' : JSON.stringify(before)} → ${JSON.stringify(after)}`);
}

function heading(text) {
  console.log(`\n${text}`);
}

function say(text) {
  console.log(`   ${text}`);
}
