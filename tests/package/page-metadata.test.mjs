// The picture desk's form of metadata as a project has typed them: the installed package in Chromium, the emulator over HTTP.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formValueOf, placeIn, readValue } from '../../examples-web/editor/src/form/plugins.js';
import { fieldsOf } from '../../examples-web/editor/src/metadata/fields.js';
import { api, open, set } from './on-desk.mjs';
import { assertAccessible, button, eventually, field, hasFocus, issueOf, said, shows } from './on-page.mjs';

/** No other file changes it, and this one no other: files run at the same time. */
const ID = 'm4rket22';

const items = (...values) => ({ dataProvider: { items: values.map((value) => ({ value, label: value })) } });

/** Type, config, what is stored, what the form has of it. */
const STORED = [
  ['li-text', {}, 'Lake\r\nat dawn', 'Lake\nat dawn'],
  ['li-text', { allowNewlines: false }, 'Lake', 'Lake'],
  ['li-enum', items('a', 'b'), 'gone', 'gone'],
  ['li-boolean', {}, false, 'false'],
  ['li-integer', {}, 5, '5'],
  ['li-date', {}, '2026-05-01', '2026-05-01'],
  ['li-string-list', {}, ['a', ' b'], [{ text: 'a' }, { text: ' b' }]],
  ['li-string-list', items('a', 'b'), ['b'], ['b']],
  ['li-numeric-list', {}, [3, 14], '3, 14'],
  ['li-numeric-list', items(1, 2), [2], ['2']],
  ['li-license-profile', {}, { handle: 'all', name: 'All' }, 'all'],
  ['li-document-reference', {}, { $ref: 'document', reference: { id: '7', more: 1 } }, '7'],
  ['li-document-references', {}, { $ref: 'documents', references: [{ id: '7' }] }, [{ text: '7' }]],
  ['li-video-reference', {}, { $ref: 'video', reference: { id: '7', posterImageId: '8' } }, '7'],
];
/** What is stored, and does not fit the type, is JSON to the form. */
const UNFIT = [
  ['li-text', 5],
  ['li-boolean', 'yes'],
  ['li-integer', '5'],
  ['li-date', 'tomorrow'],
  ['li-datetime', true],
  ['li-datetime-validity', 'now'],
  ['li-string-list', ['a', 5]],
  ['li-string-list', 'a'],
  ['li-license-profile', 'all'],
  ['li-document-reference', '7'],
  ['li-document-references', { $ref: 'documents' }],
];
/** Type, what the form has, what is to be stored. */
const TYPED = [
  ['li-text', '  ', undefined],
  ['li-boolean', '', undefined],
  ['li-integer', '5', 5],
  ['li-integer', 'five', 'five'],
  ['li-date', '', undefined],
  ['li-datetime-validity', { from: '', to: '' }, undefined],
  ['li-string-list', [{ text: ' a ' }, { text: '' }], ['a']],
  ['li-string-list', [], undefined],
  ['li-numeric-list', '3, x', [3, 'x']],
  ['li-license-profile', 'all', { handle: 'all' }],
  ['li-document-reference', ' 7 ', { $ref: 'document', reference: { id: '7' } }],
  ['li-reference', '', undefined],
  ['li-reference-list', [{ text: '7' }], { $ref: 'documents', references: [{ id: '7' }] }],
  ['li-video-reference', '7', { $ref: 'video', reference: { id: '7' } }],
];

test('what is stored comes back as it was, by every type', () => {
  for (const [type, config, stored, form] of STORED) {
    const plugin = { type, config };
    assert.deepEqual(formValueOf(plugin, stored), form, type);
    assert.equal(readValue(plugin, form, stored).value, stored, type);
  }
  for (const [type, stored] of UNFIT) {
    assert.equal(formValueOf({ type }, stored), JSON.stringify(stored), type);
    assert.deepEqual(readValue({ type }, ' [1]', stored), { value: [1] }, type);
  }
});

test('what is typed becomes what is stored, by every type', () => {
  for (const [type, form, stored] of TYPED) assert.deepEqual(readValue({ type }, form).value, stored, type);
  const iso = new Date('2026-05-01T13:00').toISOString();
  assert.equal(readValue({ type: 'li-datetime' }, '2026-05-01T13:00').value, iso);
  assert.deepEqual(readValue({ type: 'li-datetime-validity' }, { from: '', to: '2026-05-01T13:00' }).value, { to: iso });
});

test('an issue is shown at the element that it is about, though rows before it are empty', () => {
  const rows = [{ text: '' }, { text: 'a' }, { text: 'b' }];
  assert.deepEqual(placeIn({ type: 'li-string-list' }, rows, [1]), [2, 'text']);
  assert.deepEqual(placeIn({ type: 'li-string-list' }, rows, []), []);
  assert.deepEqual(placeIn({ type: 'li-reference-list' }, rows, ['references', 0, 'id']), [1, 'text']);
  assert.deepEqual(placeIn({ type: 'li-datetime-validity' }, { from: '', to: '' }, ['to']), ['to']);
  assert.deepEqual(placeIn({ type: 'li-text' }, 'a', ['deep']), []);
});

test('a media type’s properties are fields; what it does not know, or nobody here, is not', () => {
  const mediaType = { metadata: [{ handle: 'title', type: 'li-text' }, { handle: 'point', type: 'our-point' }] };
  const { fields, others } = fieldsOf(mediaType, { point: { x: 1 }, old: 2, gone: null });
  assert.deepEqual(fields.map(({ property, name }) => [property.handle, name]), [['title', 'fields.0']]);
  assert.deepEqual(others.map(([{ handle }, value]) => [handle, value]), [['point', { x: 1 }], ['old', 2]]);
});

const at = (page, label) => page.getByLabel(label, { exact: true });

async function sentBy(page, act) {
  const request = page.waitForRequest((request) => request.method() === 'PATCH');
  await act();
  return (await request).postDataJSON().patches;
}

test('faults stand beside their fields, in German, and so does what the server says', async () => {
  const page = await open(`${ID}/metadata`, { locale: 'de-CH' });
  const form = page.getByRole('form', { name: 'Metadaten' });
  const faults = [
    ['Titel', 'x', /Titel.* mindestens 2 Zeichen/],
    ['Bewertung', '9', /Bewertung.* höchstens 5/],
    ['Fotograf oder Fotografin', '', undefined],
  ];
  for (const [label, text, expected] of faults) {
    await at(form, label).fill(text);
    await at(form, label).blur();
    await eventually(expected, () => issueOf(at(form, label)));
  }
  await at(form, 'Von').fill('2026-05-02T10:00');
  await at(form, 'Bis').fill('2026-05-01T10:00');
  await at(form, 'Bis').blur();
  await eventually(/nicht vor 02.05.2026, 10:00 liegen \(jetzt 01.05.2026, 10:00\)/, () => issueOf(at(form, 'Bis')));
  // Two are there.
  for (const place of [3, 4]) {
    await button(form, 'Hinzufügen: Verwandte Artikel').click();
    await at(form, `Verwandte Artikel ${place}`).fill('130');
  }
  await button(page, 'Speichern').click();
  await said(page, '4 Felder brauchen Aufmerksamkeit.');
  assert.equal(await hasFocus(at(form, 'Titel')), true);
  await eventually(/Verwandte Artikel.* höchstens 3/, () => form.getByRole('group', { name: 'Verwandte Artikel' }).textContent());
  assert.match(await form.textContent(), /Geändert: Titel, Bewertung, Verwendbar, Verwandte Artikel/);

  // Of a list that is too long as a whole, too.
  for (const [label, text] of [['Titel', 'Gut'], ['Bewertung', '5'], ['Von', ''], ['Bis', '']]) await at(form, label).fill(text);
  await button(page, 'Speichern').click();
  await said(page, 'Ein Feld braucht Aufmerksamkeit.');
  await eventually(true, () => hasFocus(at(form, 'Verwandte Artikel 1')));

  // In another language that is chosen, they are told in that.
  await page.getByLabel('Sprache').selectOption('fr');
  await eventually(/Articles liés.* 3/, () => page.getByRole('group', { name: 'Articles liés' }).textContent());
  await page.getByLabel('Langue').selectOption('de');

  await button(page, 'Änderungen verwerfen').click();
  const refusal = {
    status: 400,
    error: 'Bad Request',
    error_details: {
      message: 'Metadata validation failed.',
      errors: [{ metadataProperty: 'credit', message: "The value of '/credit' is reserved" }],
    },
  };
  await page.route(`**/mediaLibrary/${ID}`, (route) =>
    route.request().method() === 'PATCH' ? route.fulfill({ status: 400, json: refusal }) : route.continue(),
  );
  await at(form, 'Bildnachweis').fill('Somebody');
  await button(page, 'Speichern').click();
  await said(page, 'Nicht gespeichert.');
  await eventually(/reserved/, () => issueOf(at(form, 'Bildnachweis')));
  assert.equal(await hasFocus(at(form, 'Bildnachweis')), true);
  assert.deepEqual(page.errors, []);
});

test('every kind of field is set, saved and read back; only what was changed is sent', async () => {
  const page = await open(`${ID}/metadata`);
  await shows(page, 'Picture');
  const form = page.getByRole('form', { name: 'Metadata' });
  await at(form, 'Title').fill('Winter market');
  await at(form, 'Caption').fill('First line.\nSecond line.');
  await at(form, 'Genre').selectOption('News');
  await form.getByLabel('Web').uncheck();
  await form.getByLabel('Social media').check();
  await at(form, 'Keywords 2').press('Enter');
  await eventually(true, () => hasFocus(at(form, 'Keywords 3')));
  await page.keyboard.type('snow');
  await button(form, 'Remove Keywords 1').click();
  await eventually(true, () => hasFocus(at(form, 'Keywords 1')));
  await at(form, 'Taken on').fill('2025-12-05');
  await at(form, 'First published').fill('2025-12-08T07:00');
  await at(form, 'Embargoed').selectOption('Yes');
  await at(form, 'Rating').fill('5');
  const usable = form.getByRole('group', { name: 'Usable' });
  await at(usable, 'To').fill('2026-12-31T23:00');
  await at(form, 'Licence profile').fill('wire-all');
  await at(form, 'Main article').fill('120');
  await button(form, 'Add: Related articles').click();
  await page.keyboard.type('130');
  const wanted = {
    title: 'Winter market',
    caption: 'First line.\nSecond line.',
    genre: 'news',
    channels: ['print', 'social'],
    keywords: ['winter', 'snow'],
    takenOn: '2025-12-05',
    publishedAt: '2025-12-08T06:00:00.000Z',
    embargoed: true,
    rating: 5,
    usable: { from: '2025-12-06T17:00:00.000Z', to: '2026-12-31T22:00:00.000Z' },
    license: { handle: 'wire-all' },
    article: { $ref: 'document', reference: { id: '120' } },
    related: { $ref: 'documents', references: [{ id: '119' }, { id: '122' }, { id: '130' }] },
  };
  const patches = await sentBy(page, () => button(page, 'Save').click());
  await said(page, 'Metadata saved.');
  assert.deepEqual(patches, Object.entries(wanted).map(([name, value]) => set(name, value)));
  const { metadata } = await api(ID);
  for (const [name, value] of Object.entries(wanted)) assert.deepEqual(metadata[name], value, name);
  assert.deepEqual(metadata.focusPoint, { x: 0.5, y: 0.3 });
  await page.reload();
  await eventually('snow', () => at(form, 'Keywords 2').inputValue());
  assert.equal(await at(form, 'First published').inputValue(), '2025-12-08T07:00');
  assert.equal(await form.getByLabel('Social media').isChecked(), true);

  // What is left empty is removed, whatever it was.
  for (const label of ['Genre', 'Embargoed']) await at(form, label).selectOption('');
  for (const label of ['Print', 'Social media']) await form.getByLabel(label).uncheck();
  for (let left = 2; left > 0; left--) await button(form, 'Remove Keywords 1').click();
  assert.equal(await hasFocus(button(form, 'Add: Keywords')), true);
  for (const label of ['Rating', 'Taken on', 'Main article', 'From', 'To']) await at(form, label).fill('');
  const removed = await sentBy(page, () => button(page, 'Save').click());
  await said(page, 'Metadata saved.');
  const names = ['genre', 'channels', 'keywords', 'takenOn', 'embargoed', 'rating', 'usable', 'article'];
  assert.deepEqual(removed, names.map((name) => set(name, null)));
  assert.deepEqual(names.filter((name) => name in metadata), names);
  const left = Object.keys((await api(ID)).metadata);
  assert.deepEqual(names.filter((name) => left.includes(name)), []);
  assert.deepEqual(page.errors, []);
});

test('the counter counts code points, as the API does', async () => {
  const page = await open(`${ID}/metadata`);
  const title = at(page.getByRole('form', { name: 'Metadata' }), 'Title');
  await title.fill('😀'.repeat(80));
  await shows(page, '80 of 80 characters');
  await title.blur();
  assert.equal(await issueOf(title), undefined);
  await title.fill(`${'😀'.repeat(80)}!`);
  await shows(page, '81 of 80 characters');
  await shows(page, 'One character too many');
  await eventually(/Title.* at most 80 .*81/, () => issueOf(title));
  assert.deepEqual(page.errors, []);
});

test('what was typed stays when somebody else saves, and what they saved is there', async () => {
  const page = await open(`${ID}/metadata`);
  const form = page.getByRole('form', { name: 'Metadata' });
  await at(form, 'Location').fill('Mine');
  await api(ID, [set('photographer', 'Theirs'), set('location', 'Theirs, too')]);
  await button(page, 'Save').click();
  const dialog = page.getByRole('dialog', { name: 'Somebody else was faster' });
  await dialog.getByRole('row', { name: 'Location Theirs, too Mine' }).waitFor();
  await button(dialog, 'Apply mine again').click();
  await said(page, 'Metadata saved.');
  await eventually('Theirs', () => at(form, 'Photographer').inputValue());
  assert.equal(await at(form, 'Location').inputValue(), 'Mine');
  assert.deepEqual(page.errors, []);
});

/** What the server answers where its configuration is asked for, and what the page makes of it. */
const REFUSED = {
  'not allowed to this token': [{ status: 403, json: { status: 403, error: 'Forbidden' } }],
  'not offered': [{ status: 404, json: { status: 404, error: 'Not Found' } }],
  'in trouble': [{ status: 500, json: { status: 500, error: 'Internal Server Error' } }, 'The server has a problem.'],
  'broken': [{ json: { mediaTypes: 'none' } }, /mediaTypes/],
};
for (const [name, [answer, notice]] of Object.entries(REFUSED)) {
  test(`a configuration that is ${name} leaves the form as it is without one`, async () => {
    const page = await open('h4rb0ur7/metadata', { configuration: (route) => route.fulfill(answer) });
    await button(page, 'Add a property').waitFor();
    if (notice) await page.getByRole('main').getByRole('alert').getByText(notice).first().waitFor();
    else assert.equal(await page.getByRole('main').getByRole('alert').count(), 0);
  });
}

test('where the media type does not let a file be replaced, there is no form for that', async () => {
  const configuration = async (route) => {
    const answer = await route.fetch();
    const config = await answer.json();
    for (const mediaType of config.mediaTypes) mediaType.asset = { replaceable: false };
    await route.fulfill({ json: config });
  };
  const page = await open('asze63i9/file', { configuration });
  await page.getByText('The file of this kind of entry (Picture) cannot be replaced.').waitFor();
  assert.equal(await page.getByRole('form', { name: 'Replace the file' }).count(), 0);
  assert.deepEqual(page.errors, []);
});

for (const [width, locale] of [[1280, 'en'], [360, 'de']]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`nothing for axe to find, nothing too wide, ${width} pixels, ${colorScheme}`, async () => {
      const page = await open(`${ID}/metadata`, { width, colorScheme, locale });
      const title = page.getByRole('textbox', { name: /^(Title|Titel)/ });
      await title.fill('x');
      await title.blur();
      await page.locator('.issue svg').waitFor();
      await assertAccessible(page, width);
    });
  }
}
