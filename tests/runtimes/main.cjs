const library = require('livingdocs-media-library');
const emulator = require('livingdocs-media-library/emulator');
const messages = require('livingdocs-media-library/messages');
const small = require('livingdocs-media-library/validator');

import('./try-out.mjs')
  .then(({ tryOut }) => tryOut(library, small, emulator, messages))
  .then((results) => console.log(JSON.stringify(results)));
