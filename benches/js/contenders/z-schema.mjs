import ZSchema from 'z-schema';
import { count, ofObjects } from '../forms.mjs';
import schema from '../generated/schema.mjs';
import { isDateTime } from '../rules.mjs';

const weigh = ({ path, message }) => path.length + message.length;

export function make() {
  const judge = (options) => {
    const validator = ZSchema.create({ safe: true, ...options });
    validator.registerFormat('date-time', (value) => typeof value !== 'string' || isDateTime(value));
    return validator.compile(schema);
  };
  const first = judge({ breakOnFirstError: true });
  const all = judge({});
  return ofObjects({
    isValid: (value) => first(value).valid,
    issues(value) {
      const { valid, err } = all(value);
      return valid ? 0 : count(err.details, weigh);
    },
  });
}
