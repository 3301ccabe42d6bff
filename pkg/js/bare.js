/**
 * A copy with no more than its own properties: what it lacks is not a polluted prototype's. Of what is no object, an empty one.
 * @param {any} value
 * @returns {any}
 */
export const bare = (value) => ({ __proto__: null, ...value });
