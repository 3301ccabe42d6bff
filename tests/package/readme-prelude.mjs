// Runs before a README example: whatever the example fetches, an emulator answers.

import { MediaLibraryEmulator } from 'livingdocs-media-library/emulator';

globalThis.fetch = new MediaLibraryEmulator().fetch;
// What examples take from their surroundings.
process.env.LIVINGDOCS_TOKEN = 'demo-token';
