// Bodies that break off, cannot be unpacked or never end.

import assert from 'node:assert/strict';
import { everywhere } from './everywhere.mjs';
import { BROKEN, ENDLESS, PATCHES } from './network/bodies.mjs';

/** A PATCH is done when its 200 has come; what is in the sockets' buffers was sent all the same. */
const DONE_MS = 1_000;
/** Before the client's time limit, which lets go as well. WebKitGTK takes ten seconds on a busy machine. */
const LET_GO_MS = 25_000;
const LET_GO_BYTES = 32 * 1024 * 1024;

everywhere('bodies', (results, { arrived, connections }, { kind: runtime, name }) => {
  for (const kind of BROKEN) {
    const { always, once, missing, patch } = results[kind];
    // WebKitGTK gives an empty body in its place, and a page does not see that another origin's came compressed.
    const isEmpty = name === 'WebKit' && kind === 'corrupt-gzip';
    // Bun 1.0 unpacks before it gives an answer: of one that cannot be unpacked there is no status either.
    const isLost = name === 'Bun 1.0' && kind.endsWith('gzip');
    assert.equal(always.code, isEmpty ? 'response_format' : 'connection', `${kind}: ${JSON.stringify(always)}`);
    assert.equal(missing.code, isLost ? 'connection' : 'not_found', `${kind}: ${JSON.stringify(missing)}`);
    assert.equal(once.code ?? once, isEmpty ? 'response_format' : 'ok', `${kind}: ${JSON.stringify(once)}`);
    assert.equal(patch.code ?? patch, isLost ? 'connection' : 'ok', `${kind}: ${JSON.stringify(patch)}`);
    const times = (id) => arrived.filter(({ method, url }) => method === 'GET' && url.startsWith(`/${kind}/`) && url.endsWith(id)).length;
    assert.deepEqual([kind, times('always'), times('once'), times('missing')], [kind, 1, isEmpty ? 1 : 2, 1]);
  }
  for (const kind of ENDLESS) {
    const { result, ms, endMs, bytes } = results[kind];
    assert.equal(result, 'ok', kind);
    assert.ok(ms < DONE_MS, `${kind}: done after ${ms} ms`);
    assert.ok(endMs < LET_GO_MS, `${kind}: the connection was closed after ${endMs} ms`);
    // WebKitGTK reads ahead as fast as a server writes, until it hears that nobody wants the rest.
    if (name !== 'WebKit') assert.ok(bytes < LET_GO_BYTES, `${kind}: ${bytes} bytes were read`);
  }
  assert.equal(arrived.filter(({ url }) => url.startsWith('/plain/')).length, PATCHES);
  // WebKitGTK opens one for each PATCH to another origin, also where a page reads every body to its end.
  if (name === 'WebKit') return;
  // The next request may be sent before the body of the answer before it has come.
  const most = runtime === 'program' ? 2 : PATCHES / 4;
  assert.ok(connections('plain') <= most, `${connections('plain')} connections for ${PATCHES} patches`);
});
