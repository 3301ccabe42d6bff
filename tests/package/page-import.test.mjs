// The picture desk's import: files as a person drops and chooses them, the installed package in Chromium, the emulator over HTTP.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { readCell } from '../../examples-web/editor/src/import/cells.js';
import { columnOf, entryOf } from '../../examples-web/editor/src/import/columns.js';
import { delimiterOf } from '../../examples-web/editor/src/import/delimiter.js';
import { api, openAt } from './on-desk.mjs';
import { assertAccessible, button, eventually, hasFocus, said, shows } from './on-page.mjs';

const SAMPLE = new URL('../../examples-web/editor/public/import-sample.csv', import.meta.url);

/** Type, config, text of a cell, value. */
const CELLS = [
  [undefined, {}, 'true', 'true'],
  ['li-text', {}, 'a|b', 'a|b'],
  ['li-boolean', {}, 'WAHR', true],
  ['li-boolean', {}, 'Faux', false],
  ['li-boolean', {}, 'maybe', 'maybe'],
  ['li-integer', {}, '4', 4],
  ['li-integer', {}, 'four', 'four'],
  ['li-string-list', {}, 'a | b|', ['a', 'b']],
  ['li-string-list', { dataProvider: { items: [{ value: 'a', label: 'A' }] } }, 'a|z', ['a', 'z']],
  ['li-numeric-list', {}, '3|x', [3, 'x']],
  ['li-date', {}, '2026-05-01', '2026-05-01'],
  ['li-date', {}, '1.5.2026', '1.5.2026'],
  ['li-datetime', {}, '2026-05-01T11:00:00Z', '2026-05-01T11:00:00Z'],
  ['li-datetime', {}, '2026-05-01 13:00', new Date('2026-05-01T13:00').toISOString()],
  ['li-datetime', {}, '05/01/2026', '05/01/2026'],
  ['li-license-profile', {}, 'all', { handle: 'all' }],
  ['li-document-reference', {}, '7', { $ref: 'document', reference: { id: '7' } }],
  ['li-document-references', {}, '7|8', { $ref: 'documents', references: [{ id: '7' }, { id: '8' }] }],
  ['our-point', {}, '{"x": 1}', { x: 1 }],
  ['our-point', {}, 'x: 1', 'x: 1'],
];

test('a cell is read by the type of its property', () => {
  for (const [type, config, text, value] of CELLS) assert.deepEqual(readCell({ type, config }, text), value, `${type}: ${text}`);
});

test('columns say where their cells go', () => {
  const mediaTypes = [{ handle: 'image', metadata: [{ handle: 'usable', type: 'li-datetime-validity' }] }];
  const names = ['id', 'mediaType', 'asset.size', 'metadata.usable.to', 'translations.fr.metadata.title', 'translations.fr.asset.key'];
  const columns = names.map((name, index) => columnOf(name, names.slice(0, index)));
  assert.deepEqual(entryOf(['a', 'image', '5', '2026-05-01T11:00:00Z', 'Lac', 'k'], columns, mediaTypes), {
    id: 'a',
    mediaType: 'image',
    asset: { size: 5 },
    metadata: { usable: { to: '2026-05-01T11:00:00Z' } },
    translations: [{ locale: 'fr', metadata: { title: 'Lac' }, asset: { key: 'k' } }],
  });
  assert.deepEqual(entryOf(['', 'image', ' '], columns, mediaTypes), { mediaType: 'image' });
});

test('what is between the names of columns is between cells, whatever is in those', () => {
  for (const delimiter of [',', ';', '\t']) assert.equal(delimiterOf(`\nid${delimiter}mediaType\r\na${delimiter}"x;;;,,,\t\t\t"`), delimiter);
  assert.equal(delimiterOf(''), ',');
});

test('a column that is not imported is told', () => {
  const unknown = ['title', 'asset', 'asset.color', 'asset.key.x', 'metadata', 'metadata.', 'metadata.a.b.c', 'translations.fr', 'translations.fr.id', 'metadata.__proto__.x'];
  for (const name of unknown) assert.equal(columnOf(name, []).fault, 'unknownColumn', name);
  assert.equal(columnOf('id', ['id ']).fault, 'duplicateColumn');
  assert.equal(columnOf('', ['']).fault, undefined);
});

const file = (name, text) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
const choose = (page, ...files) => page.locator('#import-file').setInputFiles(files);
const open = async (options) => {
  const page = await openAt('import', options);
  await page.getByRole('heading', { level: 1, name: /import/i }).waitFor();
  return page;
};
const lines = (page) => page.locator('.lines > li');
const line = (page, text) => lines(page).filter({ has: page.getByText(text, { exact: true }) });
const count = (page, name) => page.locator('.counts > div').filter({ hasText: name }).locator('dd').textContent();

/** Dropped, as a hand does it. */
async function drop(page, { name, buffer }) {
  const data = await page.evaluateHandle(
    ([name, text]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], name));
      return transfer;
    },
    [name, buffer.toString()],
  );
  for (const event of ['dragover', 'drop']) await page.locator('.drop').dispatchEvent(event, { dataTransfer: data });
}

const asset = (key) => ({ key, url: `https://media.example.com/${key}`, filename: key, mimeType: 'image/jpeg', size: 5, width: 4, height: 3 });
const entryNamed = (id, more) => ({ id, mediaType: 'image', asset: asset(`${id}.jpg`), metadata: { title: `Entry ${id}` }, ...more });
const ndjson = (...entries) => file('entries.ndjson', `${entries.map((entry) => JSON.stringify(entry)).join('\n')}\n`);

test('a dropped CSV with wrong lines: what is wrong is told by line and field, in German', async () => {
  const page = await open({ locale: 'de' });
  const [names, first, ...rest] = (await readFile(SAMPLE, 'utf8')).split('\n');
  const wrong = [
    ...['id;mediaType;metadata.title;metadata.rating;colour', 'csv_1;image;x;nine;red', '"csv-2";image;"Zwei\nZeilen";9;'],
    ...['csv-3;picture;Gut;;;;zu viel'],
  ];
  await drop(page, file('bilder.csv', wrong.join('\n')));
  await line(page, 'Zeile 1').getByText('Eine Spalte „colour“ gibt es nicht: Sie wird nicht importiert').waitFor();
  const second = line(page, 'Zeile 2');
  await eventually(/metadata\.title .*Titel.* mindestens 2 Zeichen/, () => second.textContent());
  assert.match(await second.textContent(), /metadata\.rating .*Bewertung.* ganze Zahl/);
  assert.match(await second.textContent(), /asset/);
  assert.match(await second.textContent(), /Die ID besteht aus 1 bis 32 Buchstaben/);
  // The one before goes over two lines.
  assert.match(await line(page, 'Zeile 3').textContent(), /metadata\.title .*Zeilenumbr.*metadata\.rating .*höchstens 5/);
  assert.match(await line(page, 'Zeile 5').textContent(), /mehr Zellen.*5/);
  assert.equal(await button(page, '0 Einträge importieren').isDisabled(), true);

  // Mended, it is chosen again.
  await choose(page, file('bilder.csv', [names, first, ...rest].join('\n')));
  await shows(page, '4 Einträge ohne Fehler.');
  assert.equal(await lines(page).count(), 0);
  assert.deepEqual(page.errors, []);
});

test('the sample file is imported; what became of each line is told, and leads to the entries', async () => {
  const page = await open();
  const link = page.getByRole('link', { name: 'Get a sample file' });
  const [sample] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const text = await readFile(await sample.path(), 'utf8');
  assert.equal(text, await readFile(SAMPLE, 'utf8'));
  // Two of it are of this test.
  const [names, ...rows] = text.trimEnd().replaceAll('SA-', 'T1-').split(/\n(?=,)/);
  await choose(page, file('sample.csv', [names, ...rows].join('\n')));
  await button(page, 'Import 4 entries').click();
  await page.getByRole('heading', { name: 'Import finished' }).waitFor();
  assert.deepEqual([await count(page, 'Created'), await count(page, 'Failed')], ['4', '0']);
  assert.equal(await page.getByRole('progressbar').getAttribute('value'), '4');
  // The first entry goes over two lines.
  for (const at of [2, 4, 5, 6]) await line(page, `Line ${at}`).getByText('Created').waitFor();
  await page.getByRole('link', { name: 'The lake before sunrise' }).click();
  await page.getByRole('heading', { level: 1, name: 'The lake before sunrise' }).waitFor();
  const id = await page.locator('.badges code').textContent();
  const { metadata, systemName, externalId, asset } = await api(id);
  assert.deepEqual([systemName, externalId, asset.width], ['sample-agency', 'T1-0001', 1600]);
  assert.deepEqual(metadata, {
    title: 'The lake before sunrise',
    caption: 'A still morning.\nNo boat is out yet.',
    credit: 'Sample Agency',
    genre: 'feature',
    channels: ['print', 'web'],
    keywords: ['lake', 'morning'],
    takenOn: '2026-05-04',
    publishedAt: '2026-05-04T07:00:00.000Z',
    embargoed: false,
    rating: 4,
    usable: { from: '2026-05-03T22:00:00.000Z', to: '2027-12-31T22:59:00.000Z' },
    license: { handle: 'agency-editorial' },
    related: { $ref: 'documents', references: [{ id: '121' }, { id: '134' }] },
  });
  // The results are still there.
  await page.goBack();
  await page.getByRole('heading', { name: 'Import finished' }).waitFor();
  assert.deepEqual(page.errors, []);
});

test('NDJSON: what fails is told by line, and can be had as a file again', async () => {
  const page = await open();
  const good = entryNamed('nd-1');
  const taken = entryNamed('asze63i9');
  const wrong = entryNamed('nd-2', { metadata: { titel: 'x' } });
  await choose(page, file('feed.ndjson', [good, taken].map((entry) => JSON.stringify(entry)).join('\r\n') + `\n\n{"id": \n${JSON.stringify(wrong)}\n`));
  await shows(page, '2 entries can be imported. 2 lines need attention.');
  assert.match(await line(page, 'Line 4').textContent(), /JSON/);
  assert.match(await line(page, 'Line 5').textContent(), /titel/);
  await button(page, 'Import 2 entries').click();
  await page.getByRole('heading', { name: 'Import finished' }).waitFor();
  assert.deepEqual([await count(page, 'Created'), await count(page, 'Failed'), await count(page, 'Faulty')], ['1', '1', '2']);
  await line(page, 'Line 2').getByText('An entry of this id, or of this external id, is there already.').waitFor();
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    button(page, 'Save what is not imported as NDJSON (3)').click(),
  ]);
  assert.equal(saved.suggestedFilename(), 'feed-not-imported.ndjson');
  const text = await readFile(await saved.path(), 'utf8');
  assert.equal(text, `${JSON.stringify(taken)}\n{"id": \n${JSON.stringify(wrong)}\n`);
  assert.equal((await api('nd-1')).metadata.title, 'Entry nd-1');
  assert.deepEqual(page.errors, []);
});

/** The requests of an import wait until they are let go. */
async function heldBack(page) {
  const held = [];
  await page.route('**/import/mediaLibrary', (route) => held.push(route));
  return {
    waiting: (least) => eventually(true, () => held.length >= least),
    release: async (many) => {
      for (const route of held.splice(0, many)) await route.continue();
    },
  };
}

const MANY = Array.from({ length: 150 }, (_, index) => entryNamed(`many-${index}`));

test('an import shows how far it is, can be cancelled, and tells what was not sent', async () => {
  const page = await open();
  const { waiting, release } = await heldBack(page);
  await choose(page, ndjson(...MANY));
  await button(page, 'Import 150 entries').click();
  await page.getByRole('heading', { name: 'Importing…' }).waitFor();
  await waiting(4);
  assert.equal(await page.getByRole('progressbar').getAttribute('value'), '0');
  assert.equal(await page.getByRole('button', { name: 'Connection:' }).isDisabled(), true);
  await release(1);
  await eventually('25', () => count(page, 'Created'));
  await eventually('25', () => page.getByRole('progressbar').getAttribute('value'));

  // Looked at pictures in the meantime, it goes on.
  await page.getByRole('link', { name: 'Pictures' }).click();
  await page.getByRole('heading', { level: 1, name: 'Import entries' }).waitFor({ state: 'hidden' });
  await page.goBack();
  await waiting(4);
  await button(page, 'Cancel').click();
  await page.getByRole('heading', { name: 'Cancelling…' }).waitFor();
  await release(4);
  await page.getByRole('heading', { name: 'Import cancelled' }).waitFor();
  assert.equal(await count(page, 'Created'), '125');
  assert.equal(await count(page, 'Not sent'), '25');
  assert.equal(await hasFocus(page.getByRole('heading', { name: 'Import cancelled' })), true);
  assert.equal(await lines(page).count(), 100);
  await button(page, 'Show more').click();
  await line(page, 'Line 150').getByText('Not sent').waitFor();
  await button(page, 'Save what is not imported as NDJSON (25)').waitFor();
  assert.deepEqual(page.errors, []);
});

test('an answer that does not come is told as what may have happened', async () => {
  const page = await open();
  await page.route('**/import/mediaLibrary', (route) => route.abort());
  const nameless = { ...entryNamed('x'), id: undefined };
  await choose(page, ndjson(nameless));
  await button(page, 'Import one entry').click();
  await page.getByRole('heading', { name: 'Import finished' }).waitFor();
  await line(page, 'Line 1').getByText('The server cannot be reached.').waitFor();
  await line(page, 'Line 1').getByText('It may have been made all the same: no clear answer came.').waitFor();
});

/** Files that cannot be read as a whole, and what is said of them. */
const UNREADABLE = {
  'latin.csv': [Buffer.from('id;metadata.title\nl-1;Z\xfcrich\n', 'latin1'), /not in UTF-8/],
  'empty.csv': [Buffer.from(''), /no entries/],
  'names.csv': [Buffer.from('id,mediaType\n'), /no entries/],
  'quotes.csv': [Buffer.from('id,mediaType\na,"image\n'), /quotation mark/],
};
test('what cannot be read is told', async () => {
  const page = await open();
  for (const [name, [buffer, expected]] of Object.entries(UNREADABLE)) {
    await choose(page, { name, mimeType: 'text/csv', buffer });
    await eventually(expected, () => lines(page).first().textContent());
  }
  assert.deepEqual(page.errors, []);
});

test('an import by keyboard', async () => {
  const page = await open();
  // Until the project's configuration is there, nothing can be chosen.
  await page.locator('#import-file:enabled').waitFor({ state: 'attached' });
  await page.keyboard.press('Tab');
  assert.equal(await hasFocus(page.getByRole('link', { name: 'Skip to the import' })), true);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const chooser = page.waitForEvent('filechooser');
  // The browser has to know that somebody waits, or it shows a dialog of its own.
  assert.equal(await hasFocus(page.locator('#import-file')), true);
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(ndjson(entryNamed('kb-1')));
  await shows(page, 'One entry, nothing wrong with it.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  assert.equal(await hasFocus(button(page, 'Import one entry')), true);
  await page.keyboard.press('Enter');
  await said(page, 'Import finished');
  assert.equal((await api('kb-1')).metadata.title, 'Entry kb-1');
  assert.deepEqual(page.errors, []);
});

for (const [width, locale] of [[1280, 'en'], [360, 'fr']]) {
  for (const colorScheme of ['light', 'dark']) {
    test(`nothing for axe to find, nothing too wide, ${width} pixels, ${colorScheme}`, async () => {
      const page = await open({ width, colorScheme, locale });
      await choose(page, ndjson(entryNamed('p0rtr41t'), { mediaType: 'image', surprisinglyLongProperty: 'of'.repeat(60) }));
      await line(page, /2$/).waitFor();
      await assertAccessible(page, width);
      await page.getByRole('button', { name: /^Import/ }).click();
      await page.locator('[data-outcome="failed"]').first().waitFor();
      await assertAccessible(page, width);
    });
  }
}
