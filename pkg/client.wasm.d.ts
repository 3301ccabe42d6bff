// For TypeScript that does not read `exports`: by this name it finds the types of the file.
import module = require('./wasm.cjs');

export = module;
