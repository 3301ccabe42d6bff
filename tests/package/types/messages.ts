// Compiled, never run: `livingdocs-media-library/messages` as a user meets it.

import { Validator, type Issue, type IssueCode, type Patch, type PatchDraft, type Schema } from 'livingdocs-media-library';
import type { Issue as SmallIssue } from 'livingdocs-media-library/validator';
import { de, deCH, describe, en, fr, localize, type FormError, type Locale } from 'livingdocs-media-library/messages';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const sure = <T extends true>(): T | undefined => undefined;

declare const issue: Issue;
declare const smallIssue: SmallIssue;

sure<Equal<typeof en, Locale>>();
sure<Equal<typeof de, Locale>>();
sure<Equal<typeof deCH, Locale>>();
sure<Equal<typeof fr, Locale>>();
sure<Equal<ReturnType<typeof describe>, string>>();
sure<Equal<keyof Locale['messages'], IssueCode>>();

export const texts: string[] = [
  describe(issue, de),
  describe(smallIssue, en, {}),
  describe(issue, fr, { fields: { note: 'Le commentaire' } }),
  describe(issue, deCH, { usagePurposes: [{ handle: 'print', label: { de: 'Druck' }, paramsSchema: [{ handle: 'page', type: 'li-text', ui: { label: 'Seite' } }] }] }),
  describe(issue, de, { usagePurposes: { mediaCenter: { usagePurposes: [] } } }),
  ...new Validator().validate({}).map((found) => describe(found, de)),
];
// @ts-expect-error: a locale, not its name
describe(issue, 'de');
// @ts-expect-error: names are strings
describe(issue, de, { fields: { note: 1 } });

// What form libraries make of issues, and where nothing is wrong.
declare const formError: { type: string; message?: string; ref?: object } | undefined;
declare const standardIssue: { readonly message: string; readonly path?: ReadonlyArray<PropertyKey | { readonly key: PropertyKey }> | undefined };
export const shown: string[] = [describe(formError, de), describe(standardIssue, de), describe(null, de)];
export const noMessage: FormError = { message: undefined };
// @ts-expect-error: a message is text already
describe('Lake', de);

const validator = new Validator();
sure<Equal<ReturnType<typeof localize<PatchDraft, Patch>>, Schema<PatchDraft, Patch>>>();
export const german: Schema<PatchDraft, Patch> = localize(validator.patch, de);
export const named: typeof validator.patchRequest = localize(validator.patchRequest, de, { fields: { note: 'Der Kommentar' } });
// @ts-expect-error: a locale, not its name
localize(validator.patch, 'de');
// @ts-expect-error: names are strings
localize(validator.patch, de, { fields: { note: 1 } });

// Locales of one's own: from another, or with every code.
export const austrian: Locale = { ...de, language: 'de-AT', fields: { ...de.fields, note: 'Vermerk' } };
export const terse: Locale = {
  ...en,
  messages: { ...en.messages, too_long: ({ params }, field) => `${field}: at most ${String(params['maximum'])}` },
};
// @ts-expect-error: a message for every code
export const partial: Locale = { ...en, messages: { server: ({ message }: Issue) => message } };

// @ts-expect-error: not to be changed
de.language = 'en';
// @ts-expect-error: not to be changed
de.fields['note'] = 'Vermerk';
