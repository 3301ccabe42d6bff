// Edge runtimes refuse to compile from bytes: the bundler or the runtime hands over a compiled module.
import compiled from 'wasm-file';
import { own } from './own.js';

export const load = () => own(compiled);
export const loadAsync = async () => ({ module: load() });
