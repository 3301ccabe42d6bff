import { parseSubmission, report, useForm } from '@conform-to/react/future';
import type { PatchRequest } from 'livingdocs-media-library/validator';
import { json, sure, titleSchema, validator, type Equal } from './example';

export function ManyPatches() {
  const { form, fields } = useForm(validator.patchRequest, {
    defaultValue: { patches: [{ operation: 'setMetadataProperty', value: 'Lake' }] },
    onSubmit(_, { value }) {
      sure<Equal<typeof value, PatchRequest>>();
    },
  });
  // @ts-expect-error: a request has no such field
  fields.ptches;
  const patch = fields.patches.getFieldList()[0]?.getFieldset();
  // @ts-expect-error: nor has a patch
  patch?.nte;
  const value = patch?.value.getFieldset();
  const errors: string[] | undefined = value?.purpose.errors;
  return (
    <form {...form.props}>
      <input name={value?.purpose.name} defaultValue={value?.purpose.defaultValue} />
      {errors}
      {value?.params.getFieldset()['pages']?.errors}
    </form>
  );
}

export function OnePatch() {
  const { fields } = useForm(validator.patch, { defaultValue: { value: { purpose: 'print' } } });
  return fields.value.getFieldset().purpose.errors;
}

export function Title() {
  const { fields } = useForm(titleSchema, {});
  return fields.value.getFieldset().en.errors;
}

export function Defaults() {
  for (const value of [null, undefined, true, 5, 'Lake', ['a', { b: [1] }], new Date(), json]) useForm(validator.patch, { defaultValue: { value } });
  useForm(validator.patch, { defaultValue: { value: { en: 'Lake' } } });
}

export async function action(request: Request) {
  const submission = parseSubmission(await request.formData());
  const result = validator.patchRequest['~standard'].validate(submission.payload);
  if (result.issues) return report(submission, { error: { issues: result.issues } });
  return sure<Equal<typeof result.value, PatchRequest>>();
}
