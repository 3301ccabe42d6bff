/**
 * `livingdocs-media-library/messages`: issues in words, for the people who fill in forms. Needs no WebAssembly, and each
 * locale is an export of its own: a bundle holds only those that it names.
 */
import type { Issue, IssueCode } from './index.js';

/**
 * The words of one language. `en`, `de` and `fr` are here; others are made by writing one's own, or by spreading one of
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

/** French. */
export const fr: Locale;

/**
 * One issue as a sentence, without a full stop: "Die Notiz darf höchstens 200 Zeichen lang sein (jetzt 201)". An issue
 * that the server reported (`code` is `server`) is told in the server's own words, whatever the language. For a code that
 * the locale does not know, the issue's own English `message` is returned.
 */
export function describe(
  issue: Issue,
  locale: Locale,
  options?: {
    /**
     * Field names that go before the locale's, by last path segment. With its article, a name becomes the sentence's
     * subject as it is: "Der Kommentar" gives "Der Kommentar darf …"; without, it is quoted: "Das Feld „Kommentar“ darf …".
     * The sentences are in the singular: give a plural without its article.
     */
    fields?: Readonly<Record<string, string>>;
  },
): string;
