// No validator: what one that needs an object has spent before it begins.

const decoder = new TextDecoder();

export function make() {
  return {
    bytes: (bytes) => JSON.parse(decoder.decode(bytes)) !== null,
    text: (text) => JSON.parse(text) !== null,
    send: (object) => JSON.stringify(object),
  };
}
