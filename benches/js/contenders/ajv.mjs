// The exported schema with a discriminator, which ajv compiles to a `switch`: the fastest form that it has.
import all from '../generated/ajv-all.cjs';
import first from '../generated/ajv-first.cjs';
import { count, ofObjects } from '../forms.mjs';

const weigh = ({ instancePath, message }) => instancePath.length + message.length;

export function make() {
  return ofObjects({
    isValid: first,
    issues: (value) => (all(value) ? 0 : count(all.errors, weigh)),
  });
}
