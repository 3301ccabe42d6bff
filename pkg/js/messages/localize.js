/** A Standard Schema whose issues speak to people, since many a library hands on no more of an issue than its message. */
import { describe } from './describe.js';
/** @import { Schema } from '../../index.js' */
/** @import { Locale } from '../../messages.js' */

/**
 * @template Input, Output
 * @param {Schema<Input, Output>} schema
 * @param {Locale} locale
 * @param {Parameters<typeof describe>[2]} [options]
 * @returns {Schema<Input, Output>}
 */
export function localize(schema, locale, options) {
  const standard = schema['~standard'];
  return {
    '~standard': {
      ...standard,
      validate(value) {
        const result = standard.validate(value);
        if (!result.issues) return result;
        return { issues: result.issues.map((issue) => ({ ...issue, message: describe(issue, locale, { input: value, ...options }) })) };
      },
    },
  };
}
