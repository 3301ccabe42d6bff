import { NO_ISSUES, notJson, readIssues } from './issues.js';
import { jsonSchema } from './json-schema.js';
import { schema } from './schema.js';
import { serialize } from './serialize.js';
import { writeBytes, writeText } from './text.js';
import { wasm } from './wasm.js';

const TOO_LARGE = 'too large for memory';

/** The wasm's side of a validator; for the client, which judges by the same options. */
export let handleOf;

export class Validator {
  #handle;
  #ignoresUnknown;
  /** The purposes as JSON, so that nobody changes them later. */
  #purposes;
  /** Made once, so that a form that gets them again does not take them for others. */
  #patchRequest;
  #patch;

  static {
    handleOf = (validator) => validator.#handle;
  }

  constructor(options = {}) {
    if (typeof options !== 'object' || options === null) {
      throw new TypeError(`options: expected an object, not ${options === null ? 'null' : typeof options}`);
    }
    const { apiVersion, serverRelease, unknownProperties, usagePurposes } = options;
    this.#purposes = usagePurposes === undefined ? undefined : purposesText(usagePurposes);
    this.#handle = new (wasm().Validator)(apiVersion, serverRelease, unknownProperties, this.#purposes);
    this.#ignoresUnknown = unknownProperties === 'ignore';
  }

  validate(request) {
    const { text, issue } = serialize(request);
    return issue ? [issue] : this.#judge(writeText(text));
  }

  validateJson(json) {
    if (typeof json === 'string') return this.#judge(writeText(json));
    const bytes = bytesOf(json);
    return bytes ? this.#judge(writeBytes(bytes)) : [notJson('neither text nor bytes')];
  }

  validatePatch(patch) {
    const { text, issue } = serialize(patch);
    if (issue) return [issue];
    const length = writeText(text);
    if (length < 0) return [notJson(TOO_LARGE)];
    return this.#handle.isPatch(length) ? NO_ISSUES : readIssues(wasm().takeIssues());
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
    const purposes = this.#purposes === undefined ? undefined : JSON.parse(this.#purposes);
    return jsonSchema(root, target, {
      supported: JSON.parse(this.#handle.supported()),
      ignoresUnknown: this.#ignoresUnknown,
      purposes: purposes?.mediaCenter?.usagePurposes ?? purposes,
    });
  }

  #judge(length) {
    if (length < 0) return [notJson(TOO_LARGE)];
    return this.#handle.isRequest(length) ? NO_ISSUES : readIssues(wasm().takeIssues());
  }
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
