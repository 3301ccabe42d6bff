/** The name of a client's method: what `./import` does with it. Copies of the package know each other's. */
export const IMPORTER = /* @__PURE__ */ Symbol.for('livingdocs-media-library.importer');
