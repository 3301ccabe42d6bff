import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sValidator } from '@hono/standard-validator';
import { ORPCError, call, os } from '@orpc/server';
import { TRPCError, initTRPC } from '@trpc/server';
import { Elysia } from 'elysia';
import { Hono } from 'hono';
import { toErrorDetails } from 'livingdocs-media-library/validator';
import { createSafeActionClient } from 'next-safe-action';
import { MESSAGES, flat, invalid, valid, validator } from './example.mjs';

const schema = validator.patchRequest;

const patchOf = (body) => ({ method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

// ───────────────────────────── Hono ─────────────────────────────

test('Hono: a valid request reaches the handler', async () => {
  const app = new Hono().patch('/', sValidator('json', schema), (c) => c.json(c.req.valid('json')));
  const response = await app.request('/', patchOf(valid()));
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), valid());
});

test('Hono: another is answered 400, with the issues', async () => {
  const app = new Hono().patch('/', sValidator('json', schema), (c) => c.text('reached'));
  const response = await app.request('/', patchOf(invalid()));
  assert.equal(response.status, 400);
  const { success, error } = await response.json();
  assert.equal(success, false);
  assert.deepEqual(error, validator.validate(invalid()));
});

test('Hono: or with what its hook makes of them', async () => {
  const refuse = (result, c) => (result.success ? undefined : c.json({ error_details: toErrorDetails(result.error) }, 400));
  const app = new Hono().patch('/', sValidator('json', schema, refuse), (c) => c.text('reached'));
  assert.deepEqual(await (await app.request('/', patchOf(invalid()))).json(), { error_details: MESSAGES });
  assert.equal(await (await app.request('/', patchOf(valid()))).text(), 'reached');
});

// ───────────────────────────── Elysia ─────────────────────────────

const elysia = new Elysia().patch('/', ({ body }) => body, { body: schema });

test('Elysia: a valid request reaches the handler', async () => {
  const response = await elysia.handle(new Request('http://localhost/', patchOf(valid())));
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), valid());
});

test('Elysia: another is answered 422, with the issues', async () => {
  const response = await elysia.handle(new Request('http://localhost/', patchOf(invalid())));
  assert.equal(response.status, 422);
  const { type, errors } = await response.json();
  assert.equal(type, 'validation');
  assert.deepEqual(errors, validator.validate(invalid()));
});

// ───────────────────────────── oRPC ─────────────────────────────

const orpc = os.input(schema).handler(({ input }) => input);

test('oRPC: valid input passes as it came', async () => {
  const request = valid();
  assert.equal(await call(orpc, request), request);
});

test('oRPC: other input is a BAD_REQUEST, with the issues', async () => {
  await assert.rejects(call(orpc, invalid()), (error) => {
    assert.ok(error instanceof ORPCError);
    assert.equal(error.code, 'BAD_REQUEST');
    assert.deepEqual(error.data.issues, validator.validate(invalid()));
    return true;
  });
});

// ───────────────────────────── tRPC ─────────────────────────────

const t = initTRPC.create();
const trpc = t.createCallerFactory(
  t.router({
    request: t.procedure.input(schema).mutation(({ input }) => input),
    patch: t.procedure.input(validator.patch).mutation(({ input }) => input),
  }),
)({});

test('tRPC: valid input passes as it came', async () => {
  const request = valid();
  assert.equal(await trpc.request(request), request);
  assert.equal(await trpc.patch(request.patches[0]), request.patches[0]);
});

test('tRPC: other input is a BAD_REQUEST, with the issues in its cause', async () => {
  await assert.rejects(trpc.request(invalid()), (error) => {
    assert.ok(error instanceof TRPCError);
    assert.equal(error.code, 'BAD_REQUEST');
    assert.deepEqual(error.cause.issues, validator.validate(invalid()));
    return true;
  });
  await assert.rejects(trpc.request(undefined), ({ code }) => code === 'BAD_REQUEST');
});

// ───────────────────────────── next-safe-action ─────────────────────────────

const action = createSafeActionClient().inputSchema(schema).action(async ({ parsedInput, clientInput }) => ({ parsedInput, isAsItCame: parsedInput === clientInput }));

test('next-safe-action: valid input passes as it came', async () => {
  assert.deepEqual(await action(valid()), { data: { parsedInput: valid(), isAsItCame: true } });
});

test('next-safe-action: of other input, each message stands beside its field', async () => {
  const { data, validationErrors } = await action(invalid());
  assert.equal(data, undefined);
  assert.deepEqual(flat(validationErrors, (errors) => errors._errors?.[0]), MESSAGES);
});

test('next-safe-action: a fault of the whole input stands at the root', async () => {
  assert.deepEqual(await action([]), { validationErrors: { _errors: ['Invalid type: expected object'] } });
});
