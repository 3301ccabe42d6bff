/** `livingdocs-media-library/import`: entries that are made, on a client that the caller hands over. */
export { importEntries } from './import/entries.js';
export { importFromUrls, waitForImport } from './import/jobs.js';
export { upsertEntries } from './import/upsert.js';
export { validateEntry } from './import/validate.js';
