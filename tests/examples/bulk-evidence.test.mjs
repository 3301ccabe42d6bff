// What the bulk example takes an entry and its usage log to say of a request whose outcome nobody knows.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { example } from './project.mjs';

const { verdict } = await import(pathToFileURL(join(example('bulk'), 'src/evidence.js')));

const title = { operation: 'setMetadataProperty', propertyName: 'title', value: { en: 'New' } };
const noTitle = { operation: 'setMetadataProperty', propertyName: 'title' };
const file = { operation: 'replaceAsset', value: { key: 'new.jpg' } };
const archive = { operation: 'archive' };
const revoke = { operation: 'revokeAsset' };
const removeAsset = { operation: 'removeAsset', locale: 'fr' };
const add = { operation: 'addUsageLogEntry', value: { purpose: 'web', publicationDate: '2026-05-01T11:00:00.000Z' } };
const update = { operation: 'updateUsageLogEntry', usageLogEntryId: 'u1', value: { purpose: 'web', state: 'confirmed', publicationDate: '2026-05-01T11:00:00Z' } };
const remove = { operation: 'removeUsageLogEntry', usageLogEntryId: 'u1' };

const added = { id: 'u2', purpose: 'web', state: 'pending', publicationDate: '2026-05-01T13:00:00+02:00', reportingDate: 'x' };
const other = { id: 'u1', purpose: 'print', state: 'pending' };

// Sent with version 3; `to` is the version that the entry has now, `seen` what was there before.
const TABLE = [
  { name: 'a title that is there', patches: [title], metadata: { title: { en: 'New' } }, is: 'applied' },
  { name: 'a title that is not there', patches: [title], is: 'harmless' },
  { name: 'a title that is gone', patches: [noTitle], metadata: {}, is: 'applied' },
  { name: 'a file that is there', patches: [file], asset: { key: 'new.jpg' }, is: 'applied' },
  { name: 'nobody sees that an entry is archived', patches: [archive], is: 'harmless' },
  { name: 'but the title beside it', patches: [title, archive], metadata: { title: { en: 'New' } }, is: 'applied' },
  { name: 'a revocation: the server knows', patches: [revoke], is: 'probe' },
  { name: 'a revocation that may have been taken back', patches: [revoke], to: 5, is: 'unknown' },
  { name: 'a translation that may be gone', patches: [removeAsset], is: 'unknown' },
  { name: 'a use that was added', patches: [add], log: [added], is: 'applied' },
  { name: 'a use that was added, and something else changed', patches: [add], to: 9, log: [added], is: 'applied' },
  { name: 'a use that looks alike and was there before', patches: [add], log: [added], seen: ['u2'], is: 'not applied' },
  { name: 'a use that is not there', patches: [add], log: [other], is: 'not applied' },
  { name: 'a use that is not there, but may have been removed', patches: [add], to: 5, log: [other], is: 'unknown' },
  { name: 'two equal uses, of which one is there', patches: [add, add], log: [added], is: 'not applied' },
  { name: 'two equal uses', patches: [add, add], log: [added, { ...added, id: 'u3' }], is: 'applied' },
  { name: 'a use that was changed', patches: [update], log: [{ ...added, id: 'u1', state: 'confirmed' }], is: 'applied' },
  { name: 'a use that was not changed', patches: [update], log: [other], is: 'not applied' },
  { name: 'a use that was changed by others since', patches: [update], to: 5, log: [other], is: 'unknown' },
  { name: 'a use that was removed', patches: [remove], log: [], is: 'applied' },
  { name: 'a use that is still there', patches: [remove], to: 5, log: [other], is: 'not applied' },
  { name: 'the title counts nothing beside a use', patches: [title, add], metadata: { title: { en: 'New' } }, log: [], is: 'not applied' },
  { name: 'signs that contradict each other', patches: [add, remove], log: [added, other], is: 'unknown' },
  { name: 'a use beside a revocation', patches: [revoke, add], log: [added], is: 'applied' },
];

for (const { name, patches, to = 4, metadata = { title: 'Old' }, asset = { key: 'old.jpg' }, log = [], seen = [], is } of TABLE) {
  test(`evidence: ${name}`, () => {
    assert.equal(verdict({ patches }, { version: 3, seen }, { version: to, metadata, asset }, log), is);
  });
}
