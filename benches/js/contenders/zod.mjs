import * as z from 'zod';
import { count, ofObjects } from '../forms.mjs';
import { ABSOLUTE_URL, DIGITS, hasDateWhenConfirmed, isDateTime, isFromZero, isNote } from '../rules.mjs';

const weigh = ({ path, message }) => path.length + message.length;

export function make() {
  const schema = request();
  return ofObjects({
    isValid: (value) => schema.safeParse(value).success,
    issues(value) {
      const { error } = schema.safeParse(value);
      return error ? count(error.issues, weigh) : 0;
    },
  });
}

function request() {
  const filled = z.string().min(1);
  // `z.int()` stops at 2⁵³.
  const fromZero = z.number().refine(isFromZero);
  const asset = z.strictObject({
    key: filled,
    url: z.string().optional(),
    filename: z.string().optional(),
    mimeType: z.string().optional(),
    size: fromZero.optional(),
    width: fromZero.optional(),
    height: fromZero.optional(),
    duration: z.number().min(0).optional(),
  });
  const usage = (state) =>
    z
      .strictObject({
        state,
        purpose: filled,
        publicationDate: z.string().refine(isDateTime).optional(),
        url: z.string().regex(ABSOLUTE_URL).optional(),
        params: z.looseObject({}).optional(),
      })
      .refine(hasDateWhenConfirmed);
  const state = z.enum(['pending', 'confirmed']);
  const patch = (operation, properties) => z.strictObject({ operation: z.literal(operation), ...properties });
  return z.strictObject({
    version: z.union([z.string().regex(DIGITS), fromZero]).optional(),
    preserveUpdatedAt: z.boolean().optional(),
    patches: z.array(
      z.discriminatedUnion('operation', [
        patch('setMetadataProperty', { propertyName: filled, value: z.unknown().optional() }),
        patch('archive'),
        patch('replaceAsset', { value: asset }),
        patch('removeAsset', { locale: filled.optional() }),
        patch('revokeAsset', { note: z.string().refine(isNote).optional() }),
        patch('unrevokeAsset'),
        patch('addUsageLogEntry', { value: usage(state.optional()) }),
        patch('updateUsageLogEntry', { usageLogEntryId: filled, value: usage(state), oldValue: z.looseObject({}).optional() }),
        patch('removeUsageLogEntry', { usageLogEntryId: filled }),
      ]),
    ),
  });
}
