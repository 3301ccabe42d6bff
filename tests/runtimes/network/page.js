// For browsers: the job and the address of the server come in the query.

import { run } from './app.mjs';

const query = new URLSearchParams(location.search);
run(query.get('job'), query.get('api')).then((results) => window.report(results));
