/** What is made before anything is measured: the package's JSON Schema, and what ajv compiles of it. */

import Ajv from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import addFormats from 'ajv-formats';
import { Validator } from 'livingdocs-media-library/validator';
import { mkdir, writeFile } from 'node:fs/promises';

const FOLDER = new URL('generated/', import.meta.url);

export async function generate() {
  const schema = new Validator().patchRequest['~standard'].jsonSchema.input({ target: 'draft-2020-12' });
  await mkdir(FOLDER, { recursive: true });
  await write('schema.mjs', `export default ${JSON.stringify(schema)};\n`);
  for (const [name, form] of [['ajv', discriminated(schema)], ['ajv-exported', schema]]) {
    await write(`${name}-first.cjs`, compiled(form, false));
    await write(`${name}-all.cjs`, compiled(form, true));
  }
}

const write = (name, text) => writeFile(new URL(name, FOLDER), text);

function compiled(schema, allErrors) {
  const ajv = new Ajv({ strict: true, discriminator: true, allErrors, code: { source: true, optimize: true } });
  addFormats(ajv);
  return standaloneCode(ajv, ajv.compile(schema));
}

/** The same schema, told to ajv as a choice by `operation`. */
function discriminated(schema) {
  const { anyOf, ...patch } = schema.properties.patches.items;
  // Every branch requires `operation` itself.
  const items = { type: 'object', ...patch, discriminator: { propertyName: 'operation' }, oneOf: anyOf };
  return { ...schema, properties: { ...schema.properties, patches: { ...schema.properties.patches, items } } };
}
