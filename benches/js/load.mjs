/** All contenders, ready. Bundlers have to see every import. */

import { CLIENTS } from './clients.mjs';
import { CONTENDERS } from './contenders.mjs';

/** The package comes first. */
export async function load() {
  const judges = [];
  for (const { name, module } of CONTENDERS) judges.push({ name, judge: (await import(`./contenders/${module}.mjs`)).make() });
  const clients = [];
  for (const { name, module } of CLIENTS) clients.push({ name, client: (await import(`./clients/${module}.mjs`)).make() });
  return { judges, clients };
}
