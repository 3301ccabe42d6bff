// Workers refuse to compile from bytes: the bundler or the runtime hands over a compiled module.
import module from 'wasm-file';
import { own } from './own.js';

export const load = () => own(module);
export const loadAsync = async () => ({ module: load() });
