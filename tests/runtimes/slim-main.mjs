import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { init, run } from './slim-app.mjs';

// import.meta.resolve gave a promise in early Bun.
const { resolve } = createRequire(import.meta.url);
await init(readFile(resolve('livingdocs-media-library/client.wasm')));
console.log(JSON.stringify(await run()));
