import { useRegleSchema } from '@regle/schemas';
import type { PatchDraft, PatchRequest, PatchRequestDraft } from 'livingdocs-media-library/validator';
import { ref } from 'vue';
import { sure, titleSchema, validator, type Equal, type TitleForm } from './example';

export async function manyPatches(): Promise<unknown> {
  const state = ref<PatchRequestDraft>({ patches: [{ operation: 'addUsageLogEntry', value: { purpose: '' } }] });
  const { r$ } = useRegleSchema(state, validator.patchRequest);
  const patch = r$.patches?.$each[0];
  // @ts-expect-error: a patch has no such field
  patch?.nte;
  const errors: (string[] | undefined)[] = [r$.version?.$errors, patch?.note?.$errors, patch?.value?.purpose?.$errors];
  const { valid, data } = await r$.$validate();
  if (valid) sure<Equal<typeof data, PatchRequest>>();
  return errors;
}

export function onePatch(): unknown {
  const { r$ } = useRegleSchema(ref<PatchDraft>({ operation: 'setMetadataProperty', value: { en: 'Lake' } }), validator.patch);
  return [r$.note?.$errors, r$.value?.purpose?.$errors];
}

export function title(): string[] {
  const { r$ } = useRegleSchema(ref<Partial<TitleForm>>({}), titleSchema);
  return r$.value.en.$errors;
}
