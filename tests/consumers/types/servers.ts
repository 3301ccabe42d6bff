import { sValidator } from '@hono/standard-validator';
import { os } from '@orpc/server';
import { initTRPC } from '@trpc/server';
import { Elysia } from 'elysia';
import { Hono } from 'hono';
import type { PatchRequest } from 'livingdocs-media-library/validator';
import { createSafeActionClient } from 'next-safe-action';
import { sure, validator, type Equal } from './example';

const schema = validator.patchRequest;

export const hono = new Hono().patch('/', sValidator('json', schema), (c) => {
  const request = c.req.valid('json');
  sure<Equal<typeof request, PatchRequest>>();
  return c.json({ patches: request.patches.length });
});

export const elysia = new Elysia().patch(
  '/',
  ({ body }) => {
    sure<Equal<typeof body, PatchRequest>>();
    return body.patches.length;
  },
  { body: schema },
);

export const orpc = os.input(schema).handler(({ input }) => {
  sure<Equal<typeof input, PatchRequest>>();
  return input.patches.length;
});

export const trpc = initTRPC.create().procedure.input(schema).mutation(({ input }) => {
  sure<Equal<typeof input, PatchRequest>>();
  return input.patches.length;
});

export const action = createSafeActionClient().inputSchema(schema).action(async ({ parsedInput }) => {
  sure<Equal<typeof parsedInput, PatchRequest>>();
  return parsedInput.patches.length;
});

export async function call(): Promise<unknown> {
  const { data, validationErrors } = await action({ patches: [{ operation: 'setMetadataProperty', propertyName: 'title', value: { en: 'Lake' } }] });
  sure<Equal<typeof data, number | undefined>>();
  const patch = validationErrors?.patches?.[0];
  // @ts-expect-error: a request has no such property
  await action({ ptches: [] });
  return [validationErrors?.version?._errors, patch?.operation?._errors, patch && 'note' in patch && patch.note?._errors];
}
