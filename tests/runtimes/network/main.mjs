// For runtimes that run a script: its words are the job and the address of the server.

import { run } from './app.mjs';

run(...process.argv.slice(2)).then((results) => console.log(JSON.stringify(results)));
