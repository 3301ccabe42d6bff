// Workers refuse to compile from bytes: the bundler or the runtime hands over a compiled module.
import module from 'wasm-file';

export const load = () => module;
export const loadAsync = async () => module;
