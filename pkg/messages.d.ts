/**
 * `livingdocs-media-library/messages`: issues in words, for the people who fill in forms. Needs no WebAssembly, and each
 * locale is an export of its own: a bundle holds only those that it names.
 */
import type { Issue, IssueCode, MediaType, ProjectConfig, Schema, UsagePurpose } from './index.js';

/**
 * The words of one language. `en`, `de`, `deCH` and `fr` are here; others are made by writing one's own, or by spreading one of
 * these.
 */
export interface Locale {
  /** A BCP 47 tag, like `de` or `de-CH`. `describe` takes its quotation marks from it. */
  readonly language: string;
  /**
   * A sentence for each kind of fault, without a full stop. `field` is the field's name: from a dictionary, or else the
   * path's last property in quotes. Where an element of a list is meant, its place follows, counted from 1: `Patch 3`.
   */
  readonly messages: Readonly<Record<IssueCode, (issue: Issue, field: string) => string>>;
  /**
   * Field names by last path segment: `publicationDate` → "Publikationsdatum". `''` is the request itself, and
   * `patches.*` an element of `patches`.
   */
  readonly fields: Readonly<Record<string, string>>;
}

/** English. */
export const en: Locale;

/** German. */
export const de: Locale;

/** German as it is written in Switzerland: « » and no ß. */
export const deCH: Locale;

/** French. */
export const fr: Locale;

/** What form libraries make of an issue: some keep all of it, others the message alone. */
export interface FormError {
  /** What is wrong. */
  readonly message?: string | undefined;
}

/**
 * One issue as a sentence, without a full stop: "Die Notiz darf höchstens 200 Zeichen lang sein (jetzt 201)". An issue
 * that the server reported in words that are not known (`code` is `server`) is told in those, whatever the language. For a code that
 * the locale does not know, the issue's own English `message` is returned.
 *
 * A param of a usage log entry is named by its handle, and by its label where `usagePurposes` has one.
 *
 * Takes the errors of form libraries, too: one that kept `code`, `params` and `path` is told in words (TanStack Form's),
 * any other by its message, which {@link localize} puts into words beforehand (react-hook-form's). Of none, `''` is
 * returned.
 */
export function describe(
  issue: Issue | FormError | null | undefined,
  locale: Locale,
  options?: {
    /**
     * Field names that go before the locale's, by last path segment. With its article, a name becomes the sentence's
     * subject as it is: "Der Kommentar" gives "Der Kommentar darf …"; without, it is quoted: "Das Feld „Kommentar“ darf …".
     * The sentences are in the singular: give a plural without its article.
     */
    fields?: Readonly<Record<string, string>>;
    /**
     * The project's usage purposes, or its configuration, as the validator takes them. Params are then called by their
     * `ui.label` or `label`, and so are purposes and the items that may be chosen, in the locale's language or else in
     * any; a required param that is missing or empty is told by its `requiredErrorMessage`, if there is one in the locale's
     * language. Of params with the same handle in several purposes, the first one's words are used.
     */
    usagePurposes?: readonly UsagePurpose[] | ProjectConfig | undefined;
    /**
     * The project's configuration: its usage purposes are used as above, and its media types alike: metadata properties are called
     * by their `ui.label`, and so are the properties and items that may be chosen.
     */
    projectConfig?: ProjectConfig | undefined;
    /** The project's media types alone. */
    mediaTypes?: readonly MediaType[] | undefined;
    /**
     * What was judged, the patch or the request: the issue of a metadata property's value has no more than its place, and here its
     * name stands. {@link localize} gives it.
     */
    input?: unknown;
  },
): string;

/**
 * The schema `validator.patch` or `validator.patchRequest`, with each issue's `message` as {@link describe} tells it: for
 * libraries that show an issue's message and keep nothing else of it.
 *
 * @example
 * import { Validator } from 'livingdocs-media-library/validator';
 * import { de, localize } from 'livingdocs-media-library/messages';
 *
 * const schema = localize(new Validator().patch, de);
 * // With react-hook-form: useForm({ resolver: standardSchemaResolver(schema) })
 */
export function localize<Input, Output>(
  schema: Schema<Input, Output>,
  locale: Locale,
  options?: Parameters<typeof describe>[2],
): Schema<Input, Output>;
