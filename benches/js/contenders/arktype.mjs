import { ArkErrors, type } from 'arktype';
import { count, ofObjects } from '../forms.mjs';
import { ABSOLUTE_URL, DIGITS, hasDateWhenConfirmed, isDateTime, isFromZero, isNoArray, isNote } from '../rules.mjs';

const weigh = ({ path, message }) => path.length + message.length;

export function make() {
  const schema = request();
  return ofObjects({
    isValid: (value) => schema.allows(value),
    issues(value) {
      const result = schema(value);
      return result instanceof ArkErrors ? count(result, weigh) : 0;
    },
  });
}

function request() {
  const filled = type('string >= 1');
  const fromZero = type('number').narrow(isFromZero);
  const object = type('object').narrow(isNoArray);
  const strict = (properties) => type({ '+': 'reject', ...properties });
  const asset = strict({
    key: filled,
    'url?': 'string',
    'filename?': 'string',
    'mimeType?': 'string',
    'size?': fromZero,
    'width?': fromZero,
    'height?': fromZero,
    'duration?': 'number >= 0',
  });
  const usage = (state) =>
    strict({
      [state]: "'pending' | 'confirmed'",
      purpose: filled,
      'publicationDate?': type('string').narrow(isDateTime),
      'url?': type(ABSOLUTE_URL),
      'params?': object,
    }).narrow(hasDateWhenConfirmed);
  const patch = (operation, properties) => strict({ operation: `'${operation}'`, ...properties });
  const patches = [
    patch('setMetadataProperty', { propertyName: filled, 'value?': 'unknown' }),
    patch('archive'),
    patch('replaceAsset', { value: asset }),
    patch('removeAsset', { 'locale?': filled }),
    patch('revokeAsset', { 'note?': type('string').narrow(isNote) }),
    patch('unrevokeAsset'),
    patch('addUsageLogEntry', { value: usage('state?') }),
    patch('updateUsageLogEntry', { usageLogEntryId: filled, value: usage('state'), 'oldValue?': object }),
    patch('removeUsageLogEntry', { usageLogEntryId: filled }),
  ];
  return strict({
    'version?': type(DIGITS).or(fromZero),
    'preserveUpdatedAt?': 'boolean',
    patches: type.or(...patches).array(),
  });
}
