import { authorize } from './authorize.js';
import { createGateway } from './gateway.js';

export default createGateway(authorize);
