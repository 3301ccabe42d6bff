/** Standard Schema v1 and Standard JSON Schema v1 (https://standardschema.dev) around a validator. */
/** @import { Issue, Schema } from '../index.js' */

const VENDOR = 'livingdocs-media-library';

/**
 * A valid value is returned as it came; `jsonSchema` gives the schema for a target, the same for input and output.
 * @template Input, Output
 * @param {(value: unknown) => readonly Issue[]} issuesOf
 * @param {(target: string) => Record<string, unknown>} jsonSchema
 * @returns {Schema<Input, Output>}
 */
export function schema(issuesOf, jsonSchema) {
  /** @param {{ target: string }} options */
  const of = ({ target }) => jsonSchema(target);
  return {
    '~standard': {
      version: 1,
      vendor: VENDOR,
      validate(value) {
        const issues = issuesOf(value);
        return issues.length === 0 ? { value: /** @type {Output} */ (value) } : { issues };
      },
      jsonSchema: { input: of, output: of },
    },
  };
}
