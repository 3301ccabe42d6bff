/**
 * Next.js compiles outside its sandbox, so that the module is none of the sandbox's own `WebAssembly.Module`. It can be
 * instantiated all the same, but wasm-bindgen asks for `instanceof` and would compile it again, which is refused.
 * @param {WebAssembly.Module} module
 * @returns {WebAssembly.Module}
 */
export const own = (module) =>
  module instanceof WebAssembly.Module ? module : Object.setPrototypeOf(module, WebAssembly.Module.prototype);
