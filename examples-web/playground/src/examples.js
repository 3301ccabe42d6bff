/** Requests to start from. */

import allNine from 'checkout/tests/example-request.json';
import { inOrder } from './format.js';

export const pretty = (value) => inOrder(JSON.stringify(value));

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
