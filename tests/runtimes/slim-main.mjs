import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { init, run } from './slim-app.mjs';

// In early Bun, import.meta.resolve gave a promise, and createRequire took no URL with a space.
const { resolve } = createRequire(fileURLToPath(import.meta.url));
await init(readFile(resolve('livingdocs-media-library/client.wasm')));
console.log(JSON.stringify(await run()));
