// The package needs no transformation, so none is configured. Jest 27 looks at no .cjs by itself.
module.exports = { transform: {}, testMatch: ['**/*.test.cjs'], moduleFileExtensions: ['js', 'cjs', 'json'] };
