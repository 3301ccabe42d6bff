// The same, with a configuration that is asked for anew by every PATCH, and for what never comes.

import { createGateway } from 'gateway';
import { authorize } from './worker.mjs';

export default createGateway(authorize, { bodyMs: 300, authorizeMs: 300, upstreamMs: 1_000, freshMs: 0, usableMs: 0, restMs: 0 });
