import { run } from './app.mjs';

run().then((results) => console.log(JSON.stringify(results)));
