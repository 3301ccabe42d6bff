// The page that measures in a browser: `browser.mjs` bundles and opens it.

import { measureHere } from './here.mjs';
import { load } from './load.mjs';

window.measure = async (example, method, progress) => measureHere(await load(), example, method, progress);
