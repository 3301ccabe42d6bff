import { Validator } from 'livingdocs-media-library/validator';
import { count } from '../forms.mjs';

const weigh = ({ path, message }) => path.length + message.length;

export function make() {
  const validator = new Validator();
  return {
    bytes: (bytes) => validator.validateJson(bytes).length === 0,
    text: (text) => validator.validateJson(text).length === 0,
    object: (object) => validator.validate(object).length === 0,
    send(object) {
      const text = JSON.stringify(object);
      return validator.validateJson(text).length === 0 ? text : undefined;
    },
    textIssues: (text) => count(validator.validateJson(text), weigh),
    objectIssues: (object) => count(validator.validate(object), weigh),
  };
}
