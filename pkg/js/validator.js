import { FIRST_API_VERSION, NAMES_OF_FIRST, OPTION_WORDS } from '../wasm/contract.js';
import { bytesOf } from './bytes.js';
import { IN_VERSION } from './in-version.js';
import { NO_ISSUES, notJson, takeIssues } from './issues.js';
import { jsonSchema } from './json-schema.js';
import { fail, isObject } from './options.js';
import { purposesOf } from './purposes.js';
import { schema } from './schema.js';
import { serialize } from './serialize.js';
import { release, writeBytes, writeText } from './text.js';
import { dropWith, generation, guarded } from './wasm.js';
/** @import { Issue, Patch, PatchDraft, PatchRequest, PatchRequestDraft, Schema, Validator as Public } from '../index.js' */
/** @import { ValidatorOptions } from '../index.js' */
/** @import { ValidatorExports } from 'wasm-glue' */

/** Versions appear every odd month. Whoever is judged chooses one: so there are at most 89 validators of each. */
const VERSION = /^20[23]\d-(0[13579]|11)$/;

/** @typedef {{ name: string, expected: string, value: unknown }} Word An option of these, as it was given. */

/** @typedef {[string?, string?, ValidatorOptions['unknownProperties']?, string?]} Lines What was given of them, then the purposes. */

/**
 * The wasm's side of a validator; for the client, which judges by the same options.
 * @type {(validator: Validator) => number}
 */
export let addressOf;

/** @implements {Public} */
export class Validator {
  /** @type {number} */
  #address;
  /** @type {number} */
  #generation;
  /**
   * The options as text, a line each, for another one after a trap; nobody changes that.
   * @type {string}
   */
  #text;
  /**
   * By API version, made when they are needed.
   * @type {Map<string, Validator> | undefined}
   */
  #others;
  /**
   * Made once, so that a form that gets them again does not take them for others.
   * @type {Schema<PatchRequestDraft, PatchRequest> | undefined}
   */
  #patchRequest;
  /** @type {Schema<PatchDraft, Patch> | undefined} */
  #patch;

  static {
    addressOf = (validator) => validator.#current();
  }

  /** @param {ValidatorOptions} [options] */
  constructor(options = {}) {
    if (!isObject(options)) fail('options', 'an object', options);
    const { usagePurposes } = options;
    const purposes = usagePurposes === undefined ? '' : purposesText(usagePurposes);
    const entries = /** @type {[keyof typeof OPTION_WORDS, string][]} */ (Object.entries(OPTION_WORDS));
    const words = entries.map(([name, expected]) => ({ name, expected, value: options[name] }));
    this.#text = [...words.map(lineOf), purposes].join('\n');
    this.#make(words);
  }

  /**
   * @param {unknown} request
   * @returns {readonly Issue[]}
   */
  validate(request) {
    const { text, issue } = serialize(request);
    return issue ? [issue] : this.#judge(text);
  }

  /**
   * @param {unknown} json
   * @returns {readonly Issue[]}
   */
  validateJson(json) {
    if (typeof json === 'string') return this.#judge(wellFormed(json));
    const bytes = bytesOf(json);
    return bytes ? this.#judge(bytes) : [notJson('neither text nor bytes')];
  }

  /**
   * @param {unknown} patch
   * @returns {readonly Issue[]}
   */
  validatePatch(patch) {
    const { text, issue } = serialize(patch);
    return issue ? [issue] : this.#judge(text, true);
  }

  /**
   * @param {unknown} value
   * @returns {value is PatchRequest}
   */
  isPatchRequest(value) {
    return this.validate(value).length === 0;
  }

  /**
   * @param {unknown} value
   * @returns {value is Patch}
   */
  isPatch(value) {
    return this.validatePatch(value).length === 0;
  }

  /**
   * Itself, where a word is no version that the package knows.
   * @param {string} [word]
   * @returns {Validator}
   */
  [IN_VERSION](word = '') {
    const isFirst = /** @type {readonly string[]} */ (NAMES_OF_FIRST).includes(word.toLowerCase());
    const version = isFirst ? FIRST_API_VERSION : word;
    if (!VERSION.test(version) || version < FIRST_API_VERSION) return this;
    this.#others ??= new Map();
    let other = this.#others.get(version);
    if (!other) {
      other = new Validator({ ...this.#options(), apiVersion: version });
      this.#others.set(version, other);
    }
    return other;
  }

  get patchRequest() {
    this.#patchRequest ??= schema((value) => this.validate(value), (target) => this.#jsonSchema('patchRequest', target));
    return this.#patchRequest;
  }

  get patch() {
    this.#patch ??= schema((value) => this.validatePatch(value), (target) => this.#jsonSchema('patch', target));
    return this.#patch;
  }

  /**
   * @param {'patchRequest' | 'patch'} root
   * @param {string} target
   */
  #jsonSchema(root, target) {
    const { usagePurposes, unknownProperties, ...versions } = this.#options();
    const purposes = purposesOf(usagePurposes) ?? [undefined];
    return jsonSchema(root, target, { ...versions, isOpen: unknownProperties === 'ignore', purposes });
  }

  /** As they were given. */
  #options() {
    const lines = /** @type {Lines} */ (this.#text.split('\n').map((line) => line || undefined));
    const [apiVersion, serverRelease, unknownProperties, purposes] = lines;
    return { apiVersion, serverRelease, unknownProperties, usagePurposes: purposes && JSON.parse(purposes) };
  }

  /** @param {string | Uint8Array} input */
  #judge(input, isPatch = false) {
    const address = this.#current();
    return guarded((exports) => {
      const length = typeof input === 'string' ? writeText(exports, input) : writeBytes(exports, input);
      const isValid = exports.isValid(address, length, isPatch);
      release(exports);
      return isValid ? NO_ISSUES : takeIssues(exports);
    }, tooLarge);
  }

  /** The address of the wasm's side, made anew after a trap. */
  #current() {
    if (this.#generation !== generation) this.#make();
    return this.#address;
  }

  /**
   * `words` only where they may still be wrong.
   * @param {Word[]} [words]
   */
  #make(words) {
    this.#address = guarded((exports) => {
      const length = writeText(exports, this.#text);
      const address = exports.newValidator(length);
      release(exports);
      if (words && address <= words.length + 1) refuse(exports, words[address - 1]);
      return address;
    });
    this.#generation = generation;
    dropWith(this, 'dropValidator', this.#address);
  }
}

/** For the memory, for a string that holds the issues, or, as shared bytes may grow, for what they were a moment ago. */
function tooLarge() {
  return [notJson('too large for memory')];
}

/**
 * Says what is wrong with a word, or with the purposes.
 * @param {ValidatorExports} exports
 * @param {Word | undefined} word
 */
function refuse(exports, word) {
  if (word) fail(word.name, word.expected, word.value);
  const [{ path, message }] = takeIssues(exports);
  throw new TypeError(`${['usagePurposes', ...path].join('.')}: ${message}`);
}

/**
 * A word as the wasm reads it: empty for the default, and nothing that is none.
 * @param {Word} word
 */
function lineOf({ value }) {
  if (value === undefined) return '';
  return typeof value === 'string' && /^[\w-]+$/.test(value) ? value : '?';
}

/** @param {unknown} purposes */
function purposesText(purposes) {
  const { text, issue } = serialize(purposes);
  if (issue) throw new TypeError(`usagePurposes: ${issue.message}`);
  return text;
}

/**
 * With halves of surrogate pairs as escapes: UTF-8 does not have them, and U+FFFD in their place would be no issue.
 * @param {string} text
 */
function wellFormed(text) {
  // Not in every browser; where it is, it takes no time.
  if (/** @type {{ isWellFormed?(): boolean }} */ (text).isWellFormed?.()) return text;
  return text.replace(/\p{Surrogate}/gu, (half) => `\\u${half.charCodeAt(0).toString(16)}`);
}
