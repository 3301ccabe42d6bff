// The same, with a configuration that is soon refreshed.

import { createGateway } from 'gateway';
import { authorize } from './worker.mjs';

export default createGateway(authorize, { freshMs: 200, configMs: 2_000, restMs: 100 });
