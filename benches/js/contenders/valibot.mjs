import * as v from 'valibot';
import { count, ofObjects } from '../forms.mjs';
import { ABSOLUTE_URL, DIGITS, hasDateWhenConfirmed, isDateTime, isFromZero, isNoArray, isNote } from '../rules.mjs';

const weigh = ({ path, message }) => (path?.length ?? 0) + message.length;

export function make() {
  const schema = request();
  return ofObjects({
    isValid: (value) => v.is(schema, value),
    issues(value) {
      const { issues } = v.safeParse(schema, value);
      return issues ? count(issues, weigh) : 0;
    },
  });
}

function request() {
  const filled = v.pipe(v.string(), v.minLength(1));
  const fromZero = v.pipe(v.number(), v.check(isFromZero));
  // valibot takes arrays for objects, and hands on a copy that is none.
  const object = v.pipe(v.custom(isNoArray), v.looseObject({}));
  const text = v.optional(v.string());
  const asset = v.strictObject({
    key: filled,
    url: text,
    filename: text,
    mimeType: text,
    size: v.optional(fromZero),
    width: v.optional(fromZero),
    height: v.optional(fromZero),
    duration: v.optional(v.pipe(v.number(), v.minValue(0))),
  });
  const usage = (state) =>
    v.pipe(
      v.strictObject({
        state,
        purpose: filled,
        publicationDate: v.optional(v.pipe(v.string(), v.check(isDateTime))),
        url: v.optional(v.pipe(v.string(), v.regex(ABSOLUTE_URL))),
        params: v.optional(object),
      }),
      v.check(hasDateWhenConfirmed),
    );
  const state = v.picklist(['pending', 'confirmed']);
  const patch = (operation, properties) => v.strictObject({ operation: v.literal(operation), ...properties });
  return v.strictObject({
    version: v.optional(v.union([v.pipe(v.string(), v.regex(DIGITS)), fromZero])),
    preserveUpdatedAt: v.optional(v.boolean()),
    patches: v.array(
      v.variant('operation', [
        patch('setMetadataProperty', { propertyName: filled, value: v.optional(v.unknown()) }),
        patch('archive'),
        patch('replaceAsset', { value: asset }),
        patch('removeAsset', { locale: v.optional(filled) }),
        patch('revokeAsset', { note: v.optional(v.pipe(v.string(), v.check(isNote))) }),
        patch('unrevokeAsset'),
        patch('addUsageLogEntry', { value: usage(v.optional(state)) }),
        patch('updateUsageLogEntry', { usageLogEntryId: filled, value: usage(state), oldValue: v.optional(object) }),
        patch('removeUsageLogEntry', { usageLogEntryId: filled }),
      ]),
    ),
  });
}
