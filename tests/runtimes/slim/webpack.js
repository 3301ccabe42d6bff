// For webpack, whose way to a file's address this is.
import { init, run } from '../slim-app.mjs';

init(fetch(new URL('livingdocs-media-library/client.wasm', import.meta.url)))
  .then(run)
  .then((results) => window.report(results));
