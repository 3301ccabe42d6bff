/**
 * What `./import`, which has no WebAssembly of its own, knows of a client: the name of a method, and of an option of every call,
 * which adds what a run has. Copies of the package know each other's.
 */
export const IMPORTER = /* @__PURE__ */ Symbol.for('livingdocs-media-library.importer');
export const MORE = /* @__PURE__ */ Symbol.for('livingdocs-media-library.more');
