/**
 * `livingdocs-media-library/validator`: validation alone, with a small WebAssembly module of its own; for forms and for
 * Workers that send nothing themselves. Works without the main entry. Its `ready` compiles its own module, and the main
 * entry's does not cover it.
 */

/** The main entry's validation, function for function; and the error of a page that does not let WebAssembly run. */
export {
  Validator,
  WebAssemblyError,
  guardPatch,
  issuesFromErrorDetails,
  limits,
  operations,
  ready,
  toErrorDetails,
  toPatch,
} from './index.js';

/**
 * The main entry's types: patches, drafts, issues, options, purposes. As types only: there is no client here to call.
 */
export type * from './index.js';
