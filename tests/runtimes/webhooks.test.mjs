// Webhooks in every runtime: the whole table is in tests/package/webhooks.test.mjs.

import assert from 'node:assert/strict';
import { everywhere } from './everywhere.mjs';
import { EVENT, SIGNATURE } from './network/webhooks.mjs';

everywhere('webhooks', (results) => {
  assert.deepEqual(results, {
    signature: SIGNATURE,
    taken: EVENT,
    refused: ['401 missing_signature', '400 malformed_signature', '401 wrong_signature', '413 too_large', '400 invalid_json'],
  });
});
