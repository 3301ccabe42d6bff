// `livingdocs-media-library/messages`: every kind of issue in every language, the names of fields, and bundles that hold
// only the languages that they name.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildSync } from 'esbuild';
import { cases, issuesOf } from './cases.mjs';
import { NAME, folder, load, read, runModule } from './installed.mjs';
import { GOLDENS } from './messages-golden.mjs';

const { Validator, issuesFromErrorDetails } = await load(`${NAME}/validator`);
const messages = await load(`${NAME}/messages`);
const { de, describe, en, fr } = messages;
const LOCALES = { en, de, fr };

/** As the types name them. */
const CODES = [...read('index.d.ts').match(/type IssueCode =([\s\S]*?);/)[1].matchAll(/'(\w+)'/g)].map(([, code]) => code);

const cycle = {};
cycle.self = cycle;

/** `[name of the case, issue]`: every issue of every case, and of what no file can hold. */
const ISSUES = [
  ...cases.map((row) => [row.name, issuesOf(Validator, row)]),
  ['a cycle', new Validator().validatePatch(cycle)],
  ['nested too deep', new Validator().validateJson('['.repeat(1_001))],
].flatMap(([name, issues]) => issues.map((issue) => [name, issue]));

const issue = (code, params = {}, path = ['patches', 0, 'note'], message = '') => ({ path, code, message, params });
const tooLong = issue('too_long', { maximum: 200, actual: 201 });

test('the message that the editor shows beside a note', () => {
  const [long] = new Validator().validate({ patches: [{ operation: 'revokeAsset', note: '😀'.repeat(201) }] });
  assert.equal(describe(long, de), 'Die Notiz darf höchstens 200 Zeichen lang sein (jetzt 201)');
});

test('three languages and a function, and nothing else', () => {
  assert.deepEqual(Object.keys(messages).sort(), ['de', 'describe', 'en', 'fr']);
  for (const [language, locale] of Object.entries(LOCALES)) {
    assert.deepEqual(Object.keys(locale).sort(), ['fields', 'language', 'messages']);
    assert.equal(locale.language, language);
  }
});

test('every code has a message in each language, and a case here', () => {
  assert.ok(CODES.includes('too_long') && CODES.includes('server'));
  for (const locale of Object.values(LOCALES)) {
    assert.deepEqual(Object.keys(locale.messages).sort(), [...CODES].sort());
  }
  const covered = new Set(ISSUES.map(([, { code }]) => code));
  assert.deepEqual(CODES.filter((code) => !covered.has(code)), ['server']);
});

test('every language names the same fields, all of requests, patches, assets and usage log entries', () => {
  const properties = `version preserveUpdatedAt patches operation propertyName value locale note usageLogEntryId oldValue key url
    filename mimeType size width height duration state purpose publicationDate params id reportingDate documentId publicationId`;
  for (const { fields } of Object.values(LOCALES)) {
    assert.deepEqual(Object.keys(fields).sort(), [...properties.split(/\s+/), '', 'patches.*'].sort());
  }
});

// ───────────────────────────── Every case in every language ─────────────────────────────

const QUOTED = { en: /“[^”]*”/g, de: /„[^“]*“/g, fr: /«\u00a0[^»]*\u00a0»/g };
const ENGLISH = /\b(the|is|be|must|may|not|of|or|and|at|too|now|missing|required|expected|invalid|unexpected|end|object|string|array|list|number|characters?|items?|field|value|operation)\b/i;
const OPERATIONS = /setMetadataProperty|replaceAsset|removeAsset|revokeAsset|UsageLogEntry/;

for (const [language, locale] of Object.entries(LOCALES)) {
  test(`${language}: every case is one sentence, with nothing left over`, () => {
    for (const [name, found] of ISSUES) {
      const text = describe(found, locale);
      assert.match(text, /^\p{Lu}.*[^.\s]$/u, name);
      assert.doesNotMatch(text, /undefined|null|NaN|\[object|\$\{|[{}]|release-| {2}/, name);
      assert.doesNotMatch(text, OPERATIONS, name);
      // Words that French and German have too: "Operation", "API version", "message".
      const words = text.replace(QUOTED[language], '').replace(/Operation|https:\S+/g, '');
      if (language !== 'en') assert.doesNotMatch(words, ENGLISH, `${name}: ${text}`);
    }
  });

  test(`${language}: no two codes read the same`, () => {
    const texts = new Set(CODES.map((code) => describe(issue(code, { maximum: 1, minimum: 1, actual: 2, since: '2026-03', current: '2026-01', name: 'archive' }, ['note'], code), locale)));
    // A purpose is chosen from a list, like any other value.
    assert.equal(texts.size, CODES.length - 1);
  });
}

for (const [name, ...texts] of GOLDENS) {
  test(`word for word: ${name}`, () => {
    const [, found] = ISSUES.find(([row]) => row === name);
    assert.deepEqual(Object.values(LOCALES).map((locale) => describe(found, locale)), texts);
  });
}

test('the params are all that a sentence is made from: neither the message nor what the path is below', () => {
  for (const locale of Object.values(LOCALES)) {
    for (const [name, found] of ISSUES) {
      const text = describe(found, locale);
      assert.equal(describe({ ...found, message: '' }, locale), text, name);
      if (found.path.at(-2) !== 'params') continue;
      assert.equal(describe({ ...found, path: found.path.slice(-1) }, locale), text, name);
    }
  }
});

test("the server's issues are told in its own words", () => {
  const [found] = issuesFromErrorDetails({ 'patches.0.operation': 'No enum match for: "x"' });
  for (const locale of Object.values(LOCALES)) assert.equal(describe(found, locale), 'No enum match for: "x"');
  for (const locale of Object.values(LOCALES)) assert.ok(describe(issue('server'), locale).length > 10);
});

// ───────────────────────────── Numbers and lists ─────────────────────────────

test('plurals', () => {
  const items = (maximum) => issue('too_long', { maximum, actual: 5, unit: 'items' });
  const chars = (maximum) => issue('too_long', { maximum, actual: 5, unit: 'characters' });
  const forms = (make, locale, pattern) => [0, 1, 2].map((maximum) => describe(make(maximum), locale).match(pattern)[0]);
  assert.deepEqual(forms(items, en, /\d items?\b/), ['0 items', '1 item', '2 items']);
  assert.deepEqual(forms(chars, en, /\d characters?\b/), ['0 characters', '1 character', '2 characters']);
  assert.deepEqual(forms(items, de, /\d Eintr\p{L}+/u), ['0 Einträge', '1 Eintrag', '2 Einträge']);
  assert.deepEqual(forms(chars, de, /\d Zeichen/), ['0 Zeichen', '1 Zeichen', '2 Zeichen']);
  assert.deepEqual(forms(items, fr, /\d éléments?/), ['0 élément', '1 élément', '2 éléments']);
  assert.deepEqual(forms(chars, fr, /\d caractères?/), ['0 caractère', '1 caractère', '2 caractères']);
});

test('a limit below and a limit above', () => {
  const both = issue('out_of_range', { minimum: 5, maximum: 3, actual: 4 });
  assert.equal(describe(both, en), 'The note must be at least 5 and may be at most 3 (now 4)');
  assert.equal(describe(both, de), 'Die Notiz muss mindestens 5 sein und darf höchstens 3 sein (jetzt 4)');
  assert.equal(describe(both, fr), 'La note doit valoir au moins 5 et au plus 3 (actuellement 4)');
});

test('allowed values: none, one, many', () => {
  const choice = (...allowed) => describe(issue('invalid_enum', { allowed, actual: 'x' }, ['params', 'desk']), de);
  assert.equal(choice(), 'Das Feld „desk“ hat keine zulässigen Werte (jetzt „x“)');
  assert.equal(choice('a'), 'Das Feld „desk“ muss „a“ sein (jetzt „x“)');
  assert.equal(choice('a', 'b'), 'Das Feld „desk“ muss „a“ oder „b“ sein (jetzt „x“)');
  assert.match(choice(...Array(500).fill('a')), /^Das Feld „desk“ muss („a“, ){10}… sein \(jetzt „x“\)$/);
});

test("a project's own values are never translated, whatever they are called", () => {
  const own = issue('invalid_enum', { allowed: ['pending', 'archive'], actual: 'x' }, ['patches', 0, 'value', 'params', 'state']);
  assert.equal(describe(own, de), 'Der Status muss „pending“ oder „archive“ sein (jetzt „x“)');
});

// ───────────────────────────── Names of fields ─────────────────────────────

test('the last property names the field; an element is counted from 1', () => {
  const named = (path, options) => describe(issue('unknown_property', {}, path), de, options);
  assert.equal(named(['patches', 4, 'value', 'publicationDate']), 'Das Publikationsdatum ist hier nicht bekannt');
  assert.equal(named(['patches', 2]), 'Patch 3 ist hier nicht bekannt');
  assert.equal(named(['patches', 0, 'value', 'params', 'tags', 1]), 'Das Feld „tags 2“ ist hier nicht bekannt');
  assert.equal(named(['value', 0, 1]), 'Wert 1.2 ist hier nicht bekannt');
  assert.equal(named([]), 'Die Eingabe ist hier nicht bekannt');
  assert.equal(named([0]), 'Eingabe 1 ist hier nicht bekannt');
  for (const segment of ['constructor', '__proto__', 'toString']) {
    assert.equal(named([segment]), `Das Feld „${segment}“ ist hier nicht bekannt`);
  }
});

test("the caller's names go first: with an article as they are, without one in quotes", () => {
  const text = (locale, note) => describe(tooLong, locale, { fields: { note } });
  assert.equal(text(de, 'Der Kommentar'), 'Der Kommentar darf höchstens 200 Zeichen lang sein (jetzt 201)');
  assert.equal(text(de, 'die Bildlegende'), 'Die Bildlegende darf höchstens 200 Zeichen lang sein (jetzt 201)');
  assert.equal(text(de, 'Kommentar'), 'Das Feld „Kommentar“ darf höchstens 200 Zeichen lang sein (jetzt 201)');
  assert.equal(text(de, 'Dasein'), 'Das Feld „Dasein“ darf höchstens 200 Zeichen lang sein (jetzt 201)');
  assert.equal(text(en, 'Comment'), 'The field “Comment” may be at most 200 characters long (now 201)');
  assert.equal(text(en, 'your comment'), 'Your comment may be at most 200 characters long (now 201)');
  assert.equal(text(fr, 'Commentaire'), 'Le champ «\u00a0Commentaire\u00a0» ne doit pas dépasser 200 caractères (actuellement 201)');
  assert.equal(text(fr, 'l’explication'), 'L’explication ne doit pas dépasser 200 caractères (actuellement 201)');
  // Their sentences are in the singular.
  assert.equal(text(fr, 'Les mots-clés'), 'Le champ «\u00a0Les mots-clés\u00a0» ne doit pas dépasser 200 caractères (actuellement 201)');
  assert.equal(text(fr, 'Légende'), 'Le champ «\u00a0Légende\u00a0» ne doit pas dépasser 200 caractères (actuellement 201)');
});

test("a list of the caller's, and its elements", () => {
  const named = (fields, ...path) => describe(issue('unknown_property', {}, path), de, { fields });
  assert.equal(named({ patches: 'Änderung' }, 'patches', 0), 'Das Feld „Änderung 1“ ist hier nicht bekannt');
  assert.equal(named({ patches: 'Die Änderungsliste', 'patches.*': 'Die Änderung' }, 'patches', 1), 'Die Änderung 2 ist hier nicht bekannt');
  assert.equal(named({ tags: 'Das Schlagwort' }, 'params', 'tags', 1), 'Das Schlagwort 2 ist hier nicht bekannt');
});

test('every name of a language reads as a subject', () => {
  for (const [language, { fields }] of Object.entries(LOCALES)) {
    const articles = { en: /^The \S/, de: /^(Der|Die|Das) \S/, fr: /^(L[ea] |L’)\S/ }[language];
    for (const segment of Object.keys(fields)) {
      if (segment === 'patches.*') continue;
      const text = describe(issue('unknown_property', {}, segment === '' ? [] : [segment]), LOCALES[language]);
      assert.match(text, articles);
      assert.doesNotMatch(text, QUOTED[language]);
    }
  }
});

// ───────────────────────────── Locales of the caller's ─────────────────────────────

test('a locale may be made from another', () => {
  const short = { ...de, messages: { ...de.messages, too_long: ({ params }, field) => `${field}: höchstens ${params.maximum}` } };
  assert.equal(describe(tooLong, short), 'Notiz: höchstens 200');
  // Of another language, with other quotation marks than its sentences were written with.
  const other = { ...fr, language: 'it' };
  assert.equal(describe(issue('unknown_property', {}, ['x']), other), 'Le champ “x” n’est pas possible ici');
});

test('what a locale does not have falls back, and nothing throws', () => {
  const found = { ...tooLong, message: 'String is too long' };
  for (const bare of [{ language: 'it', messages: {}, fields: {} }, { language: 'it', messages: {} }, {}]) {
    assert.equal(describe(found, bare), 'String is too long');
  }
  const italian = { language: 'it', messages: { too_long: (_, field) => `${field} è troppo lungo` }, fields: {} };
  assert.equal(describe(found, italian), '“note” è troppo lungo');
  assert.equal(describe({ ...found, code: 'constructor' }, de), 'String is too long');
  assert.equal(describe(found, de, {}), describe(found, de, { fields: undefined }));
});

// ───────────────────────────── Bundles ─────────────────────────────

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

const SIGNS = { en: 'Publication date', de: 'Publikationsdatum', fr: 'Date de publication' };
const use = (...locales) => `import { describe, ${locales} } from '${NAME}/messages'; console.log([${locales}].map((locale) => describe(JSON.parse('{}'), locale)));`;

for (const options of [{}, { minify: true }, { platform: 'node' }, { platform: 'node', format: 'cjs' }, { conditions: ['workerd'] }]) {
  test(`a bundle holds the languages that it names, and no other: ${JSON.stringify(options)}`, () => {
    for (const locales of [['en'], ['de'], ['fr'], ['de', 'fr']]) {
      const text = bundle(use(...locales), options);
      for (const [language, sign] of Object.entries(SIGNS)) {
        assert.equal(text.includes(sign), locales.includes(language), `${language} in a bundle of ${locales}`);
      }
      assert.doesNotMatch(text, /WebAssembly/);
    }
  });
}

test('one language is small', () => {
  const bytes = Buffer.byteLength(bundle(use('de'), { minify: true }));
  assert.ok(bytes < 8_000, `${bytes} bytes`);
});

test('nothing of it needs WebAssembly', () => {
  const printed = runModule(`
    delete globalThis.WebAssembly;
    const { describe, fr } = await import('${NAME}/messages');
    console.log(describe(${JSON.stringify(tooLong)}, fr));
  `);
  assert.equal(printed, 'La note ne doit pas dépasser 200 caractères (actuellement 201)\n');
});
