import { DEFAULT_MEDIA_TYPES, FIRST_API_VERSION, NAMES_OF_FIRST, OPTION_WORDS } from '../wasm/contract.js';
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
/** @import { JudgeOptions, MediaType, ProjectConfig, ValidatorOptions } from '../index.js' */
/** @import { ValidatorExports } from 'wasm-glue' */

/** Versions appear every odd month. Whoever is judged chooses one: so there are at most 89 validators of each. */
const VERSION = /^20[23]\d-(0[13579]|11)$/;

/** @typedef {{ name: string, expected: string, value: unknown }} Word An option of these, as it was given. */

/** @typedef {[string?, string?, ValidatorOptions['unknownProperties']?, string?]} Lines What was given of them, then the configuration. */

/**
 * The wasm's side of a validator; for the client, which judges by the same options.
 * @type {(validator: Validator) => number}
 */
export let addressOf;

/**
 * The number of a media type, from 1 on; for the client. 0 of one that is not given, or where `mayBeOther`, not known; else
 * that is a TypeError.
 * @type {(validator: Validator, mediaType: unknown, mayBeOther?: boolean) => number}
 */
export let numberOf;

/** @implements {Public} */
export class Validator {
  /**
   * Who has the wasm's side: itself, or the one that it was made from for a media type.
   * @type {Validator}
   */
  #base = this;
  /** The number of that media type. */
  #mediaType = 0;
  /** @type {number} */
  #address;
  /** @type {number} */
  #generation;
  /**
   * The handles of the media types.
   * @type {string[]}
   */
  #handles;
  /**
   * By media type, made when they are needed.
   * @type {Map<string, Validator>}
   */
  #bound = new Map();
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
    numberOf = (validator, mediaType, mayBeOther) => validator.#numberOf(mediaType, mayBeOther);
  }

  /**
   * `base` and `mediaType`: of one that judges as another, but for that media type.
   * @param {ValidatorOptions} [options]
   * @param {Validator} [base]
   * @param {string} [mediaType]
   */
  constructor(options = {}, base, mediaType) {
    if (base) {
      this.#mediaType = base.#numberOf(mediaType);
      this.#base = base;
      return;
    }
    if (!isObject(options)) fail('options', 'an object', options);
    const entries = /** @type {[keyof typeof OPTION_WORDS, string][]} */ (Object.entries(OPTION_WORDS));
    const words = entries.map(([name, expected]) => ({ name, expected, value: options[name] }));
    this.#text = [...words.map(lineOf), configurationText(options)].join('\n');
    this.#make(words);
    const { projectConfig, mediaTypes = projectConfig?.mediaTypes ?? [] } = this.#options();
    this.#handles = mediaTypes.map((/** @type {MediaType} */ { handle }) => handle);
  }

  /**
   * @param {unknown} request
   * @param {JudgeOptions} [options]
   * @returns {readonly Issue[]}
   */
  validate(request, options) {
    const number = this.#numberIn(options);
    const { text, issue } = serialize(request);
    return issue ? [issue] : this.#judge(text, number);
  }

  /**
   * @param {unknown} json
   * @param {JudgeOptions} [options]
   * @returns {readonly Issue[]}
   */
  validateJson(json, options) {
    const number = this.#numberIn(options);
    if (typeof json === 'string') return this.#judge(wellFormed(json), number);
    const bytes = bytesOf(json);
    return bytes ? this.#judge(bytes, number) : [notJson('neither text nor bytes')];
  }

  /**
   * @param {unknown} patch
   * @param {JudgeOptions} [options]
   * @returns {readonly Issue[]}
   */
  validatePatch(patch, options) {
    const number = this.#numberIn(options);
    const { text, issue } = serialize(patch);
    return issue ? [issue] : this.#judge(text, number, true);
  }

  /** @param {string} handle */
  forMediaType(handle) {
    const base = this.#base;
    const bound = base.#bound;
    const validator = bound.get(handle) ?? new Validator({}, base, handle);
    bound.set(handle, validator);
    return validator;
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
    const base = this.#base;
    if (this.#mediaType) return base[IN_VERSION](word).forMediaType(base.#handles[this.#mediaType - 1]);
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
    const { usagePurposes, projectConfig, mediaTypes = projectConfig?.mediaTypes, unknownProperties, ...versions } = this.#base.#options();
    const purposes = purposesOf(usagePurposes ?? projectConfig);
    return jsonSchema(root, target, {
      ...versions,
      isOpen: unknownProperties === 'ignore',
      purposes: Array.isArray(purposes) ? purposes : [undefined],
      mediaTypes: this.#mediaType ? [mediaTypes[this.#mediaType - 1]] : mediaTypes,
    });
  }

  /** As they were given. */
  #options() {
    const lines = /** @type {Lines} */ (this.#text.split('\n').map((line) => line || undefined));
    const [apiVersion, serverRelease, unknownProperties, configuration = '{}'] = lines;
    return { apiVersion, serverRelease, unknownProperties, ...JSON.parse(configuration) };
  }

  /** @param {JudgeOptions} [options] */
  #numberIn(options = {}) {
    if (!isObject(options)) fail('options', 'an object', options);
    return this.#numberOf(options.mediaType);
  }

  /**
   * @param {unknown} mediaType
   * @param {boolean} [mayBeOther]
   */
  #numberOf(mediaType, mayBeOther) {
    if (mediaType === undefined) return this.#mediaType;
    const handles = this.#base.#handles;
    const number = handles.indexOf(/** @type {string} */ (mediaType)) + 1;
    if (!number && !mayBeOther) fail('mediaType', handles.join(' or ') || 'none without projectConfig or mediaTypes', mediaType);
    return number;
  }

  /**
   * @param {string | Uint8Array} input
   * @param {number} mediaType
   */
  #judge(input, mediaType, isPatch = false) {
    const address = this.#current();
    return guarded((exports) => {
      const length = typeof input === 'string' ? writeText(exports, input) : writeBytes(exports, input);
      const isValid = exports.isValid(address, length, isPatch, mediaType);
      release(exports);
      return isValid ? NO_ISSUES : takeIssues(exports);
    }, tooLarge);
  }

  /** The address of the wasm's side, made anew after a trap. */
  #current() {
    const base = this.#base;
    if (base.#generation !== generation) base.#make();
    return base.#address;
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
 * Says what is wrong with a word, or with the configuration.
 * @param {ValidatorExports} exports
 * @param {Word | undefined} word
 */
function refuse(exports, word) {
  if (word) fail(word.name, word.expected, word.value);
  const [{ path, message }] = takeIssues(exports);
  throw new TypeError(`${path.join('.')}: ${message}`);
}

/**
 * A word as the wasm reads it: empty for the default, and nothing that is none.
 * @param {Word} word
 */
function lineOf({ value }) {
  if (value === undefined) return '';
  return typeof value === 'string' && /^[\w-]+$/.test(value) ? value : '?';
}

/**
 * The options that are configuration, as the wasm reads them: nothing of a project that is of no use. A project without media
 * types has those that all have.
 * @param {ValidatorOptions} options
 */
function configurationText({ usagePurposes, projectConfig, mediaTypes }) {
  if (projectConfig !== undefined && (!isObject(projectConfig) || Array.isArray(projectConfig))) fail('projectConfig', 'an object', projectConfig);
  /** @type {Partial<ProjectConfig>} */
  const { mediaCenter, mediaTypes: own } = projectConfig ?? {};
  const list = mediaTypes ?? own ?? (projectConfig ? [] : undefined);
  const given = {
    usagePurposes,
    projectConfig: projectConfig && { mediaCenter, mediaTypes: own },
    mediaTypes: Array.isArray(list) && list.length === 0 ? DEFAULT_MEDIA_TYPES : mediaTypes,
  };
  const members = Object.entries(given).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const { text, issue } = serialize(value);
    if (issue) throw new TypeError(`${name}: ${issue.message}`);
    return `"${name}":${text}`;
  });
  return members.length ? `{${members}}` : '';
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
