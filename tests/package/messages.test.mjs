// `livingdocs-media-library/messages`: every kind of issue in every language, the names of fields, and bundles that hold
// only the languages that they name.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cases, issuesOf, mediaTypes } from './cases.mjs';
import { NAME, load, read, runModule } from './installed.mjs';
import { GOLDENS, SUBJECTS } from './messages-golden.mjs';

const { Validator, issuesFromErrorDetails, toErrorDetails } = await load(`${NAME}/validator`);
const { guardPatch } = await load(NAME);
const messages = await load(`${NAME}/messages`);
const { de, deCH, describe, en, fr, localize } = messages;
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

test('four locales and two functions, and nothing else', () => {
  assert.deepEqual(Object.keys(messages).sort(), ['de', 'deCH', 'describe', 'en', 'fr', 'localize']);
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
    // A purpose is chosen from a list, like any other value, and so is a metadata property.
    assert.equal(texts.size, CODES.length - 2);
  });
}

for (const [name, ...texts] of GOLDENS) {
  test(`word for word: ${name}`, () => {
    const [, found] = ISSUES.find(([row]) => row === name);
    assert.deepEqual(Object.values(LOCALES).map((locale) => describe(found, locale)), texts);
  });
}

test('the params are all that a sentence is made from, and not the message', () => {
  for (const locale of Object.values(LOCALES)) {
    for (const [name, found] of ISSUES) assert.equal(describe({ ...found, message: '' }, locale), describe(found, locale), name);
  }
});

// ───────────────────────────── What a server says ─────────────────────────────

/** What the messages of a server leave out. A choice is still named, where its values are known. */
const LEFT_OUT = {
  invalid_type: (text) => text.replace(/ \(jetzt [^)]*\)$/, ''),
  out_of_range: (text) => text.replace(/ \(jetzt [^)]*\)$/, ''),
  invalid_enum: (text) => text.replace(/ muss .* sein| hat keine zulässigen Werte/, ' ist kein zulässiger Wert'),
  unknown_purpose: (text) => text.replace(/ muss .* sein| hat keine zulässigen Werte/, ' ist kein zulässiger Wert'),
  unknown_metadata_property: (text) => text.replace(/ muss .* sein| hat keine zulässigen Werte/, ' ist kein zulässiger Wert'),
};

test("the validator's own words, as guardPatch and the server answer them, are read back: a German form stays German", () => {
  const codes = new Set();
  for (const [name, found] of ISSUES) {
    const own = toErrorDetails([found]);
    const [read] = issuesFromErrorDetails(JSON.parse(JSON.stringify(own)));
    assert.equal(read.code, found.code, `${name}: ${found.message}`);
    assert.equal(read.message, found.message, name);
    codes.add(read.code);
    // A key that holds dots, or is a number, is a path; of param dates, their type is not known.
    if (read.path.join() !== found.path.join() || read.path.some((segment, at) => segment !== found.path[at])) continue;
    if (found.code === 'invalid_type' && found.params.format && found.path.at(-1) !== 'publicationDate') continue;
    if (found.message === 'No enum match') continue;
    if (found.code === 'out_of_range' && found.params.maximum !== undefined && found.params.minimum !== undefined) continue;
    const expected = describe(found, de);
    const isChoice = found.code === 'invalid_enum' && ['operation', 'state'].includes(found.path.at(-1)) && !found.path.includes('params');
    assert.equal(describe(read, de), isChoice ? expected : (LEFT_OUT[found.code]?.(expected) ?? expected), name);
  }
  assert.ok(codes.size > 15, [...codes].join());
});

test('a German form behind a Worker stays German', async () => {
  const validator = new Validator();
  const body = JSON.stringify({ patches: [{ operation: 'revokeAsset', note: 'x'.repeat(201) }, { operation: 'delete' }] });
  const headers = { 'content-type': 'application/json' };
  const answer = await guardPatch(new Request('https://worker.example/api/2026-05/mediaLibrary/a', { method: 'PATCH', headers, body }), validator);
  const found = issuesFromErrorDetails((await answer.json()).error_details);
  assert.deepEqual(found, validator.validateJson(body));
  assert.equal(describe(found[0], de), 'Die Notiz darf höchstens 200 Zeichen lang sein (jetzt 201)');
});

/** Details of a server's, and what becomes of them: path, code and params, or the code `server`. */
const READ = [
  [{ 'patches.0.operation': 'No enum match for: "x"' }, ['patches', 0, 'operation'], 'invalid_enum',
    { allowed: ['setMetadataProperty', 'archive', 'replaceAsset', 'removeAsset', 'revokeAsset', 'unrevokeAsset', 'addUsageLogEntry', 'updateUsageLogEntry', 'removeUsageLogEntry'], actual: 'x' }],
  [{ 'patches.0.value.state': 'No enum match for: "done"' }, ['patches', 0, 'value', 'state'], 'invalid_enum', { allowed: ['pending', 'confirmed'], actual: 'done' }],
  [{ 'patches.0.value.params.state': 'No enum match for: "done"' }, ['patches', 0, 'value', 'params', 'state'], 'invalid_enum', { actual: 'done' }],
  [{ 'patches.0.value.key': 'Missing required property: key' }, ['patches', 0, 'value', 'key'], 'missing_property', { property: 'key' }],
  [{ 'patches.0.value': 'Missing required property: key' }, ['patches', 0, 'value', 'key'], 'missing_property', { property: 'key' }],
  // Of what the API does not know, nobody can tell whether the path leads to it.
  [{ 'patches.0.value': 'Missing required property: author' }, ['patches', 0, 'value'], 'missing_property', { property: 'author' }],
  [{ 'patches.0.value': `Missing required property: ${'x'.repeat(1_973)}` }, ['patches', 0, 'value'], 'missing_property', { property: 'x'.repeat(1_973) }],
  [{ 'patches.0.value': 'Unknown metadata property: "key"' }, ['patches', 0, 'value'], 'unknown_metadata_property', { property: 'key' }],
  [{ '': 'Missing required property: patches' }, ['patches'], 'missing_property', { property: 'patches' }],
  [{ 'patches.0.value.publicationDate': 'Missing required property: publicationDate' }, ['patches', 0, 'value', 'publicationDate'], 'missing_property',
    { property: 'publicationDate', when: { state: 'confirmed' } }],
  [{ 'patches.0.value': 'Missing required property: publicationDate' }, ['patches', 0, 'value', 'publicationDate'], 'missing_property',
    { property: 'publicationDate', when: { state: 'confirmed' } }],
  [{ 'patches.0.value.params.page': 'Missing required property: page' }, ['patches', 0, 'value', 'params', 'page'], 'missing_property', { property: 'page', when: { state: 'confirmed' } }],
  [{ 'patches.0.value.size': 'Invalid type: expected integer' }, ['patches', 0, 'value', 'size'], 'invalid_type', { expected: 'integer' }],
  [{ 'patches.0.value.publicationDate': 'Invalid type: expected string' }, ['patches', 0, 'value', 'publicationDate'], 'invalid_type', { expected: 'string', format: 'date-time' }],
  [{ 'patches.0.reason': 'Additional properties not allowed' }, ['patches', 0, 'reason'], 'unknown_property', { property: 'reason' }],
  [{ 'patches.0.note': 'note is not supported before release-2026-01 (is release-2025-11)' }, ['patches', 0, 'note'], 'unsupported_parameter',
    { name: 'note', since: 'release-2026-01', current: 'release-2025-11' }],
  [{ 'patches.0.operation': 'removeAsset is not supported before release-2024-01 (is release-2023-11)' }, ['patches', 0, 'operation'], 'unsupported_operation',
    { name: 'removeAsset', since: 'release-2024-01', current: 'release-2023-11' }],
  [{ message: 'Metadata validation failed.', errors: [{ metadataProperty: 'title', message: "The value of '/title' must be string" }] },
    ['metadata', 'title'], 'invalid_type', { expected: 'string' }],
  [{ message: 'Metadata validation failed.', errors: [{ metadataProperty: 'size', message: 'Too grim' }] }, ['metadata', 'size'], 'server', {}],
  ...[
    'Invalid type: expected string or null', 'Invalid type: expected ', 'No enum match for: x', 'No enum match for: "x" and more', 'No enum match for: 7',
    'note is not supported by this endpoint', 'String is too long (many chars), maximum 200', 'String is too long (201 chars), maximum 200!',
    'x is not supported before tomorrow (is today)', 'note is not supported before release-2026-01 (is release-2025-11]',
    'note is not supported before pre-release-2026-01 (is release-2025-11)', 'note is not supported before release-2026-01-x (is release-2025-11)',
    "So: The value of '/note' must be string", "The value of '/note' must be string or null", "The value of '/note' must be short", `Missing required property: ${'x'.repeat(3_000)}`, 'Something else', '',
  ].map((message) => [{ 'patches.0.note': message }, ['patches', 0, 'note'], 'server', {}]),
];
for (const [details, path, code, params] of READ) {
  test(`read back: ${JSON.stringify(details).slice(0, 120)}`, () => {
    const found = issuesFromErrorDetails(details);
    const message = details.errors?.[0].message ?? Object.values(details)[0];
    assert.deepEqual(found, [{ path, code, message, params }]);
  });
}

test('several properties of wrong metadata are an issue each, and none takes the name of a field of the API', () => {
  const errors = [['title', "The value of '/title' must be string"], ['size', 'Too grim']].map(([metadataProperty, message]) => ({ metadataProperty, message }));
  const [title, size] = issuesFromErrorDetails({ message: 'Metadata validation failed.', errors });
  assert.equal(describe(title, de), 'Das Feld „title“ muss ein Text sein');
  assert.equal(describe({ ...size, code: 'unknown_property' }, de), 'Das Feld „size“ ist hier nicht bekannt');
});

test("a server's own words are told as they are", () => {
  const [found] = issuesFromErrorDetails({ 'patches.0.operation': 'Not today' });
  for (const locale of Object.values(LOCALES)) assert.equal(describe(found, locale), 'Not today');
  for (const locale of Object.values(LOCALES)) assert.ok(describe(issue('server'), locale).length > 10);
});

// ───────────────────────────── Numbers and lists ─────────────────────────────

test('plurals', () => {
  const items = (maximum) => issue('too_long', { maximum, actual: 5, unit: 'items' });
  const chars = (maximum) => issue('too_long', { maximum, actual: 5, unit: 'characters' });
  const bytes = (maximum) => issue('too_long', { maximum, actual: 5, unit: 'bytes' });
  const forms = (make, locale, pattern) => [0, 1, 2].map((maximum) => describe(make(maximum), locale).match(pattern)[0]);
  assert.deepEqual(forms(items, en, /\d items?\b/), ['0 items', '1 item', '2 items']);
  assert.deepEqual(forms(chars, en, /\d characters?\b/), ['0 characters', '1 character', '2 characters']);
  assert.deepEqual(forms(items, de, /\d Eintr\p{L}+/u), ['0 Einträge', '1 Eintrag', '2 Einträge']);
  assert.deepEqual(forms(chars, de, /\d Zeichen/), ['0 Zeichen', '1 Zeichen', '2 Zeichen']);
  const short = issue('too_short', { minimum: 2, actual: 1, unit: 'items' });
  assert.deepEqual([en, de, fr].map((locale) => describe(short, locale)), [
    'The note must be at least 2 items long (now 1)', 'Die Notiz muss mindestens 2 Einträge haben (jetzt 1)', 'La note doit compter au moins 2 éléments (actuellement 1)',
  ]);
  assert.deepEqual(forms(bytes, en, /\d bytes?\b/), ['0 bytes', '1 byte', '2 bytes']);
  assert.deepEqual(forms(bytes, de, /\d Bytes?\b/), ['0 Bytes', '1 Byte', '2 Bytes']);
  assert.deepEqual(forms(bytes, fr, /\d octets?\b/), ['0 octet', '1 octet', '2 octets']);
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

test('values of which the issue does not say what is allowed, and what is no list', () => {
  const unknown = issue('invalid_enum', { actual: 5 });
  assert.deepEqual([en, de, fr].map((locale) => describe(unknown, locale)), [
    'The note is not one of the allowed values (now 5)', 'Die Notiz ist kein zulässiger Wert (jetzt 5)', 'La note n’est pas une valeur possible (actuellement 5)',
  ]);
  assert.equal(describe(issue('invalid_enum', { allowed: 5 }), de), 'Die Notiz hat keine zulässigen Werte');
});

test('operations and states are told by their names, and no other values', () => {
  const told = (path, value) => describe(issue('invalid_enum', { allowed: [value] }, path), de);
  assert.equal(told(['patches', 0, 'value', 'state'], 'pending'), 'Der Status muss „ausstehend“ sein');
  assert.equal(told(['patches', 0, 'operation'], 'archive'), 'Die Operation muss „Archivieren“ sein');
  assert.equal(told(['patches', 0, 'note'], 'archive'), 'Die Notiz muss „archive“ sein');
});

test("a project's own values are never translated, whatever they are called", () => {
  const own = issue('invalid_enum', { allowed: ['pending', 'archive'], actual: 'x' }, ['patches', 0, 'value', 'params', 'state']);
  assert.equal(describe(own, de), 'Das Feld „state“ muss „pending“ oder „archive“ sein (jetzt „x“)');
});

// ───────────────────────────── Names of fields ─────────────────────────────

test('the last property names the field; an element is counted from 1', () => {
  const named = (path, options) => describe(issue('unknown_property', {}, path), de, options);
  assert.equal(named(['patches', 4, 'value', 'publicationDate']), 'Das Publikationsdatum ist hier nicht bekannt');
  assert.equal(named(['patches', 2]), 'Patch 3 ist hier nicht bekannt');
  assert.equal(named(['patches', 0, 'value', 'params', 'tags', 1]), 'Das Feld „tags 2“ ist hier nicht bekannt');
  assert.equal(named(['value', 0, 1]), 'Wert 1.2 ist hier nicht bekannt');
  assert.equal(named(['value', 'params', 0]), 'Parametersatz 1 ist hier nicht bekannt');
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

test('a number behind a name counts elements, at its end only; marks within a name are not those around it', () => {
  assert.equal(describe(issue('unknown_property', {}, ['patches', 11]), de), 'Patch 12 ist hier nicht bekannt');
  const named = (note) => describe(issue('unknown_property'), de, { fields: { note } });
  assert.equal(named('Patch 12.34'), 'Patch 12.34 ist hier nicht bekannt');
  assert.equal(named('Patch 1-Liste'), 'Das Feld „Patch 1-Liste“ ist hier nicht bekannt');
  assert.equal(named('Bild „groß“'), 'Das Feld „Bild „groß““ ist hier nicht bekannt');
});

test('the marks of a language, also where a locale is made from another one', () => {
  const MARKS = [
    ['«x»', 'de-CH de-LI de-ch de-CH-1996'],
    ['„x“', 'de de-DE de-AT DE de-CHX'],
    ['«\u00a0x\u00a0»', 'fr fr-CH FR'],
    ['“x”', 'en nl del frr x-de x-de-CH x-fr'],
  ];
  for (const [marked, languages] of MARKS) {
    for (const language of languages.split(' ')) {
      assert.equal(describe(issue('own', {}, ['x']), { language, fields: {}, messages: { own: (_, field) => field } }), marked, language);
    }
  }
});

test('ten choices are all told, of eleven ten', () => {
  const choices = (count) => describe(issue('invalid_enum', { allowed: Array.from({ length: count }, (_, index) => index) }), en);
  assert.equal(choices(10), 'The note must be 0, 1, 2, 3, 4, 5, 6, 7, 8 or 9');
  assert.equal(choices(11), 'The note must be 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, …');
});

test("a list of the caller's, and its elements", () => {
  const named = (fields, ...path) => describe(issue('unknown_property', {}, path), de, { fields });
  assert.equal(named({ patches: 'Änderung' }, 'patches', 0), 'Das Feld „Änderung 1“ ist hier nicht bekannt');
  assert.equal(named({ patches: 'Die Änderungsliste', 'patches.*': 'Die Änderung' }, 'patches', 1), 'Die Änderung 2 ist hier nicht bekannt');
  assert.equal(named({ tags: 'Das Schlagwort' }, 'params', 'tags', 1), 'Das Schlagwort 2 ist hier nicht bekannt');
});

test('every name of a language reads as a subject, with its article', () => {
  assert.deepEqual([...SUBJECTS.map(([segment]) => segment), 'patches.*'].sort(), Object.keys(en.fields).sort());
  for (const [segment, ...subjects] of SUBJECTS) {
    const found = issue('unknown_property', {}, segment === '' ? [] : [segment]);
    const ends = [' is not known here', ' ist hier nicht bekannt', ' n’est pas possible ici'];
    assert.deepEqual([en, de, fr].map((locale) => describe(found, locale)), subjects.map((subject, index) => subject + ends[index]));
  }
});

/** What a name may begin with to stand as it is; what only looks like that, and how it stands then. */
const BEGINNINGS = {
  en: ['the a an this your our my their its his her', 'Theme|Another one|Anchor|Items|Hers|Bathe comment|These words', (name) => `The field “${name}” `],
  de: ['der die das ein eine dieser diese dieses jeder jede jedes ihr ihre dein deine mein meine sein seine unser unsere euer eure', 'Dieb|Einer|Diesel|Jedermann|Ihres|Meineid|Bader Kommentar', (name) => `Das Feld „${name}“ `],
  fr: ['le la un une ce cette cet votre notre leur mon ma ton ta son sa', 'Lest|Unes|Mars|Les mots|Cela|Salut le mot|Bl’a', (name) => `Le champ «\u00a0${name}\u00a0» `],
};
for (const [language, [articles, others, quoted]] of Object.entries(BEGINNINGS)) {
  test(`which beginnings of a name are articles: ${language}`, () => {
    const subject = (note) => describe(tooLong, LOCALES[language], { fields: { note } });
    for (const article of articles.split(' ')) {
      const capital = article[0].toUpperCase() + article.slice(1);
      for (const written of [article, capital]) assert.ok(subject(`${written} X`).startsWith(`${capital} X `), subject(`${written} X`));
    }
    for (const other of others.split('|')) assert.ok(subject(other).startsWith(quoted(other)), subject(other));
  });
}
test('elision is an article, with either apostrophe', () => {
  for (const note of ['l’X', "l'X", 'L’X']) assert.ok(describe(tooLong, fr, { fields: { note } }).startsWith(`L${note.slice(1)} ne `));
});

test("a param never takes the name of a field of the API's, whatever it is called", () => {
  for (const handle of ['size', 'key', 'url', 'state', 'params']) {
    const found = issue('unknown_property', {}, ['patches', 0, 'value', 'params', handle]);
    assert.equal(describe(found, de), `Das Feld „${handle}“ ist hier nicht bekannt`);
    assert.equal(describe({ ...found, path: [...found.path, 1] }, de), `Das Feld „${handle} 2“ ist hier nicht bekannt`);
    assert.equal(describe(found, de, { fields: { [handle]: 'Die Grösse' } }), 'Die Grösse ist hier nicht bekannt');
  }
});

// ───────────────────────────── Words of the project's ─────────────────────────────

const PROJECT = [
  { handle: 'web', label: { en: 'Website', de: 'Webseite' } },
  {
    handle: 'print',
    label: 'Druck',
    paramsSchema: [
      { handle: 'size', type: 'li-enum', ui: { label: { de: 'Die Größe', fr: 'Format' } }, label: 'Ignored', config: {
        required: true,
        requiredErrorMessage: { de: 'Bitte wählen Sie ein Format', fr: '' },
        dataProvider: { items: [{ value: 's', label: { de: 'klein', fr: 'petit' } }, { value: 'l', label: 'groß' }, { value: 'xl' }] },
      } },
      { handle: 'page', type: 'li-integer', label: 'Seite', config: { dataProvider: { items: [{ value: 1, label: 'Titelseite' }, { value: 2 }] } } },
      { handle: 'tags', type: 'li-string-list', label: { 'de-CH': 'Stichwort', de: 'Schlagwort' }, config: { dataProvider: { items: [{ value: 'a', label: 'A!' }] } } },
      { handle: 'bare', type: 'li-text', config: { required: true, requiredErrorMessage: 'Fill this in' } },
    ],
  },
];
const CONFIGURATIONS = [PROJECT, { mediaCenter: { usagePurposes: PROJECT } }, { mediaCenter: { usageLog: { purposes: PROJECT } } }];

/** Issues of an entry, in the words of the project. */
function ofEntry(value, locale = de, usagePurposes = PROJECT) {
  const found = new Validator({ usagePurposes }).validatePatch({ operation: 'addUsageLogEntry', value });
  return found.map((one) => describe(one, locale, { usagePurposes }));
}
const confirmed = { purpose: 'print', state: 'confirmed', publicationDate: '2026-05-01T12:00:00Z' };

test('purposes, params and items are called as the project calls them, in the language of the locale', () => {
  for (const usagePurposes of CONFIGURATIONS) {
    assert.deepEqual(ofEntry({ purpose: 'radio' }, de, usagePurposes), ['Der Verwendungszweck muss „Webseite“ oder „Druck“ sein (jetzt „radio“)']);
  }
  assert.deepEqual(ofEntry({ purpose: 'radio' }, en), ['The purpose must be “Website” or “Druck” (now “radio”)']);
  const params = { size: 'm', page: 3, tags: ['a', 'b'] };
  assert.deepEqual(ofEntry({ purpose: 'print', params }), [
    'Die Größe muss „klein“, „groß“ oder „xl“ sein (jetzt „m“)',
    'Das Feld „Seite“ muss „Titelseite“ oder 2 sein (jetzt 3)',
    'Das Feld „Schlagwort 2“ muss „A!“ sein (jetzt „b“)',
  ]);
  assert.deepEqual(ofEntry({ purpose: 'print', params: { size: 'm' } }, fr), ['Le champ «\u00a0Format\u00a0» doit être «\u00a0petit\u00a0», «\u00a0groß\u00a0» ou «\u00a0xl\u00a0» (actuellement «\u00a0m\u00a0»)']);
  assert.deepEqual(ofEntry({ purpose: 'print', params: { tags: ['b'] } }, deCH), ['Das Feld «Stichwort 1» muss «A!» sein (jetzt «b»)']);
});

test("what is missing or empty is told in the project's words, where it has some in that language", () => {
  const missing = 'Bitte wählen Sie ein Format';
  assert.deepEqual(ofEntry({ ...confirmed, params: { bare: 'x' } }), [missing]);
  assert.deepEqual(ofEntry({ ...confirmed, params: { size: '', bare: '' } }), [missing, 'Fill this in']);
  assert.deepEqual(ofEntry({ ...confirmed, params: { bare: 'x' } }, deCH), [missing]);
  assert.deepEqual(ofEntry({ ...confirmed, params: { bare: 'x' } }, en), ['The field “Die Größe” is required once the state is “confirmed”']);
  assert.deepEqual(ofEntry({ ...confirmed, params: { bare: 'x' } }, fr), ['Le champ «\u00a0Format\u00a0» est obligatoire lorsque le statut est «\u00a0confirmé\u00a0»']);
});

test("the project's words also go with what was read back from a server", () => {
  const read = (details) => issuesFromErrorDetails(details).map((one) => describe(one, de, { usagePurposes: PROJECT }));
  assert.deepEqual(read({ 'patches.0.value.params.size': 'No enum match for: "m"' }), ['Die Größe muss „klein“, „groß“ oder „xl“ sein (jetzt „m“)']);
  assert.deepEqual(read({ 'patches.0.value.purpose': 'Unknown purpose: "radio"' }), ['Der Verwendungszweck muss „Webseite“ oder „Druck“ sein (jetzt „radio“)']);
  assert.deepEqual(read({ 'patches.0.value.params.size': 'Missing required property: size' }), ['Bitte wählen Sie ein Format']);
});

test("the caller's names go before the project's; what is no configuration has no words, and nothing throws", () => {
  const found = issue('unknown_property', {}, ['value', 'params', 'page']);
  assert.equal(describe(found, de, { usagePurposes: PROJECT, fields: { page: 'Die Seitenzahl' } }), 'Die Seitenzahl ist hier nicht bekannt');
  for (const usagePurposes of [undefined, null, 5, 'x', {}, [null], [{ paramsSchema: 5 }], [{ paramsSchema: [null, { handle: 'page', label: 5, config: null }] }], { mediaCenter: null }]) {
    for (const code of ['unknown_property', 'missing_property', 'invalid_enum']) {
      assert.ok(describe({ ...found, code }, de, { usagePurposes }).startsWith('Das Feld „page“ '), code);
    }
  }
});

test('within the value of a param, names are its own', () => {
  const found = issue('invalid_character', {}, ['value', 'params', 'page', 'size']);
  assert.match(describe(found, de, { usagePurposes: PROJECT }), /^Das Feld „size“ enthält/);
});

test('a project from the cases: every issue in its words, in every language', () => {
  for (const row of cases.filter(({ options }) => options.usagePurposes)) {
    for (const found of issuesOf(Validator, row)) {
      for (const locale of Object.values(LOCALES)) {
        const told = describe(found, locale, { usagePurposes: row.options.usagePurposes });
        assert.doesNotMatch(told, /undefined|\[object/, row.name);
        // These projects have labels of a purpose and of some items only.
        if (!['invalid_enum', 'unknown_purpose'].includes(found.code)) assert.equal(told, describe(found, locale), row.name);
      }
    }
  }
});

test('metadata and their items are called as the project calls them', () => {
  const projectConfig = { mediaTypes: mediaTypes.all };
  const validator = new Validator({ projectConfig });
  const told = (propertyName, value, locale = de) => {
    const input = { operation: 'setMetadataProperty', propertyName, value };
    return validator.validatePatch(input).map((found) => describe(found, locale, { projectConfig, input }));
  };
  assert.deepEqual(told('title', 'x'), ['Das Feld „Titel“ muss mindestens 2 Zeichen lang sein (jetzt 1)']);
  assert.deepEqual(told('title', 'x', en), ['The field “Headline” must be at least 2 characters long (now 1)']);
  assert.deepEqual(told('caption', 5, fr), ['Le champ «\u00a0Legende\u00a0» doit être un texte (actuellement un nombre)']);
  assert.deepEqual(told('kind', 'map'), ['Das Feld „Art“ muss „L photo“ oder „L drawing“ sein (jetzt „map“)']);
  assert.match(told('nope', 1)[0], /muss „Titel“, „Legende“, „mood“, .* sein \(jetzt „nope“\)$/);
  const documents = { $ref: 'documents', references: [] };
  assert.match(told('documents', documents, en)[0], /must not be empty$/);
  const period = { from: '2026-06-01T12:00:00Z', to: '2026-05-01T12:00:00Z' };
  assert.match(told('validity', period)[0], /darf nicht vor 2026-06-01T12:00:00Z liegen \(jetzt 2026-05-01T12:00:00Z\)$/);
  assert.match(told('validity', period, en)[0], /must not be before 2026-06-01T12:00:00Z/);
  assert.match(told('validity', period, fr)[0], /ne doit pas précéder 2026-06-01T12:00:00Z/);
  // Of the server's, the name stands in the path.
  assert.equal(describe({ ...issue('missing_property', {}, ['metadata', 'title']) }, de, { projectConfig }), 'Das Feld „Titel“ ist erforderlich');
  const schema = localize(validator.patch, de, { projectConfig });
  const { issues } = schema['~standard'].validate({ operation: 'setMetadataProperty', propertyName: 'title', value: 'x' });
  assert.equal(issues[0].message, 'Das Feld „Titel“ muss mindestens 2 Zeichen lang sein (jetzt 1)');
});

/** An issue, what the project says, and the words. */
const param = (handle, config, label = 'L') => ({ handle, label, config });
const title = { handle: 'title', label: 'Titel' };
const PROJECTS = [
  ['purposes of the whole configuration', issue('unknown_purpose', { allowed: ['web'], actual: 'x' }, ['purpose']),
    { projectConfig: { mediaCenter: { usagePurposes: PROJECT } } }, 'Der Verwendungszweck muss „Webseite“ sein (jetzt „x“)'],
  ['purposes that are nothing', issue('unknown_purpose', { allowed: ['web'], actual: 'x' }, ['purpose']), { usagePurposes: [null, { handle: 'web', label: 'W' }] },
    'Der Verwendungszweck muss „W“ sein (jetzt „x“)'],
  ['no purpose is allowed', issue('unknown_purpose', { allowed: [], actual: 'x' }, ['purpose']), { usagePurposes: PROJECT },
    'Der Verwendungszweck hat keine zulässigen Werte (jetzt „x“)'],
  ['media types that hold nothing', issue('unknown_property', {}, ['metadata', 'title']),
    { mediaTypes: [null, 5, { metadata: 5 }, { metadata: [null, title] }] }, 'Das Feld „Titel“ ist hier nicht bekannt'],
  ['media types go before the configuration', issue('unknown_property', {}, ['metadata', 'title']),
    { mediaTypes: [{ metadata: [title] }], projectConfig: { mediaTypes: [{ metadata: [{ ...title, label: 'Other' }] }] } }, 'Das Feld „Titel“ ist hier nicht bekannt'],
  ['a metadata property that a server does not know, and does not list', issue('unknown_metadata_property', { property: 'x' }, ['metadata', 'x']),
    { mediaTypes: [{ metadata: [title] }] }, 'Das Feld „x“ ist kein zulässiger Wert (jetzt „x“)'],
  ['properties that the project has no words for', issue('unknown_metadata_property', { property: 'x', allowed: ['title'] }, ['propertyName']), { mediaTypes: [{ metadata: [] }] },
    'Der Eigenschaftsname muss „title“ sein (jetzt „x“)'],
  ['a param called params', issue('unknown_property', {}, ['value', 'params', 'params']), { usagePurposes: [{ paramsSchema: [param('params')] }] },
    'Das Feld „L“ ist hier nicht bekannt'],
  ['too short, but not empty', issue('too_short', { minimum: 2, actual: 1 }, ['params', 'a']),
    { usagePurposes: [{ paramsSchema: [param('a', { required: true, requiredErrorMessage: 'Own' })] }] }, 'Das Feld „L“ muss mindestens 2 Zeichen lang sein (jetzt 1)'],
  ['wrong, but not missing', issue('unknown_property', { actual: 0 }, ['params', 'a']),
    { usagePurposes: [{ paramsSchema: [param('a', { required: true, requiredErrorMessage: 'Own' })] }] }, 'Das Feld „L“ ist hier nicht bekannt'],
  ['a text that is not asked for', issue('missing_property', {}, ['params', 'a']),
    { usagePurposes: [{ paramsSchema: [param('a', { required: 'x', requiredErrorMessage: 'Own' })] }] }, 'Das Feld „L“ ist erforderlich'],
  ['a choice that the server has, without items of the project', issue('invalid_enum', { actual: 'x' }, ['params', 'a']),
    { usagePurposes: [{ paramsSchema: [param('a', {})] }] }, 'Das Feld „L“ ist kein zulässiger Wert (jetzt „x“)'],
  ['items of a metadata property that the media type does not have', issue('unknown_metadata_property', { property: 'a' }, ['metadata', 'a']),
    { mediaTypes: [{ metadata: [param('a', { dataProvider: { items: [{ value: 1 }] } })] }] }, 'Das Feld „L“ ist kein zulässiger Wert (jetzt „a“)'],
  ['items, and another issue', issue('unknown_property', {}, ['params', 'a']),
    { usagePurposes: [{ paramsSchema: [param('a', { dataProvider: { items: [{ value: 1 }] } })] }] }, 'Das Feld „L“ ist hier nicht bekannt'],
  ['a value called metadata is no place of metadata', issue('unknown_property', {}, ['a', 'metadata', 'title']), { mediaTypes: [{ metadata: [title] }] },
    'Das Feld „title“ ist hier nicht bekannt'],
  ['an element of metadata', issue('unknown_property', {}, ['metadata', 'title', 1]), { mediaTypes: [{ metadata: [title] }] }, 'Das Feld „Titel 2“ ist hier nicht bekannt'],
  ['what is below metadata', issue('unknown_property', {}, ['metadata', 'title', 'x']), { mediaTypes: [{ metadata: [title] }] }, 'Das Feld „x“ ist hier nicht bekannt'],
  ['the patch of a request', issue('unknown_property', {}, ['patches', 1, 'value']),
    { mediaTypes: [{ metadata: [title] }], input: { patches: [{}, { propertyName: 'title' }] } }, 'Das Feld „Titel“ ist hier nicht bekannt'],
  ['an input that is not there', issue('unknown_property', {}, ['patches', 1, 'value']), { mediaTypes: [{ metadata: [title] }], input: {} }, 'Der Wert ist hier nicht bekannt'],
  ['not in a value', issue('unknown_property', {}, ['note']), { mediaTypes: [{ metadata: [title] }], input: { propertyName: 'title' } }, 'Die Notiz ist hier nicht bekannt'],
  ['not in a value, and an input that names a property below', issue('unknown_property', {}, ['note', 'x']), { mediaTypes: [{ metadata: [title] }], input: { propertyName: 'title', note: { propertyName: 'title' } } },
    'Das Feld „x“ ist hier nicht bekannt'],
  ['the patch itself', issue('too_deep', { maximum: 5 }, []), { mediaTypes: [{ metadata: [title] }], input: { propertyName: 'title' } },
    'Die Eingabe ist zu tief verschachtelt (höchstens 5 Ebenen)'],
  ['a label in no language', issue('unknown_property', {}, ['params', 'a']), { usagePurposes: [{ paramsSchema: [param('a', {}, { it: 5, fr: 'F' })] }] },
    'Das Feld „F“ ist hier nicht bekannt'],
  ['a label that is empty or no text', issue('unknown_property', {}, ['params', 'a']), { usagePurposes: [{ paramsSchema: [param('a', {}, { de: '', it: 5 })] }] },
    'Das Feld „a“ ist hier nicht bekannt'],
  ['a choice whose label is empty', issue('invalid_enum', { allowed: [1], actual: 2 }, ['params', 'a']),
    { usagePurposes: [{ paramsSchema: [param('a', { dataProvider: { items: [{ value: 1, label: { de: '' } }] } })] }] }, 'Das Feld „L“ muss 1 sein (jetzt 2)'],
  ['a label that is no text in this language', issue('unknown_property', {}, ['params', 'a']), { usagePurposes: [{ paramsSchema: [param('a', {}, { de: 5, fr: 'F' })] }] },
    'Das Feld „F“ ist hier nicht bekannt'],
];
for (const [name, found, options, words] of PROJECTS) {
  test(`a project's words: ${name}`, () => assert.equal(describe(found, de, options), words));
}

test('a locale of no language has the words of any', () => {
  const found = issue('unknown_property', {}, ['params', 'tags']);
  for (const language of [undefined, 5]) assert.equal(describe(found, { ...de, language }, { usagePurposes: PROJECT }), 'Das Feld „Stichwort“ ist hier nicht bekannt');
});

test('an asset that may not be replaced', () => {
  const [found] = new Validator({ mediaTypes: mediaTypes.fixed }).validatePatch({ operation: 'replaceAsset', value: { key: 'k' } });
  assert.match(describe(found, en), /does not go with this media type$/);
  assert.match(describe(found, de), /ist bei diesem Medientyp nicht möglich$/);
  assert.match(describe(found, fr), /n’est pas possible pour ce type de média$/);
});

// ───────────────────────────── Swiss German ─────────────────────────────

test('Swiss German has its own quotation marks, and no ß of ours', () => {
  const [size] = new Validator().validatePatch({ operation: 'replaceAsset', value: { key: 'a', size: '10000' } });
  assert.equal(describe(size, deCH), 'Die Dateigrösse muss eine ganze Zahl sein (jetzt ein Text)');
  const [state] = new Validator().validatePatch({ operation: 'addUsageLogEntry', value: { purpose: 'p', state: 'groß' } });
  assert.equal(describe(state, deCH), 'Der Status muss «ausstehend» oder «bestätigt» sein (jetzt «groß»)');
  for (const [name, found] of ISSUES) {
    const text = describe(found, deCH);
    assert.doesNotMatch(text, /[ß„“]/, name);
    assert.equal(text, describe(found, de).replaceAll('ß', 'ss').replaceAll('„', '«').replaceAll('“', '»'), name);
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

test('nothing of it needs WebAssembly', () => {
  const printed = runModule(`
    delete globalThis.WebAssembly;
    const { describe, fr } = await import('${NAME}/messages');
    console.log(describe(${JSON.stringify(tooLong)}, fr));
  `);
  assert.equal(printed, 'La note ne doit pas dépasser 200 caractères (actuellement 201)\n');
});
