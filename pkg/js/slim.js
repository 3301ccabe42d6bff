/** `livingdocs-media-library/slim`: all of the main entry, without its wasm; the caller brings that. */
import { compile, give, isGiven } from 'wasm-load';
import { ready, wasm } from './wasm.js';
import { WebAssemblyError, explain } from './web-assembly-error.js';

export * from './index.js';

const MAGIC = [0x00, 0x61, 0x73, 0x6d];

/** @param {unknown} input */
export function initSync(input) {
  if (!isGiven()) take(isModule(input) ? input : compileSync(bytesOf(input, 'initSync: expected')));
  try {
    wasm();
  } catch (error) {
    throw forget(error);
  }
}

/** @param {unknown} input */
export async function init(input) {
  try {
    if (!isGiven()) take(await moduleOf(await input));
  } catch (error) {
    // Another call may have brought it in the meantime; then all is well.
    if (!isGiven()) throw error;
  }
  try {
    await ready();
  } catch (error) {
    throw forget(error);
  }
}

/**
 * What was given does not start: something else may be given.
 * @param {unknown} error
 */
function forget(error) {
  give(undefined);
  return error;
}

/**
 * @param {unknown} input
 * @returns {Promise<WebAssembly.Module>}
 */
async function moduleOf(input) {
  if (isModule(input)) return input;
  const bytes = bytesOf(isResponse(input) ? await bodyOf(input) : input, 'init: expected a Response,');
  try {
    return await compile(bytes);
  } catch (error) {
    throw explain(error);
  }
}

/** @param {BufferSource} bytes */
function compileSync(bytes) {
  try {
    return new WebAssembly.Module(bytes);
  } catch (error) {
    throw explain(error);
  }
}

/**
 * A file of another version would start all the same, and break later on: the build marks both sides.
 * @param {WebAssembly.Module} module
 */
function take(module) {
  const [mark] = WebAssembly.Module.customSections(module, 'build');
  if (String.fromCharCode(...new Uint8Array(mark)) !== WASM_BUILD) throw notTheClient('is another module');
  give(module);
}

/**
 * Not streamed: that wants a certain MIME type, and there is little to gain with so small a file.
 * @param {Response} response
 */
async function bodyOf(response) {
  const { ok, status, url } = response;
  if (!ok) throw notTheClient(`is an answer with the status ${status}${url ? `, from ${url}` : ''}`);
  return response.arrayBuffer();
}

/**
 * Of any realm, like the rest.
 * @param {unknown} input
 * @param {string} expected
 */
function bytesOf(input, expected) {
  const isBuffer = ArrayBuffer.isView(input) || tagOf(input) === 'ArrayBuffer';
  if (!isBuffer) {
    throw new TypeError(`${expected} a WebAssembly.Module, an ArrayBuffer or a view of one, not ${nameOf(input)}`);
  }
  const view = /** @type {Partial<ArrayBufferView<ArrayBuffer>>} */ (input);
  const { buffer = /** @type {ArrayBuffer} */ (input), byteOffset, byteLength } = view;
  // V8 takes no DataView.
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  if (!MAGIC.every((byte, index) => bytes[index] === byte)) throw notTheClient('does not begin like WebAssembly');
  return bytes;
}

/**
 * @param {unknown} input
 * @returns {input is WebAssembly.Module}
 */
function isModule(input) {
  return tagOf(input) === 'WebAssembly.Module';
}

/**
 * @param {any} input
 * @returns {input is Response}
 */
function isResponse(input) {
  return typeof input?.arrayBuffer === 'function' && typeof input.ok === 'boolean';
}

/** @param {string} what */
function notTheClient(what) {
  return new WebAssemblyError('input', `what was given to init ${what}. Give it the client.wasm of this very version.`);
}

/** @param {unknown} input */
function nameOf(input) {
  return typeof input === 'object' ? tagOf(input) : typeof input;
}

/** @param {unknown} input */
function tagOf(input) {
  return Object.prototype.toString.call(input).slice('[object '.length, -1);
}
