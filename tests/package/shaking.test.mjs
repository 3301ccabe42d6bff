// What is left of the package where one name is imported: it works, and does not hold what nobody asked for.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildSync } from 'esbuild';
import { NAME, folder, load, require, specifiers } from './installed.mjs';

/** A bundle of a module that says `contents`. */
function bundle(contents, options) {
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    format: 'esm',
    charset: 'utf8',
    write: false,
    logLevel: 'silent',
    ...options,
  });
  return outputFiles[0].text;
}

/** The module that is left of `import { name } from specifier`, and its text. */
async function leftOf(name, specifier) {
  const text = bundle(`export { ${name} as used } from '${specifier}';`, { minify: true });
  const { used } = await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
  return { used, text };
}

const issue = { path: ['patches', 0, 'note'], code: 'too_long', message: 'too long', params: { maximum: 200, actual: 201 } };
const branded = { [Symbol.for('livingdocs-media-library.error')]: true };
const request = (method, type) =>
  new Request('https://livingdocs.example/api/2026-05/mediaLibrary/a', { method, headers: { 'content-type': type }, body: '{}' });
const CONFLICT = { code: 'conflict', message: 'no', status: 409, currentVersion: 2, body: '{"error_details":{"token":"secret"}}', secrets: /secret/g };
const CONFLICT_JSON = { name: 'ConflictError', message: 'no', code: 'conflict', status: 409, currentVersion: 2, details: { token: '[token]' } };

/** What is done with what is left, and what comes of it. */
const USES = [
  ['isMediaLibraryError', NAME, (is) => [is(branded), is(new Error('no'))], [true, false]],
  ['toErrorDetails', NAME, (toErrorDetails) => toErrorDetails([issue]), { 'patches.0.note': 'too long' }],
  ['ConflictError', NAME, (ConflictError) => JSON.parse(JSON.stringify(new ConflictError(CONFLICT))), CONFLICT_JSON],
  ['guardPatch', NAME, async (guard) => (await guard(request('PATCH', 'text/plain'), { validateJson() {} })).status, 415],
  ['guardPatch', NAME, (guard) => guard(request('PATCH', 'application/json'), { validateJson: () => [] }), null],
  ['en', `${NAME}/messages`, (en) => /200.*201/.test(en.messages.too_long(issue, 'Note')), true],
];

for (const [name, specifier, use, expected] of USES) {
  test(`${name} of ${specifier} alone, without any WebAssembly`, async () => {
    const { used, text } = await leftOf(name, specifier);
    assert.deepEqual(await use(used), expected);
    assert.doesNotMatch(text, /WebAssembly|AGFzbQ/);
  });
}

for (const specifier of specifiers) {
  test(`every name of ${specifier} can be bundled alone`, async () => {
    for (const name of Object.keys(require(specifier))) {
      const { used } = await leftOf(name, specifier);
      const whole = (await load(specifier))[name];
      assert.deepEqual([typeof used, Object.keys(used)], [typeof whole, Object.keys(whole)], name);
      assert.deepEqual(Object.getOwnPropertyNames(used.prototype ?? {}), Object.getOwnPropertyNames(whole.prototype ?? {}), name);
    }
  });
}

const SIGNS = { en: 'Publication date', de: 'Publikationsdatum', fr: 'Date de publication' };
const use = (...locales) => `import { describe, ${locales} } from '${NAME}/messages'; console.log([${locales}].map((locale) => describe(JSON.parse('{}'), locale)));`;

for (const options of [{}, { minify: true }, { platform: 'node' }, { platform: 'node', format: 'cjs' }, { conditions: ['workerd'] }]) {
  test(`a bundle holds the languages of messages that it names, and no other: ${JSON.stringify(options)}`, () => {
    for (const locales of [['en'], ['de'], ['deCH'], ['fr'], ['de', 'fr']]) {
      const text = bundle(use(...locales), options);
      for (const [language, sign] of Object.entries(SIGNS)) {
        // Swiss German is German.
        const isThere = locales.includes(language) || (language === 'de' && locales.includes('deCH'));
        assert.equal(text.includes(sign), isThere, `${language} in a bundle of ${locales}`);
      }
      assert.equal(text.includes("'de-CH'") || text.includes('"de-CH"'), locales.includes('deCH'), `Swiss German in a bundle of ${locales}`);
      assert.doesNotMatch(text, /WebAssembly/);
    }
  });
}

test('one language is small', () => {
  const bytes = Buffer.byteLength(bundle(use('de'), { minify: true }));
  assert.ok(bytes < 9_000, `${bytes} bytes`);
});
