/** `livingdocs-media-library/messages`: no wasm, and every locale an export of its own, so that bundlers drop the others. */
export { describe } from './messages/describe.js';
export { localize } from './messages/localize.js';
export { en } from './messages/en.js';
export { de } from './messages/de.js';
export { deCH } from './messages/de-ch.js';
export { fr } from './messages/fr.js';
