// The package needs no transformation, so none is configured.
module.exports = { transform: {} };
