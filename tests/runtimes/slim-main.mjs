import { readFile } from 'node:fs/promises';
import { init, run } from './slim-app.mjs';

await init(readFile(new URL(import.meta.resolve('livingdocs-media-library/client.wasm'))));
console.log(JSON.stringify(await run()));
