// Compiled by consumers.test.mjs, never run: the schemas fit the libraries' own types, and carry theirs along.

import { sValidator } from '@hono/standard-validator';
import { standardSchemaResolver } from '@hookform/resolvers/standard-schema';
import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec';
import { FormApi } from '@tanstack/form-core';
import { initTRPC } from '@trpc/server';
import { Hono } from 'hono';
import type { Resolver } from 'react-hook-form';
import { Validator, type Patch, type PatchDraft, type PatchRequest, type PatchRequestDraft } from 'livingdocs-media-library/validator';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const sure = <T extends true>(): T | undefined => undefined;

const validator = new Validator();

export const schema: StandardSchemaV1<PatchRequestDraft, PatchRequest> = validator.patchRequest;
export const jsonSchema: StandardJSONSchemaV1<PatchDraft, Patch> = validator.patch;
sure<Equal<StandardSchemaV1.InferInput<typeof validator.patchRequest>, PatchRequestDraft>>();
sure<Equal<StandardSchemaV1.InferOutput<typeof validator.patchRequest>, PatchRequest>>();
sure<Equal<StandardSchemaV1.InferOutput<typeof validator.patch>, Patch>>();

export const resolver: Resolver<PatchRequestDraft, unknown, PatchRequest> = standardSchemaResolver(validator.patchRequest);

const draft: PatchRequestDraft = { patches: [{ operation: 'revokeAsset', note: '' }] };
export const form = new FormApi({ defaultValues: draft, validators: { onChange: validator.patchRequest } });

export const app = new Hono().patch('/', sValidator('json', validator.patchRequest), (c) => {
  const request = c.req.valid('json');
  sure<Equal<typeof request, PatchRequest>>();
  return c.json({ patches: request.patches.length });
});

export const procedure = initTRPC.create().procedure.input(validator.patchRequest).mutation(({ input }) => {
  sure<Equal<typeof input, PatchRequest>>();
  return input.patches.length;
});
