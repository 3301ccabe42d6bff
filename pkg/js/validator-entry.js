// First, for the sake of what wasm.js has first.
export { ready } from './wasm.js';
export { limits, operations, toPatch } from './forms.js';
export { guardPatch } from './guard.js';
export { Validator } from './validator.js';
export { issuesFromErrorDetails } from './error-details.js';
export { toErrorDetails } from './issues.js';
export { WebAssemblyError } from './web-assembly-error.js';
