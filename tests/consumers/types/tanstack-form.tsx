import { useForm } from '@tanstack/react-form';
import { de, describe } from 'livingdocs-media-library/messages';
import type { PatchDraft, PatchRequestDraft } from 'livingdocs-media-library/validator';
import { json, metadataValue, titleSchema, validator, type TitleForm } from './example';

const defaultValues: PatchDraft = { operation: 'addUsageLogEntry', value: { purpose: '' } };

export function OnePatch() {
  const form = useForm({ defaultValues, validators: { onChange: validator.patch } });
  return (
    <>
      <form.Field name="value.purpose">
        {({ name, state, handleChange }) => {
          const value: string = state.value ?? '';
          const message: string = describe(state.meta.errors[0], de);
          return <input name={name} value={value} title={message} onChange={(event) => handleChange(event.target.value)} />;
        }}
      </form.Field>
      <form.Field name="value.size">{({ state }) => (state.value ?? 0) + 1}</form.Field>
      <form.Field name="value.params.pages">{({ state }) => state.value}</form.Field>
      <form.Field name="value">{() => null}</form.Field>
      <form.Field name="note">{({ state }) => state.meta.errors.map((error) => describe(error, de))}</form.Field>
      {/* @ts-expect-error: no operation has such a field */}
      <form.Field name="nte">{() => null}</form.Field>
      {/* @ts-expect-error: nor does a value */}
      <form.Field name="value.purpse">{() => null}</form.Field>
    </>
  );
}

export function ManyPatches() {
  const request: PatchRequestDraft = { patches: [] };
  const form = useForm({ defaultValues: request, validators: { onSubmit: validator.patchRequest } });
  return (
    <>
      <form.Field name="patches" mode="array">
        {({ state, pushValue }) => {
          const add = () => pushValue({ operation: 'setMetadataProperty', propertyName: 'title', value: { en: 'Lake' } });
          return state.value?.map((_, index) => (
            <form.Field key={index} name={`patches[${index}].value.purpose`}>
              {(purpose) => <input value={purpose.state.value ?? ''} onFocus={add} />}
            </form.Field>
          ));
        }}
      </form.Field>
      {/* @ts-expect-error: a value has no such field */}
      <form.Field name="patches[0].value.purpse">{() => null}</form.Field>
    </>
  );
}

export function Title() {
  const defaultValues: TitleForm = { operation: 'setMetadataProperty', propertyName: 'title', value: { en: '', de: '' } };
  const form = useForm({ defaultValues, validators: { onChange: titleSchema } });
  return <form.Field name="value.en">{({ state }) => state.value.trim()}</form.Field>;
}

/** What a form may start with: any value of metadata, and parts of any other. */
export const drafts: PatchDraft[] = [
  ...[null, undefined, true, 5, 'Lake', [], ['a', { b: [1] }], new Date(), json, metadataValue].map((value) => ({ value })),
  { value: {} },
  { value: { en: 'Lake' } },
  { value: { purpose: 'print', params: { pages: [1] } } },
];
