import { standardSchemaResolver } from '@hookform/resolvers/standard-schema';
import { de, describe, localize } from 'livingdocs-media-library/messages';
import type { Patch, PatchDraft, PatchRequest, PatchRequestDraft } from 'livingdocs-media-library/validator';
import { useFieldArray, useForm, type Resolver } from 'react-hook-form';
import { json, metadataValue, sure, titleSchema, validator, type Equal } from './example';

export const requestResolver: Resolver<PatchRequestDraft, unknown, PatchRequest> = standardSchemaResolver(validator.patchRequest);
const resolver = standardSchemaResolver(localize(validator.patch, de));

export function OnePatch() {
  const { register, handleSubmit, getValues, setValue, watch, formState } = useForm({ resolver });
  const { errors } = formState;
  register('operation');
  register('note');
  register('value');
  register('value.purpose');
  register('value.publicationDate');
  register('value.size', { valueAsNumber: true });
  register('value.params.pages');
  // @ts-expect-error: no operation has such a field
  register('nte');
  // @ts-expect-error: nor does a value
  register('value.purpse');
  const purpose = watch('value.purpose');
  const size = getValues('value.size');
  sure<Equal<typeof purpose, string | undefined>>();
  sure<Equal<typeof size, number | undefined>>();
  setValue('value.purpose', 'print');
  setValue('value', 'Lake');
  setValue('value', { en: 'Lake' });
  // @ts-expect-error: a size is a number
  setValue('value.size', '1');
  const shown: (string | undefined)[] = [
    errors.root?.message,
    errors.note?.message,
    errors.value?.message,
    errors.value?.purpose?.message,
    errors.value?.publicationDate?.message,
    describe(errors.note, de),
    describe(errors.value?.purpose, de),
    describe(errors.root, de),
  ];
  const send = handleSubmit((patch) => sure<Equal<typeof patch, Patch>>());
  return <form onSubmit={send}>{shown}</form>;
}

export function ManyPatches() {
  const { register, control, formState } = useForm({ resolver: requestResolver });
  const { fields, append } = useFieldArray({ control, name: 'patches' });
  register('version');
  register('patches.0.note');
  register(`patches.${fields.length}.value.purpose`);
  // @ts-expect-error: a value has no such field
  register('patches.0.value.purpse');
  append({ operation: 'addUsageLogEntry', value: { purpose: '' } });
  append({ operation: 'setMetadataProperty', propertyName: 'title', value: { en: 'Lake' } });
  const patch = formState.errors.patches?.[0];
  return <p>{[patch?.note?.message, patch?.value?.purpose?.message, describe(patch?.value?.publicationDate, de)]}</p>;
}

export function Title() {
  const { register } = useForm({ resolver: standardSchemaResolver(titleSchema) });
  register('value.en');
  // @ts-expect-error: a language that the form does not have
  register('value.fr');
}

/** What a form may start with: any value of metadata, and parts of any other. */
export function Defaults() {
  for (const value of [null, undefined, true, 5, 'Lake', [], ['a', { b: [1] }], new Date(), json, metadataValue]) {
    useForm({ resolver, defaultValues: { operation: 'setMetadataProperty', propertyName: 'title', value } });
  }
  useForm({ resolver, defaultValues: { operation: 'setMetadataProperty', value: {} } });
  useForm({ resolver, defaultValues: { operation: 'setMetadataProperty', value: { en: 'Lake' } } });
  useForm({ resolver, defaultValues: { operation: 'addUsageLogEntry', value: { purpose: 'print', params: { pages: [1] } } } });
  const stored: PatchDraft = { note: 'x' };
  useForm({ resolver, defaultValues: stored });
  // @ts-expect-error: a purpose is text
  useForm({ resolver, defaultValues: { operation: 'addUsageLogEntry', value: { purpose: 5 } } });
  // @ts-expect-error: no operation has such a field
  useForm({ resolver, defaultValues: { nte: 'x' } });
}
