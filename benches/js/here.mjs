/** What is measured in a running program: Node or a page. */

import { calls } from './clients.mjs';
import { growth, issues, validation } from './validation.mjs';

export async function measureHere({ judges, clients }, example, method, progress) {
  const [ours] = judges;
  return {
    validation: await validation(judges, example, method, progress),
    issues: await issues(judges, method, progress),
    growth: await growth(ours, method, progress),
    clients: await calls(clients, example, method, progress),
  };
}
