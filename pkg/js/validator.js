import { NO_ISSUES, notJson, readIssues } from './issues.js';
import { jsonSchema } from './json-schema.js';
import { schema } from './schema.js';
import { serialize } from './serialize.js';
import { release, takeOutput, writeBytes, writeText } from './text.js';
import { dropWith, generation, guarded, trapped, wasm } from './wasm.js';

const TOO_LARGE = 'too large for memory';

/** The wasm's side of a validator; for the client, which judges by the same options. */
export let addressOf;

export class Validator {
  #address;
  #generation;
  /** The options as text, for another one after a trap; nobody changes that. */
  #text;
  #purposes;
  #ignoresUnknown;
  /** Made once, so that a form that gets them again does not take them for others. */
  #patchRequest;
  #patch;

  static {
    addressOf = (validator) => validator.#current();
  }

  constructor(options = {}) {
    if (typeof options !== 'object' || options === null) {
      throw new TypeError(`options: expected an object, not ${options === null ? 'null' : typeof options}`);
    }
    const { apiVersion, serverRelease, unknownProperties, usagePurposes } = options;
    const words = { apiVersion, serverRelease, unknownProperties };
    this.#purposes = usagePurposes === undefined ? '' : purposesText(usagePurposes);
    this.#text = [...Object.values(words).map(lineOf), this.#purposes].join('\n');
    this.#make((wrong) => {
      const [name] = wrong.split(':', 1);
      throw new TypeError(Object.hasOwn(words, name) ? `${wrong}, not ${describe(words[name])}` : wrong);
    });
    this.#ignoresUnknown = unknownProperties === 'ignore';
  }

  validate(request) {
    const { text, issue } = serialize(request);
    return issue ? [issue] : this.#judge('isRequest', text);
  }

  validateJson(json) {
    if (typeof json === 'string') return this.#judge('isRequest', json);
    const bytes = bytesOf(json);
    return bytes ? this.#judge('isRequest', bytes) : [notJson('neither text nor bytes')];
  }

  validatePatch(patch) {
    const { text, issue } = serialize(patch);
    return issue ? [issue] : this.#judge('isPatch', text);
  }

  get patchRequest() {
    this.#patchRequest ??= schema((value) => this.validate(value), (target) => this.#jsonSchema('request', target));
    return this.#patchRequest;
  }

  get patch() {
    this.#patch ??= schema((value) => this.validatePatch(value), (target) => this.#jsonSchema('patch', target));
    return this.#patch;
  }

  #jsonSchema(root, target) {
    const purposes = this.#purposes ? JSON.parse(this.#purposes) : undefined;
    const address = this.#current();
    return jsonSchema(root, target, {
      supports: guarded((exports) => exports.supported(address)),
      ignoresUnknown: this.#ignoresUnknown,
      purposes: purposes?.mediaCenter?.usagePurposes ?? purposes,
    });
  }

  #judge(judge, input) {
    const address = this.#current();
    const exports = wasm();
    try {
      const length = typeof input === 'string' ? writeText(exports, input) : writeBytes(exports, input);
      if (length < 0) return [notJson(TOO_LARGE)];
      const isValid = exports[judge](address, length);
      release(exports);
      return isValid ? NO_ISSUES : readIssues(takeOutput(exports));
    } catch (error) {
      throw trapped(error);
    }
  }

  /** The address of the wasm's side, made anew after a trap. */
  #current() {
    if (this.#generation !== generation) this.#make();
    return this.#address;
  }

  #make(refuse) {
    this.#address = guarded((exports) => {
      const length = writeText(exports, this.#text);
      if (length < 0) return refuse(`options: ${TOO_LARGE}`);
      const address = exports.newValidator(length);
      release(exports);
      return address === 0 ? refuse(takeOutput(exports)) : address;
    });
    this.#generation = generation;
    dropWith(this, 'dropValidator', this.#address);
  }
}

/** A word as the wasm reads it: empty for the default, and nothing that is none. */
function lineOf(value) {
  if (value === undefined) return '';
  return typeof value === 'string' && /^[\w-]+$/.test(value) ? value : '?';
}

function describe(value) {
  if (typeof value === 'string') return JSON.stringify(value);
  return value === null ? 'null' : typeof value;
}

function purposesText(purposes) {
  const { text, issue } = serialize(purposes);
  if (issue) throw new TypeError(`usagePurposes: ${issue.message}`);
  return text;
}

/** Views and buffers of any realm, as bytes; undefined for anything else, and for buffers that are gone. */
function bytesOf(value) {
  try {
    if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    const kind = Object.prototype.toString.call(value);
    if (kind === '[object ArrayBuffer]' || kind === '[object SharedArrayBuffer]') return new Uint8Array(value);
  } catch {
    // A detached buffer: there is nothing left to judge.
  }
  return undefined;
}
