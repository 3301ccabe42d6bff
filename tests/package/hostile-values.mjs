// Arbitrary values for fast-check: requests that are nearly right, in objects that mean harm.

import { runInNewContext } from 'node:vm';
import fc from 'fast-check';

/** What hostile objects throw. */
export const OWN = new RangeError('thrown by the value');
/** Even to look at it throws. */
const UNREADABLE = new Proxy({}, { get: throwing, getPrototypeOf: throwing });

function throwing() {
  throw OWN;
}

const parseElsewhere = runInNewContext('JSON.parse');

function withGetters(value) {
  const made = {};
  for (const [name, member] of Object.entries(value)) Object.defineProperty(made, name, { get: () => member, enumerable: true });
  return made;
}

function revoked(value) {
  const { proxy, revoke } = Proxy.revocable(value, {});
  revoke();
  return proxy;
}

/** Another time, it answers otherwise. */
function unsteadyProxy(value) {
  let left = 3;
  return new Proxy(value, { get: (...given) => (left-- > 0 ? Reflect.get(...given) : throwing()) });
}

/** What may be made of an object. */
const DISGUISES = {
  plain: (value) => value,
  getters: withGetters,
  'a getter that throws': (value) => Object.defineProperty({ ...value }, 'operation', { get: throwing, enumerable: true }),
  'a getter that throws what cannot be read': (value) => ({ ...value, get value() { throw UNREADABLE; } }),
  proxy: (value) => new Proxy(value, {}),
  'a proxy that hides all': (value) => new Proxy(value, { ownKeys: () => [], get: () => undefined }),
  'a proxy that throws': (value) => new Proxy(value, { ownKeys: throwing, get: throwing, has: throwing, getPrototypeOf: throwing }),
  'a proxy that is gone': revoked,
  toJSON: (value) => ({ toJSON: () => value }),
  'a toJSON that throws': () => ({ toJSON: throwing }),
  'a toJSON of nothing': () => ({ toJSON() {} }),
  'without a prototype': (value) => Object.assign(Object.create(null), value),
  'with a symbol': (value) => ({ ...value, [Symbol('x')]: throwing }),
  'of another realm': (value) => {
    try {
      return parseElsewhere(JSON.stringify(value));
    } catch {
      return value;
    }
  },
  unreadable: () => UNREADABLE,
  unsteady: unsteadyProxy,
  cycle: (value) => {
    const made = { ...value };
    return Object.assign(made, { value: made });
  },
};

/** What fast-check must not touch: it looks into values itself. */
class Disguised {
  constructor(value, name) {
    this.value = value;
    this.name = name;
  }

  get revealed() {
    const value = reveal(this.value);
    return typeof value === 'object' && value !== null ? DISGUISES[this.name](value) : value;
  }
}

/** The value itself, as it is to be handed over. */
export function reveal(value) {
  if (value instanceof Disguised) return value.revealed;
  if (Array.isArray(value)) return value.some((member) => reveal(member) !== member) ? value.map(reveal) : value;
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const changed = Object.entries(value).filter(([, member]) => reveal(member) !== member);
  return changed.length === 0 ? value : { ...value, ...Object.fromEntries(changed.map(([name, member]) => [name, reveal(member)])) };
}

/** `fc.anything` of all kinds, and what that leaves out. */
const anything = fc.oneof(
  fc.anything({ maxDepth: 3, withBigInt: true, withBoxedValues: true, withDate: true, withMap: true, withSet: true, withNullPrototype: true, withObjectString: true, withSparseArray: true, withTypedArray: true }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(undefined, null, NaN, -0, Symbol('x'), throwing, new Disguised({}, 'unreadable'), '\ud800', '__proto__', 'constructor', '2026-05'),
);

const disguised = (arbitrary) => fc.tuple(arbitrary, fc.constantFrom(...Object.keys(DISGUISES).filter((name) => name !== 'unsteady'))).map(([value, name]) => new Disguised(value, name));

const OPERATIONS = ['setMetadataProperty', 'archive', 'replaceAsset', 'removeAsset', 'revokeAsset', 'unrevokeAsset', 'addUsageLogEntry', 'updateUsageLogEntry', 'removeUsageLogEntry'];
const log = fc.record({ purpose: fc.oneof(fc.constant('web'), anything), state: fc.oneof(fc.constantFrom('pending', 'confirmed'), anything), publicationDate: anything, url: anything, params: anything }, { requiredKeys: [] });
const file = fc.record({ key: fc.oneof(fc.constant('a.jpg'), anything), size: fc.oneof(fc.nat(), anything), duration: anything, mimeType: anything }, { requiredKeys: [] });
const value = fc.oneof(disguised(log), disguised(file), anything);

export const patches = disguised(
  fc.record(
    {
      operation: fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...OPERATIONS) }, anything),
      propertyName: fc.oneof(fc.constant('title'), anything),
      value,
      note: fc.oneof(fc.string({ maxLength: 250 }), anything),
      locale: anything,
      usageLogEntryId: fc.oneof(fc.constant('g6Hmp49Y'), anything),
      oldValue: value,
      extra: anything,
    },
    { requiredKeys: ['operation'] },
  ),
);

export const requests = disguised(
  fc.record({ patches: fc.oneof({ weight: 5, arbitrary: fc.array(patches, { maxLength: 4 }) }, anything), version: anything, preserveUpdatedAt: fc.oneof(fc.boolean(), anything) }, { requiredKeys: ['patches'] }),
);

/** Any of all that. */
export const values = fc.oneof(disguised(anything), patches, requests);

/** Of these, even the same question has no single answer. */
export const unsteady = fc.oneof(patches, requests, anything).map((value) => new Disguised(value, 'unsteady'));
