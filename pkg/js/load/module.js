// Workers refuse to compile from bytes: the bundler or the runtime hands over a compiled module.
import module from 'wasm-file';

/**
 * Next.js compiles outside its sandbox, so that the module is none of the sandbox's own `WebAssembly.Module`. It can be
 * instantiated all the same, but wasm-bindgen asks for `instanceof` and would compile it again, which is refused.
 */
export const load = () =>
  module instanceof WebAssembly.Module ? module : Object.setPrototypeOf(module, WebAssembly.Module.prototype);
export const loadAsync = async () => load();
