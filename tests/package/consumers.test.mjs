// The libraries that take a Standard Schema, as released: a valid request passes as it came, and what is wrong with
// another stands beside its field.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { sValidator } from '@hono/standard-validator';
import { standardSchemaResolver } from '@hookform/resolvers/standard-schema';
import { FieldApi, FormApi } from '@tanstack/form-core';
import { TRPCError, initTRPC } from '@trpc/server';
import { Hono } from 'hono';
import { createFormControl } from 'react-hook-form';
import { NAME, folder, here, installed, load, root } from './installed.mjs';

const { Validator, issuesFromErrorDetails, toErrorDetails } = await load(`${NAME}/validator`);
const { de, describe } = await load(`${NAME}/messages`);

const validator = new Validator({ usagePurposes: [{ handle: 'print', paramsSchema: [{ handle: 'pages', type: 'li-numeric-list' }] }] });

/** Every depth of path that a field can have. */
const valid = () => ({
  version: '3',
  patches: [
    { operation: 'revokeAsset', note: 'gone' },
    { operation: 'addUsageLogEntry', value: { purpose: 'print', state: 'pending', params: { pages: [1, 2] } } },
  ],
});
const invalid = () => ({
  version: 'x',
  patches: [
    { operation: 'revokeAsset', note: 'x'.repeat(201) },
    { operation: 'addUsageLogEntry', value: { purpose: 'print', state: 'confirmed', params: { pages: [1, 'two'] } } },
  ],
});
const MESSAGES = {
  version: 'String does not match ^[0-9]+$: "x"',
  'patches.0.note': 'String is too long (201 chars), maximum 200',
  'patches.1.value.publicationDate': 'Missing required property: publicationDate',
  'patches.1.value.params.pages.1': 'Invalid type: expected integer',
};

test('the request of these tests has these faults', () => {
  assert.deepEqual(validator.validate(valid()), []);
  assert.deepEqual(toErrorDetails(validator.validate(invalid())), MESSAGES);
});

// ───────────────────────────── react-hook-form ─────────────────────────────

/** A form without its React part: what `useForm` is made of. */
function reactHookForm(defaultValues, schema = validator.patchRequest) {
  return createFormControl({ defaultValues, resolver: standardSchemaResolver(schema) });
}

async function submit(form) {
  const seen = {};
  await form.handleSubmit((values) => (seen.values = values), (errors) => (seen.errors = errors))();
  return seen;
}

/** `{ patches: [{ note: { message } }] }` as `{ 'patches.0.note': message }`. */
function flat(errors, path = '') {
  if (typeof errors?.message === 'string' && 'type' in errors) return { [path]: errors.message };
  return Object.assign({}, ...Object.entries(errors ?? {}).map(([key, inner]) => flat(inner, path ? `${path}.${key}` : key)));
}

test('react-hook-form: a valid request is submitted', async () => {
  const { values, errors } = await submit(reactHookForm(valid()));
  assert.equal(errors, undefined);
  assert.deepEqual(values, valid());
});

test('react-hook-form: the resolver returns the values themselves, and nothing is wrong', async () => {
  const values = valid();
  const result = await standardSchemaResolver(validator.patchRequest)(values, undefined, { fields: {}, shouldUseNativeValidation: false });
  assert.equal(result.values.patches, values.patches);
  assert.deepEqual(result.errors, {});
});

test('react-hook-form: each message stands beside its field', async () => {
  const { values, errors } = await submit(reactHookForm(invalid()));
  assert.equal(values, undefined);
  assert.deepEqual(flat(errors), MESSAGES);
  assert.ok(Array.isArray(errors.patches));
});

test('react-hook-form: a field is judged again as it changes', async () => {
  const form = reactHookForm(valid());
  form.register('patches.0.note');
  form.setValue('patches.0.note', 'x'.repeat(201));
  assert.equal(await form.trigger('patches.0.note'), false);
  form.setValue('patches.0.note', '😀'.repeat(200));
  assert.equal(await form.trigger('patches.0.note'), true);
});

test('react-hook-form: a fault of the whole request is the root error', async () => {
  const resolver = standardSchemaResolver(validator.patchRequest);
  const { errors } = await resolver([], undefined, { fields: {}, shouldUseNativeValidation: false });
  assert.equal(errors.root.message, 'Invalid type: expected object');
});

test('react-hook-form: with messages for people, and those of the server in the same place', async () => {
  const inGerman = {
    '~standard': {
      ...validator.patchRequest['~standard'],
      validate(value) {
        const { issues } = validator.patchRequest['~standard'].validate(value);
        return issues ? { issues: issues.map((issue) => ({ ...issue, message: describe(issue, de) })) } : { value };
      },
    },
  };
  const form = reactHookForm(invalid(), inGerman);
  const { errors } = await submit(form);
  assert.equal(errors.patches[0].note.message, 'Die Notiz darf höchstens 200 Zeichen lang sein (jetzt 201)');
  for (const issue of issuesFromErrorDetails({ 'patches.0.note': 'from the server' })) {
    form.setError(issue.path.join('.'), { type: 'server', message: describe(issue, de) });
  }
  assert.equal(form.getFieldState('patches.0.note').error.message, 'from the server');
});

// ───────────────────────────── TanStack Form ─────────────────────────────

function tanStackForm(defaultValues, submitted = []) {
  const form = new FormApi({
    defaultValues,
    validators: { onChange: validator.patchRequest },
    onSubmit: ({ value }) => submitted.push(value),
  });
  form.mount();
  const field = (name) => {
    const field = new FieldApi({ form, name });
    field.mount();
    return field;
  };
  return { form, field, submitted };
}

test('TanStack Form: a valid request is submitted', async () => {
  const { form, submitted } = tanStackForm(valid());
  await form.handleSubmit();
  assert.equal(form.state.isValid, true);
  assert.deepEqual(submitted, [valid()]);
});

test('TanStack Form: each message stands beside its field, and nothing is submitted', async () => {
  const { form, field, submitted } = tanStackForm(invalid());
  const names = ['version', 'patches[0].note', 'patches[1].value.publicationDate', 'patches[1].value.params.pages[1]'];
  const fields = names.map(field);
  await form.handleSubmit();
  assert.deepEqual(submitted, []);
  assert.deepEqual(fields.map(({ state }) => state.meta.errors.map(({ message }) => message)), Object.values(MESSAGES).map((message) => [message]));
});

test('TanStack Form: a field is judged again as it changes', () => {
  const { form, field } = tanStackForm(valid());
  const note = field('patches[0].note');
  note.setValue('x'.repeat(201));
  assert.equal(note.state.meta.errors[0].code, 'too_long');
  assert.equal(describe(note.state.meta.errors[0], de), 'Die Notiz darf höchstens 200 Zeichen lang sein (jetzt 201)');
  note.setValue('short');
  assert.deepEqual(note.state.meta.errors, []);
  assert.equal(form.state.isValid, true);
});

test('TanStack Form: one patch as the whole form', () => {
  const form = new FormApi({ defaultValues: { operation: 'archive', note: 'x' }, validators: { onMount: validator.patch } });
  form.mount();
  assert.equal(form.state.errors[0].note[0].message, 'note is not supported by archive');
});

// ───────────────────────────── Hono ─────────────────────────────

function patchWith(app, body) {
  return app.request('/', { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

test('Hono: a valid request reaches the handler', async () => {
  const app = new Hono().patch('/', sValidator('json', validator.patchRequest), (c) => c.json(c.req.valid('json')));
  const response = await patchWith(app, valid());
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), valid());
});

test('Hono: another is answered 400, with the issues', async () => {
  const app = new Hono().patch('/', sValidator('json', validator.patchRequest), (c) => c.text('reached'));
  const response = await patchWith(app, invalid());
  assert.equal(response.status, 400);
  const { success, error } = await response.json();
  assert.equal(success, false);
  assert.deepEqual(error, validator.validate(invalid()));
});

test('Hono: or with what its hook makes of them', async () => {
  const refuse = (result, c) => (result.success ? undefined : c.json({ error_details: toErrorDetails(result.error) }, 400));
  const app = new Hono().patch('/', sValidator('json', validator.patchRequest, refuse), (c) => c.text('reached'));
  assert.deepEqual(await (await patchWith(app, invalid())).json(), { error_details: MESSAGES });
  assert.equal(await (await patchWith(app, valid())).text(), 'reached');
});

// ───────────────────────────── tRPC ─────────────────────────────

const t = initTRPC.create();
const caller = t.createCallerFactory(
  t.router({
    request: t.procedure.input(validator.patchRequest).mutation(({ input }) => input),
    patch: t.procedure.input(validator.patch).mutation(({ input }) => input),
  }),
)({});

test('tRPC: valid input passes as it came', async () => {
  const request = valid();
  assert.equal(await caller.request(request), request);
  assert.equal(await caller.patch(request.patches[0]), request.patches[0]);
});

test('tRPC: other input is a BAD_REQUEST, with the issues in its cause', async () => {
  await assert.rejects(caller.request(invalid()), (error) => {
    assert.ok(error instanceof TRPCError);
    assert.equal(error.code, 'BAD_REQUEST');
    assert.deepEqual(toErrorDetails(error.cause.issues), MESSAGES);
    return true;
  });
  await assert.rejects(caller.request(undefined), ({ code }) => code === 'BAD_REQUEST');
});

// ───────────────────────────── Their types ─────────────────────────────

test('the schemas fit the types of the libraries, and carry their own along', () => {
  const compilerOptions = {
    strict: true,
    noEmit: true,
    target: 'es2022',
    lib: ['es2022', 'dom', 'dom.iterable'],
    types: [],
    module: 'esnext',
    moduleResolution: 'bundler',
    // The libraries' own declarations want those of React and Node.
    skipLibCheck: true,
    paths: { [`${NAME}/*`]: [join(installed, '*.d.ts')] },
  };
  const project = join(folder, 'tsconfig.consumers.json');
  writeFileSync(project, JSON.stringify({ compilerOptions, files: [join(here, 'consumers.types.mts')] }));
  try {
    execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '--project', project], { encoding: 'utf8' });
  } catch (error) {
    assert.fail(error.stdout || error);
  }
});
