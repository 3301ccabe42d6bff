// Puts node-test.mjs in the place of node:test.

const OURS = new URL('node-test.mjs', import.meta.url).href;

export const resolve = (specifier, context, next) =>
  specifier === 'node:test' && context.parentURL !== OURS ? { url: OURS, shortCircuit: true } : next(specifier, context);
