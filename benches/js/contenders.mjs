/** Who is measured: `name` as it is shown, `module` in `contenders/`, the npm `package` that does the work. */
export const CONTENDERS = [
  { name: 'livingdocs-media-library', module: 'package', package: 'livingdocs-media-library' },
  { name: 'JSON.parse alone', module: 'json-parse' },
  { name: 'ajv', module: 'ajv', package: 'ajv' },
  { name: 'ajv, schema as exported', module: 'ajv-exported', package: 'ajv' },
  { name: 'zod', module: 'zod', package: 'zod' },
  { name: 'valibot', module: 'valibot', package: 'valibot' },
  { name: 'arktype', module: 'arktype', package: 'arktype' },
  { name: 'typebox', module: 'typebox', package: 'typebox' },
  { name: 'z-schema', module: 'z-schema', package: 'z-schema' },
  { name: '@cfworker/json-schema', module: 'cfworker', package: '@cfworker/json-schema' },
];
