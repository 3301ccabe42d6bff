/** The name of a validator's method: the same validator for another API version. Copies of the package know each other's. */
export const IN_VERSION = /* @__PURE__ */ Symbol.for('livingdocs-media-library.inVersion');
