// Work that could leave something behind, in Node and in a page. Nothing here calls free().

/** Watches for the wasm's memory; to be called before the first use. Gives a function that tells its size in bytes. */
export function watchMemory() {
  const { Instance } = WebAssembly;
  const memories = [];
  WebAssembly.Instance = class extends Instance {
    constructor(...words) {
      super(...words);
      memories.push(this.exports.memory);
    }
  };
  return () => memories.reduce((bytes, { buffer }) => bytes + buffer.byteLength, 0);
}

/** Collects garbage, and lets finalizers run, which do so in tasks of their own. */
export async function rest(collect) {
  for (let round = 0; round < 2; round++) {
    await collect();
    await new Promise((resolve) => setTimeout(resolve));
  }
}

const archive = { operation: 'archive' };
const REQUESTS = [
  { patches: [{ operation: 'setMetadataProperty', propertyName: 'title', value: 'Lake at dawn 😀' }] },
  { version: 3, patches: [{ operation: 'revokeAsset', note: 'gone' }, archive] },
  { patches: [{ operation: 'revokeAsset', note: 'x'.repeat(201) }] },
  { patches: [{ operation: 'x' }, { operation: 'addUsageLogEntry', value: { state: 'confirmed', purpose: 'print' } }] },
];
const TEXTS = REQUESTS.map((request) => JSON.stringify(request));
const BYTES = TEXTS.map((text) => new TextEncoder().encode(text));

/** Objects, texts and bytes in turn; every other one is valid. */
export function validate({ Validator }, count) {
  const validator = new Validator();
  for (let at = 0; at < count; at += 3) {
    const index = (at / 3) % REQUESTS.length;
    const issues = [
      validator.validate(REQUESTS[index]),
      validator.validateJson(TEXTS[index]),
      validator.validateJson(BYTES[index]),
    ];
    for (const { length } of issues) {
      if (length > 0 !== index > 1) throw new Error(`${TEXTS[index]} has ${length} issues`);
    }
  }
}

/** Half a megabyte; valid, or with a fault in every patch. */
function largeText(propertyName) {
  const patch = { operation: 'setMetadataProperty', propertyName, value: 0 };
  return JSON.stringify({ patches: Array.from({ length: 8_000 }, () => patch) });
}

export function validateLarge({ Validator }, count) {
  const validator = new Validator();
  for (let at = 0; at < count; at++) {
    const isValid = at % 2 === 0;
    const issues = validator.validateJson(largeText(isValid ? 'title' : ''));
    if (issues.length > 0 === isValid) throw new Error(`${issues.length} issues`);
    validator.validateJson(TEXTS[at % TEXTS.length]);
  }
}

const ENTRY = JSON.stringify({ id: 'a', version: 1, metadata: {} });

export async function makeClients({ MediaLibraryClient }, count, collect) {
  for (let made = 1; made <= count; made++) {
    const fetch = async () => new Response(ENTRY);
    const client = new MediaLibraryClient({ baseUrl: 'https://livingdocs.example', token: 'x', fetch });
    await client.getEntry('a');
    if (made % 1_000 === 0) await rest(collect);
  }
}

const PURPOSE = { handle: 'print', paramsSchema: [{ handle: 'page', type: 'li-integer', config: { required: true } }] };

export async function makeValidators({ Validator }, count, collect) {
  for (let made = 1; made <= count; made++) {
    const validator = new Validator({ usagePurposes: [PURPOSE] });
    if (validator.validatePatch(archive).length > 0) throw new Error('archive is valid');
    if (made % 1_000 === 0) await rest(collect);
  }
}

/** With options of a few hundred kilobytes. */
export function largeValidator({ Validator }) {
  const usagePurposes = Array.from({ length: 500 }, (_, index) => ({ ...PURPOSE, handle: `purpose-${index}` }));
  return new Validator({ usagePurposes });
}
