import type { Patch, PatchRequest, PatchRequestDraft, Schema } from 'livingdocs-media-library/validator';
import { standard, standardClient } from 'sveltekit-superforms/adapters';
import { superValidate } from 'sveltekit-superforms/server';
import { sure, validator, type Equal } from './example';

const jsonSchema = validator.patchRequest['~standard'].jsonSchema.input({ target: 'draft-07' });

export async function manyPatches(request: Request): Promise<unknown> {
  const form = await superValidate(request, standard(validator.patchRequest, { defaults: { patches: [] }, jsonSchema }));
  sure<Equal<typeof form.data, PatchRequest>>();
  const errors: (string[] | undefined)[] = [form.errors._errors, form.errors.version];
  // @ts-expect-error: a request has no such field
  form.errors.ptches;
  return errors;
}

export async function onePatch(request: Request): Promise<string[] | undefined> {
  const form = await superValidate(request, standard(validator.patch, { defaults: { operation: 'revokeAsset', note: '' } }));
  sure<Equal<typeof form.data, Patch>>();
  return form.errors.operation;
}

/** Superforms derives the types of errors from what is sent, which has no fields that all patches share. */
const draftSchema = validator.patchRequest as Schema<PatchRequestDraft, PatchRequestDraft>;

export async function typedErrors(request: Request): Promise<unknown> {
  const form = await superValidate(request, standard(draftSchema, { defaults: { patches: [] }, jsonSchema }));
  const patch = form.errors.patches?.[0];
  // @ts-expect-error: a patch has no such field
  patch?.nte;
  const note: string[] | undefined = patch?.note;
  return note;
}

export const inTheBrowser = standardClient(validator.patchRequest);
