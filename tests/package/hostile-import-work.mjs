// What imports and webhooks have to do right in hostile surroundings, see hostile-work.mjs: no looking up in them, either.

import { bytesOf, clientOf, has } from './hostile-work.mjs';

const { parse, stringify } = JSON;

const SECRET = 'a secret';
const EVENT = '{"event":"mediaLibraryEntry.revoke","mediaId":"asze63i9"}';
/** Those of `EVENT`, and of `NAMELESS`, by this secret. */
const SIGNATURE = 'sha256=7f66302dae1fe7a3b2c713434943ed77f00370079eb1a03c959bb9f151fa1b3a';
const NAMELESS = '{"event":"mediaLibraryEntry.revoke"}';
const OF_NAMELESS = 'sha256=efa6b1db91213ca1dfe72ac35a871aad8b8058be01ed30ed970d15653b8de07c';

const assetOf = (key) => ({ key, url: 'https://files.example/a.jpg', size: 21_000, mimeType: 'image/jpeg', filename: key, width: 1_600, height: 900 });
const imageOf = (key, more) => ({ mediaType: 'image', asset: assetOf(key), metadata: { title: key }, ...more });
const named = (key) => imageOf(key, { systemName: 's', externalId: key });
const jobOf = (items) => ({ systemName: 's', images: items });
const ITEM = { id: '1', url: 'https://files.example/1.jpg', fileName: '1.jpg', mediaType: 'image' };

/** What is there from the start. */
const there = (key, title) => stringify({ id: `id-${key}`, version: 3, systemName: 's', externalId: key, mediaType: 'image', asset: assetOf(key), metadata: { title }, createdAt: '', updatedAt: '' });

/**
 * A media library that makes what it is sent; `same` and `other` are there. `fault(count)`: an answer in place of that of a POST.
 * What it has made, by key, is in `made`.
 */
function library(made, fault = () => undefined) {
  let posts = 0;
  return ({ url, method, body }) => {
    if (has(url, '/import/images/status') >= 0) return [200, posts++ ? '{"id":"j","state":"success","images":[]}' : '{"id":"j","state":"started"}'];
    if (has(url, '/import/images') >= 0) return [200, '{"id":"j"}'];
    if (method === 'PATCH') return [200, ''];
    if (method === 'GET') {
      if (has(url, '/id-other') >= 0) return [200, there('other', 'old')];
      const found = has(url, 'externalId=same') >= 0 ? there('same', 'same') : has(url, 'externalId=other') >= 0 ? there('other', 'old') : '';
      return [200, `{"results":[${found}]}`];
    }
    const { mediaLibraryEntries: entries } = parse(body);
    const answer = fault(posts++);
    if (answer?.[2] !== 'applied' && answer) return answer;
    let results = '';
    for (let at = 0; at < entries.length; at++) {
      const { key } = entries[at].asset;
      const isThere = made[key] > 0;
      if (!isThere || entries[at].externalId === undefined) made[key] = (made[key] ?? 0) + 1;
      const told = isThere && entries[at].externalId !== undefined ? { ok: false, status: 409, error: 'Conflict' } : { ok: true, status: 200, id: `id-${key}`, record: {} };
      results += (at ? ',' : '') + stringify(told);
    }
    return answer ?? [200, `{"results":[${results}]}`];
  };
}

/** What each result says, in the order of the entries; and whether that is true. */
async function tell(results, entries, made) {
  const told = [];
  let end = '';
  try {
    for (let step = await results.next(); !step.done; step = await results.next()) {
      const { ok, index, outcome, error, outcomeUnknown } = step.value;
      if (told[index] !== undefined) end += ' TWICE';
      told[index] = ok ? outcome : `${error.code ?? error}${outcomeUnknown ? '?' : ''}`;
      const { key } = entries[index].asset ?? {};
      if (ok && (outcome === 'created' || outcome === 'existed') && !made[key]) end += ' FALSE';
      if (!ok && !outcomeUnknown && made[key]) end += ' FALSE';
    }
  } catch (error) {
    end += ` throws ${error}`;
  }
  let text = '';
  for (let at = 0; at < entries.length; at++) {
    const { key } = entries[at].asset ?? {};
    if (made[key] > 1) end += ' MADE TWICE';
    if (told[at] === undefined && has(end, 'throws') < 0) end += ' LOST';
    text += `${at ? ' ' : ''}${told[at]}`;
  }
  return text + end;
}

const requestOf = (body, signature) => ({ headers: { get: (name) => (name === 'x-livingdocs-signature' ? signature : null) }, arrayBuffer: async () => bytesOf(body).buffer });
const heard = ({ readWebhook }, ...given) =>
  readWebhook(...given).then(
    ({ mediaId }) => `TAKEN ${mediaId}`,
    ({ code, message }) => code ?? message,
  );

/** Those of `clientOf`. */
const OPTIONS = { maxRetries: 1, timeoutMs: 0 };

export const TASKS = {
  async import(own, sent) {
    const made = { __proto__: null };
    const entries = [named('a'), imageOf('b'), { mediaType: 'image' }, named('c')];
    return tell(own.importEntries(clientOf(own, sent, library(made), OPTIONS), entries), entries, made);
  },
  // One attempt is not applied, and it says so.
  async repeat(own, sent) {
    const made = { __proto__: null };
    const entries = [named('a')];
    const fault = (count) => (count === 0 ? [503, '{}'] : undefined);
    return tell(own.importEntries(clientOf(own, sent, library(made, fault), OPTIONS), entries), entries, made);
  },
  // A repeat could make it twice.
  async once(own, sent) {
    const made = { __proto__: null };
    const entries = [imageOf('a')];
    const fault = () => [502, '', 'applied'];
    return tell(own.importEntries(clientOf(own, sent, library(made, fault), OPTIONS), entries), entries, made);
  },
  async upsert(own, sent) {
    const made = { __proto__: null };
    const entries = [named('new'), named('same'), named('other'), imageOf('x')];
    const told = await tell(own.upsertEntries(clientOf(own, sent, library(made), OPTIONS), entries), entries, made);
    let patches = '';
    for (let at = 0; at < sent.length; at++) if (sent[at].method === 'PATCH') patches += sent[at].body;
    return `${told} ${patches}`;
  },
  async job(own, sent) {
    const client = clientOf(own, sent, library({}), OPTIONS);
    const { state } = await own.waitForImport(client, await own.importFromUrls(client, 'images', jobOf([ITEM])), { firstPauseMs: 1 });
    return `${state} ${sent.length}`;
  },
  async badJob(own, sent) {
    const client = clientOf(own, sent, library({}), OPTIONS);
    return own.importFromUrls(client, 'images', jobOf([{}])).then(
      () => 'sent',
      ({ code, issues, message }) => `${code ?? message} ${issues?.length} ${sent.length}`,
    );
  },
  validate: (own, sent) => {
    const client = clientOf(own, sent, library({}), OPTIONS);
    return `${own.validateEntry(client, named('a')).length} ${own.validateEntry(client, {}).length}`;
  },
  genuine: (own) => heard(own, requestOf(EVENT, SIGNATURE), SECRET),
  another: (own) => heard(own, requestOf(EVENT, SIGNATURE), ['old', SECRET]),
  forged: (own) => heard(own, requestOf(EVENT, OF_NAMELESS), ['old', SECRET]),
  noSecret: (own) => heard(own, requestOf(EVENT, SIGNATURE), ''),
  nameless: (own) => heard(own, requestOf(NAMELESS, OF_NAMELESS), SECRET),
  unsigned: (own) => heard(own, requestOf(EVENT, null), SECRET),
  sign: ({ signWebhook }) => signWebhook(EVENT, SECRET),
};

export const EXPECTED = {
  import: 'created created validation created',
  repeat: 'created',
  once: 'server?',
  upsert: 'created unchanged patched validation {"version":"3","patches":[{"operation":"setMetadataProperty","propertyName":"title","value":"other"}]}',
  job: 'success 3',
  badJob: 'validation 4 0',
  validate: '0 2',
  genuine: 'TAKEN asze63i9',
  another: 'TAKEN asze63i9',
  forged: 'wrong_signature',
  noSecret: 'secret: expected a string that is not empty, or a list of such',
  nameless: 'invalid_event',
  unsigned: 'missing_signature',
  sign: SIGNATURE,
};
