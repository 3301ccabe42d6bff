// The gateway with a session function for tests: who the caller is, his token says.

import { createGateway } from 'gateway';

export async function authorize(request, { action }) {
  switch (request.headers.get('authorization')) {
    case 'Bearer editor':
      return true;
    case 'Bearer reader':
      return action === 'read' || 'forbidden';
    case 'Bearer throws':
      throw new Error('the session store is at 10.0.0.7');
    case 'Bearer rejects with nothing':
      throw undefined;
    case 'Bearer hangs':
      return new Promise(() => {});
    case 'Bearer truthy':
      return 'yes';
    case 'Bearer reads the body':
      return (await request.text()) !== '';
    default:
      return false;
  }
}

export default createGateway(authorize);
