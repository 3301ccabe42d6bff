const library = require('livingdocs-media-library');
const emulator = require('livingdocs-media-library/emulator');
const small = require('livingdocs-media-library/validator');

import('./try-out.mjs')
  .then(({ tryOut }) => tryOut(library, small, emulator))
  .then((results) => console.log(JSON.stringify(results)));
