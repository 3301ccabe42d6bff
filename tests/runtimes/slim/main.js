// For Vite, whose way to a file's address this is.
import url from 'livingdocs-media-library/client.wasm?url';
import { init, run } from '../slim-app.mjs';

init(fetch(url))
  .then(run)
  .then((results) => window.report(results));
