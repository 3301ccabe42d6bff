// Reports what becomes of the first call of each entry under the page's Content-Security-Policy.

import * as library from 'livingdocs-media-library';
import * as emulator from 'livingdocs-media-library/emulator';
import { de, describe } from 'livingdocs-media-library/messages';
import { init } from 'livingdocs-media-library/slim';
import * as small from 'livingdocs-media-library/validator';

const ATTEMPTS = {
  validator: () => new library.Validator(),
  client: () => new library.MediaLibraryClient({ baseUrl: 'https://livingdocs.example', token: 'x' }),
  ready: () => library.ready(),
  './validator': () => new small.Validator(),
  './validator ready': () => small.ready(),
  './emulator': () => new emulator.MediaLibraryEmulator(),
  './slim': () => init(fetch('/client.wasm')),
};

async function outcome(attempt) {
  try {
    await attempt();
    return 'works';
  } catch (error) {
    const { name, code, reason, message } = error;
    return { name, code, reason, named: message.includes("'wasm-unsafe-eval'"), ours: library.isMediaLibraryError(error) };
  }
}

const results = {};
for (const [name, attempt] of Object.entries(ATTEMPTS)) results[name] = await outcome(attempt);
// The rest of the page.
const [issue] = library.issuesFromErrorDetails({ 'patches.0.note': 'from the server' });
results.text = describe(issue, de);

await fetch(new URLSearchParams(location.search).get('report'), {
  method: 'POST',
  mode: 'no-cors',
  body: JSON.stringify(results),
});
