import { run } from '../app.mjs';

run().then((results) => window.report(results));
