import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { Settings } from 'typebox/system';
import { count, ofObjects } from '../forms.mjs';
import { ABSOLUTE_URL, DIGITS, hasDateWhenConfirmed, isDateTime } from '../rules.mjs';

const weigh = ({ instancePath, message }) => instancePath.length + message.length;

export function make() {
  // Eight unless told.
  Settings.Set({ maxErrors: 1_000 });
  const schema = Compile(request());
  return ofObjects({
    isValid: (value) => schema.Check(value),
    issues: (value) => count(schema.Errors(value), weigh),
  });
}

function request() {
  const filled = Type.String({ minLength: 1 });
  const fromZero = Type.Integer({ minimum: 0 });
  const object = Type.Object({});
  const text = Type.Optional(Type.String());
  const strict = (properties) => Type.Object(properties, { additionalProperties: false });
  const asset = strict({
    key: filled,
    url: text,
    filename: text,
    mimeType: text,
    size: Type.Optional(fromZero),
    width: Type.Optional(fromZero),
    height: Type.Optional(fromZero),
    duration: Type.Optional(Type.Number({ minimum: 0 })),
  });
  const usage = (state) =>
    Type.Refine(
      strict({
        state,
        purpose: filled,
        publicationDate: Type.Optional(Type.Refine(Type.String(), isDateTime)),
        url: Type.Optional(Type.String({ pattern: ABSOLUTE_URL })),
        params: Type.Optional(object),
      }),
      hasDateWhenConfirmed,
    );
  const state = Type.Union([Type.Literal('pending'), Type.Literal('confirmed')]);
  const patch = (operation, properties) => strict({ operation: Type.Literal(operation), ...properties });
  const patches = [
    patch('setMetadataProperty', { propertyName: filled, value: Type.Optional(Type.Unknown()) }),
    patch('archive'),
    patch('replaceAsset', { value: asset }),
    patch('removeAsset', { locale: Type.Optional(filled) }),
    patch('revokeAsset', { note: Type.Optional(Type.String({ maxLength: 200 })) }),
    patch('unrevokeAsset'),
    patch('addUsageLogEntry', { value: usage(Type.Optional(state)) }),
    patch('updateUsageLogEntry', { usageLogEntryId: filled, value: usage(state), oldValue: Type.Optional(object) }),
    patch('removeUsageLogEntry', { usageLogEntryId: filled }),
  ];
  return strict({
    version: Type.Optional(Type.Union([Type.String({ pattern: DIGITS }), fromZero])),
    preserveUpdatedAt: Type.Optional(Type.Boolean()),
    patches: Type.Array(Type.Union(patches)),
  });
}
