import { Validator, format } from '@cfworker/json-schema';
import { count, ofObjects } from '../forms.mjs';
import schema from '../generated/schema.mjs';
import { isDateTime } from '../rules.mjs';

const weigh = ({ instanceLocation, error }) => instanceLocation.length + error.length;

export function make() {
  format['date-time'] = isDateTime;
  const first = new Validator(schema, '2020-12');
  const all = new Validator(schema, '2020-12', false);
  return ofObjects({
    isValid: (value) => first.validate(value).valid,
    issues: (value) => count(all.validate(value).errors, weigh),
  });
}
