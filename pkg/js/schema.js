/** Standard Schema v1 and Standard JSON Schema v1 (https://standardschema.dev) around a validator. */

const VENDOR = 'livingdocs-media-library';

/** A valid value is returned as it came; `jsonSchema` gives the schema for a target, the same for input and output. */
export function schema(issuesOf, jsonSchema) {
  const of = ({ target }) => jsonSchema(target);
  return {
    '~standard': {
      version: 1,
      vendor: VENDOR,
      validate(value) {
        const issues = issuesOf(value);
        return issues.length === 0 ? { value } : { issues };
      },
      jsonSchema: { input: of, output: of },
    },
  };
}
