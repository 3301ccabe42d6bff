// The tools that take JSON Schema, as released: each takes the schemas of a validator, whatever its options.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Form from '@rjsf/core';
import rjsfValidator from '@rjsf/validator-ajv8';
import { asSchema } from 'ai';
import { Hono } from 'hono';
import { loadVendor, openAPIRouteHandler, validator as takes } from 'hono-openapi';
import { FetchingJSONSchemaStore, InputData, JSONSchemaInput, quicktype } from 'quicktype-core';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { fromJSONSchema } from 'zod';
import { cases, purposes } from './cases.mjs';
import { NAME, folder, load, root } from './installed.mjs';

const { Validator } = await load(`${NAME}/validator`);

const OPTIONS = {
  'default options': {},
  'unknown properties ignored': { unknownProperties: 'ignore' },
  'the first server': { apiVersion: '2025-03', serverRelease: 'release-2020-12' },
  purposes: { usagePurposes: purposes.list },
  'purposes, some of their params required': { usagePurposes: purposes.required },
  'no purposes at all': { usagePurposes: [] },
};
const ROOTS = ['patchRequest', 'patch'];
const TARGETS = ['draft-2020-12', 'draft-07'];

const schemaOf = (options, root, target = 'draft-2020-12') => new Validator(options)[root]['~standard'].jsonSchema.input({ target });

/** A test for each of the options: `body` gets them, and their name. */
function each(name, body) {
  for (const [kind, options] of Object.entries(OPTIONS)) test(`${name}: ${kind}`, () => body(options, kind));
}

/** Every schema within a schema, with its path. */
function* schemasIn(schema, path = '#') {
  yield [path, schema];
  for (const [name, inner] of Object.entries(schema.properties ?? {})) yield* schemasIn(inner, `${path}/${name}`);
  for (const [index, inner] of (schema.anyOf ?? []).entries()) yield* schemasIn(inner, `${path}/anyOf/${index}`);
  for (const name of ['items', 'additionalProperties', 'not']) if (typeof schema[name] === 'object') yield* schemasIn(schema[name], `${path}/${name}`);
}

const KEYWORDS = [
  '$schema', 'title', 'description', 'type', 'const', 'enum', 'anyOf', 'not', 'properties', 'required', 'additionalProperties', 'items',
  'minLength', 'maxLength', 'pattern', 'format', 'minimum', 'maximum', 'minItems', 'maxItems',
];

each('every schema is an object of keywords that tools know, and every property and choice has a title', (options) => {
  for (const root of ROOTS) {
    for (const [path, schema] of schemasIn(schemaOf(options, root))) {
      assert.equal(typeof schema, 'object', path);
      for (const keyword of Object.keys(schema)) assert.ok(KEYWORDS.includes(keyword), `${path}: ${keyword}`);
      if ('const' in schema) assert.equal(schema.type, 'string', path);
      if ('not' in schema) assert.deepEqual(schema.not, {}, path);
      for (const inner of Object.values(schema.properties ?? {})) assert.equal(typeof inner.title, 'string', path);
      // A required param of a type that is not checked is a choice of bare types.
      for (const inner of schema.anyOf ?? []) assert.ok(inner.title || Object.keys(inner).length < 3, path);
    }
  }
});

test('titles are names in words; descriptions are rules in words', () => {
  const { title, properties } = schemaOf({}, 'patchRequest');
  assert.equal(title, 'Patch request');
  assert.equal(properties.version.description, 'Digits, or a whole number');
  const found = properties.patches.items.anyOf.map(({ title, properties }) => [
    title,
    Object.values(properties).map(({ title, description = '' }) => `${title}: ${description}`),
  ]);
  assert.deepEqual(found[0], ['Set metadata property', ['Operation: ', 'Property name: Not empty', 'Value: Any JSON; null removes it']]);
  assert.deepEqual(found[4], ['Revoke asset', ['Operation: ', 'Note: At most 200 characters']]);
  assert.deepEqual(found[8], ['Remove usage log entry', ['Operation: ', 'Usage log entry ID: Not empty']]);
  const titles = (options) => schemaOf(options, 'patch').anyOf[6].properties.value.anyOf.map(({ title }) => title);
  assert.deepEqual(titles({}), ['Pending', 'Confirmed']);
  assert.deepEqual(titles({ usagePurposes: [{ handle: 'print' }, { handle: 'socialMedia' }] }), [
    'Print, pending', 'Print, confirmed', 'Social media, pending', 'Social media, confirmed',
  ]);
});

// ───────────────────────────── Generators ─────────────────────────────

each('quicktype makes types', async (options, kind) => {
  for (const root of ROOTS) {
    for (const target of TARGETS) {
      const input = new JSONSchemaInput(new FetchingJSONSchemaStore());
      await input.addSource({ name: 'Wanted', schema: JSON.stringify(schemaOf(options, root, target)) });
      const inputData = new InputData();
      inputData.addInput(input);
      const { lines } = await quicktype({ inputData, lang: 'typescript', rendererOptions: { 'just-types': 'true' } });
      const text = lines.join('\n');
      assert.match(text, /export interface Wanted/);
      assert.match(text, /"setMetadataProperty" \| "archive"/);
      if (kind === 'default options') assert.match(text, /\* At most 200 characters\n\s+\*\/\n\s+note\?:/);
    }
  }
});

each('openapi-gen makes a client', (options) => {
  const { $schema, ...schema } = schemaOf(options, 'patchRequest');
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/PatchRequest' } } };
  const patch = { operationId: 'patchEntry', requestBody: { required: true, content }, responses: { 200: { description: 'Patched' } } };
  const document = { openapi: '3.1.0', info: { title: 'x', version: '1' }, paths: { '/entry': { patch } }, components: { schemas: { PatchRequest: schema } } };
  const file = join(folder, 'openapi.json');
  writeFileSync(file, JSON.stringify(document));
  const program = join(root, 'node_modules/@tim-smart/openapi-gen/main.js');
  const made = execFileSync(process.execPath, [program, '--spec', file, '--name', 'Client'], { encoding: 'utf8' });
  assert.match(made, /class PatchRequest/);
});

each('hono-openapi describes a route, and validates', async (options) => {
  loadVendor(NAME, { toJSONSchema: (schema) => schema['~standard'].jsonSchema.input({ target: 'draft-2020-12' }) });
  const app = new Hono();
  app.patch('/entry', takes('json', new Validator(options).patchRequest), (context) => context.text('ok'));
  app.get('/openapi', openAPIRouteHandler(app, { documentation: { info: { title: 'x', version: '1' } } }));
  const answer = await app.request('/openapi');
  assert.equal(answer.status, 200);
  const { schema } = (await answer.json()).paths['/entry'].patch.requestBody.content['application/json'];
  assert.equal(schema.properties.patches.items.anyOf[1].title, 'Archive');
  const send = (body) => app.request('/entry', { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  assert.equal((await send({ patches: [{ operation: 'archive' }] })).status, 200);
  assert.equal((await send({ patches: [{ operation: 'archiv' }] })).status, 400);
});

// ───────────────────────────── Forms ─────────────────────────────

/** What a form shows at first: the options of its choices, and its inputs. */
function shown(options, root, formData) {
  const element = createElement(Form.default ?? Form, { schema: schemaOf(options, root, 'draft-07'), validator: rjsfValidator.default ?? rjsfValidator, formData });
  const html = renderToStaticMarkup(element);
  const selects = [...html.matchAll(/<select id="(\w+)".*?<\/select>/g)].map(([select, id]) => [
    id,
    [...select.matchAll(/<option[^>]*>([^<]*)</g)].map(([, text]) => text).filter((text) => text !== ''),
  ]);
  return { choices: Object.fromEntries(selects), inputs: [...html.matchAll(/<input[^>]* id="(\w+)"/g)].map(([, id]) => id) };
}

test('react-jsonschema-form names every choice, and lets nobody type an operation', () => {
  const { choices, inputs } = shown({}, 'patch', { operation: 'addUsageLogEntry', value: { state: 'pending', purpose: 'x' } });
  assert.deepEqual(choices.root__anyof_select, [
    'Set metadata property', 'Archive', 'Replace asset', 'Remove asset', 'Revoke asset', 'Unrevoke asset',
    'Add usage log entry', 'Update usage log entry', 'Remove usage log entry',
  ]);
  assert.deepEqual(choices.root_operation, ['addUsageLogEntry']);
  assert.deepEqual(choices.root_value__anyof_select, ['Pending', 'Confirmed']);
  assert.deepEqual(inputs, ['root_value_purpose', 'root_value_publicationDate', 'root_value_url']);
});

each('react-jsonschema-form shows a request', (options) => {
  const { choices } = shown(options, 'patchRequest', { patches: [{ operation: 'revokeAsset' }] });
  assert.deepEqual(choices.root_patches_0_operation, ['revokeAsset']);
});

// ───────────────────────────── Schemas of others ─────────────────────────────

each('zod makes a schema that judges alike', (options) => {
  const validator = new Validator(options);
  for (const root of ROOTS) {
    for (const target of TARGETS) {
      const schema = fromJSONSchema(schemaOf(options, root, target));
      let count = 0;
      for (const { name, ...row } of cases) {
        const value = root === 'patch' ? row.patch : row.request;
        // It has other dates, and no whole numbers over 2 ** 53. No schema sees single characters.
        if (value === undefined || /Date"|\d{17}/.test(JSON.stringify(value))) continue;
        const { issues = [] } = validator[root]['~standard'].validate(value);
        if (issues.some(({ code }) => code === 'invalid_character')) continue;
        assert.equal(schema.safeParse(value).success, issues.length === 0, name);
        count++;
      }
      assert.ok(count > 20, `${count} cases`);
    }
  }
});

each('the AI SDK takes the schema, and validates', async (options) => {
  const schema = asSchema(new Validator(options).patchRequest);
  assert.equal((await schema.jsonSchema).properties.patches.items.anyOf[1].title, 'Archive');
  assert.deepEqual(await schema.validate({ patches: [] }), { success: true, value: { patches: [] } });
  assert.equal((await schema.validate({ patches: [{ operation: 'archiv' }] })).success, false);
});
