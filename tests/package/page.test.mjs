// The picture desk of `cargo xtask demo`, used as a person would: the installed package in Chromium, the emulator over HTTP.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEMO, WITHOUT_CONFIGURATION, api, open, set } from './on-desk.mjs';
import { assertAccessible, button, eventually, field, hasFocus, issueOf, said, shows } from './on-page.mjs';

/** As a hand does it, which takes a moment. */
async function press(page, control) {
  await control.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await control.boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.waitForTimeout(90);
  await page.mouse.up();
}

test('a picture is chosen from the list, or opened by its id', async () => {
  const page = await open('asze63i9');
  const picture = page.locator('.look img');
  await picture.waitFor();
  await eventually(1600, () => picture.evaluate((image) => image.naturalWidth));
  await page.getByRole('navigation').getByRole('button', { name: 'Container harbour at nightfall' }).click();
  await page.getByRole('heading', { level: 1, name: 'Container harbour at nightfall' }).waitFor();
  await page.getByLabel('Open another one').fill('p0rtr41t');
  await page.keyboard.press('Enter');
  await page.getByRole('img', { name: 'Witness in the canal case: This picture is revoked' }).waitFor();
  await page.getByLabel('Open another one').fill('2er11b3i');
  await button(page, 'Open').click();
  await page.getByRole('img', { name: 'An Other Image: No picture in storage' }).waitFor();
  await page.getByLabel('Open another one').fill('n0where0');
  await button(page, 'Open').click();
  await shows(page, 'There is no such entry on this server.');
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'An Other Image' }).waitFor();
  await page.getByLabel('Open another one').fill('  ');
  await button(page, 'Open').click();
  await eventually(/^Type the id of a picture/, () => issueOf(page.getByLabel('Open another one')));
  assert.equal(await hasFocus(page.getByLabel('Open another one')), true);
  assert.deepEqual(page.errors, []);
});

test('metadata: only what was changed is sent, and what is left empty is removed', async () => {
  const page = await open('h4rb0ur7/metadata', WITHOUT_CONFIGURATION);
  const sent = [];
  page.on('request', (request) => request.method() === 'PATCH' && sent.push(request.postDataJSON()));
  assert.equal(await button(page, 'Save').isDisabled(), true);
  await field(page, 'Caption').fill('Strike at the north quay.');
  await field(page, 'Location').fill('');
  await field(page, 'Keywords').fill('harbour\nstrike');
  await page.getByLabel('Embargoed').selectOption('Yes');
  await button(page, 'Add a property').click();
  await field(page, 'Name').fill('photographer');
  await field(page, 'Text').fill('Jana Keller');
  await shows(page, 'Changed: Caption, Location, Keywords, Embargoed, photographer');
  await page.getByRole('tab', { name: 'Metadata (unsaved)' }).waitFor();
  await button(page, 'Save').click();
  await said(page, 'Metadata saved.');
  const [{ patches }] = sent;
  assert.deepEqual(patches, [
    set('caption', 'Strike at the north quay.'),
    set('location', null),
    set('keywords', ['harbour', 'strike']),
    set('embargoed', true),
    set('photographer', 'Jana Keller'),
  ]);
  await page.getByText('No changes').waitFor();
  const { metadata } = await api('h4rb0ur7');
  assert.deepEqual(
    [metadata.caption, metadata.location, metadata.photographer, metadata.focusPoint],
    ['Strike at the north quay.', undefined, 'Jana Keller', { x: 0.62, y: 0.4 }],
  );
  assert.deepEqual(page.errors, []);
});

test('metadata: issues stand beside their fields, in the language that is chosen', async () => {
  const page = await open('h4rb0ur7/metadata', WITHOUT_CONFIGURATION);
  const point = field(page, 'Focus point');
  await point.fill('{"x": 0.62, ');
  await point.blur();
  await eventually(/value is not valid JSON .*byte 12/, () => issueOf(point));
  await page.getByLabel('Language').selectOption('de');
  const german = field(page, 'Bildmittelpunkt');
  await eventually(/^Der Wert .*JSON .*Byte 12/, () => issueOf(german));
  await page.getByLabel('Sprache').selectOption('fr');
  await button(page, 'Ajouter une propriété').click();
  const name = field(page, 'Nom');
  await field(page, 'Texte').fill('sans nom');
  await button(page, 'Enregistrer').click();
  assert.match(await issueOf(name), /nom/i);
  // The first one, in the order of the page.
  assert.equal(await hasFocus(field(page, 'Point focal')), true);
  await said(page, '2 champs sont à corriger.');
  await name.fill('title');
  await name.blur();
  await eventually(/double|déjà|plusieurs|deux fois/, () => issueOf(name));
  assert.equal(await page.evaluate('document.documentElement.lang'), 'fr');
  assert.deepEqual(page.errors, []);
});

test('metadata: a property that was added and left empty is said to lack a name', async () => {
  const page = await open('turn0ut6/metadata', WITHOUT_CONFIGURATION);
  await button(page, 'Add a property').click();
  await shows(page, 'Changed: New property');
  await button(page, 'Save').click();
  const name = field(page, 'Name');
  await eventually(/property name .*empty/, () => issueOf(name));
  assert.equal(await hasFocus(name), true);
  await button(page, 'Do not add').click();
  await shows(page, 'No changes');
  assert.deepEqual(page.errors, []);
});

test('a conflict: reload, or apply mine again', async () => {
  const page = await open('2er11b3i/metadata');
  await field(page, 'Credit').fill('Mine');
  await api('2er11b3i', [set('credit', 'Theirs')]);
  await button(page, 'Save').click();
  const dialog = page.getByRole('dialog', { name: 'Somebody else was faster' });
  await dialog.getByText('Your change was made for version 1. In the meantime the picture has come to version 2.').waitFor();
  await dialog.getByRole('row', { name: 'Credit Theirs Mine' }).waitFor();
  await button(dialog, 'Reload').click();
  await eventually('Theirs', () => field(page, 'Credit').inputValue());

  await field(page, 'Credit').fill('Mine after all');
  await api('2er11b3i', [set('caption', 'Theirs, too')]);
  await button(page, 'Save').click();
  await button(dialog, 'Apply mine again').click();
  await said(page, 'Metadata saved.');
  await eventually('Theirs, too', () => field(page, 'Caption').inputValue());
  assert.equal((await api('2er11b3i')).metadata.credit, 'Mine after all');

  await field(page, 'Credit').fill('Once more');
  await api('2er11b3i', [set('caption', 'Again')]);
  await button(page, 'Save').click();
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await said(page, 'Not saved.');
  await shows(page, 'The picture is not as this change expects it.');
  assert.equal(await field(page, 'Credit').inputValue(), 'Once more');
  assert.deepEqual(page.errors, []);
});

test('what was typed survives what is done in another tab, and is not left by accident', async () => {
  const page = await open('2er11b3i/metadata');
  await field(page, 'Title').fill('Still typing');
  await page.getByRole('tab', { name: 'Rights' }).click();
  await button(page, 'Archive…').click();
  await button(page.getByRole('dialog'), 'Archive').click();
  await said(page, 'Picture archived.');
  await page.getByRole('tab', { name: 'Metadata (unsaved)' }).click();
  assert.equal(await field(page, 'Title').inputValue(), 'Still typing');
  await page.getByRole('navigation').getByRole('button', { name: 'p0rtr41t' }).click();
  const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
  await button(dialog, 'Stay here').click();
  assert.equal(await field(page, 'Title').inputValue(), 'Still typing');
  await page.getByRole('navigation').getByRole('button', { name: 'p0rtr41t' }).click();
  await button(dialog, 'Discard and leave').click();
  await page.getByRole('heading', { level: 1, name: 'Witness in the canal case' }).waitFor();
  assert.deepEqual(page.errors, []);
});

test('something unsaved is left by no way without a question', async () => {
  const page = await open('asze63i9/rights');
  const chosen = (name) => page.getByRole('navigation').getByRole('button', { name });
  const address = (hash) => eventually(hash, () => page.evaluate('location.hash'));
  await chosen('turn0ut6').click();
  await page.getByRole('tab', { name: 'Metadata' }).click();
  await chosen('p0rtr41t').click();
  await page.goBack();
  await address('#/turn0ut6/metadata');
  await field(page, 'Title').fill('Still typing');
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  const stay = async () => {
    await button(question, 'Stay here').click();
    await address('#/turn0ut6/metadata');
    assert.equal(await field(page, 'Title').inputValue(), 'Still typing');
  };

  // To another tab of the same picture, and back.
  await page.goBack();
  await address('#/turn0ut6');
  await page.goForward();
  await address('#/turn0ut6/metadata');
  assert.equal(await question.count(), 0);

  await page.goForward();
  await stay();
  await page.evaluate('history.go(-2)');
  await stay();
  await page.evaluate("location.hash = '#/2er11b3i'");
  await stay();
  await chosen('2er11b3i').click();
  await stay();
  await page.getByRole('button', { name: 'Connection:' }).click();
  const connection = page.getByRole('dialog', { name: 'Connection' });
  await button(connection, 'Connect').click();
  await stay();
  await button(connection, 'Cancel').click();

  // Where they agree, Back goes as far as it was to go, and there is a way forward again.
  await page.evaluate('history.go(-2)');
  await button(question, 'Discard and leave').click();
  await address('#/asze63i9/rights');
  await page.getByRole('tab', { name: 'Rights', selected: true }).waitFor();
  await page.evaluate('history.go(2)');
  await address('#/turn0ut6/metadata');
  await field(page, 'Title').fill('Typed again');
  await page.getByRole('tab', { name: 'Metadata (unsaved)' }).waitFor();
  await page.evaluate("location.hash = '#/2er11b3i'");
  await button(question, 'Discard and leave').click();
  await page.getByRole('heading', { level: 1, name: 'An Other Image' }).waitFor();
  assert.deepEqual(page.errors, []);
});

test('a usage that is being typed is not left by accident', async () => {
  const page = await open('asze63i9/usage');
  await page.getByRole('navigation').getByRole('button', { name: 'p0rtr41t' }).click();
  await page.getByRole('tab', { name: 'Usage log' }).click();
  await button(page, 'Add usage').click();
  const url = page.getByRole('dialog', { name: 'Add usage' }).getByLabel('URL');
  await url.fill('https://example.com');
  await page.evaluate('history.go(-2)');
  await button(page.getByRole('dialog', { name: 'Leave without saving?' }), 'Stay here').click();
  assert.equal(await url.inputValue(), 'https://example.com');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Usage log', exact: true }).waitFor();
  await page.evaluate('history.go(-2)');
  await page.locator('[aria-current]').getByText('asze63i9').waitFor();
  assert.deepEqual(page.errors, []);
});

test('a dialog stays in sight when Back hides the tab that it was opened from', async () => {
  const page = await open('asze63i9/rights');
  await page.getByRole('tab', { name: 'Usage log' }).click();
  await button(page, 'Add usage').click();
  await page.goBack();
  await page.locator('#panel-rights').waitFor();
  await button(page.getByRole('dialog', { name: 'Add usage' }), 'Cancel').click();
  await page.getByRole('tab', { name: 'Rights', selected: true }).click();
  assert.deepEqual(page.errors, []);
});

test('the file: replaced by another one; the server’s issue stands beside the field', async () => {
  const page = await open('asze63i9/file');
  const form = page.getByRole('form', { name: 'Replace the file' });
  const key = form.getByLabel('File key');
  await button(form, 'Replace').click();
  await eventually(true, () => hasFocus(key));
  assert.match(await issueOf(key), /file key .*empty/);
  await key.fill('2026/05/nobody-has-it.jpg');
  await form.getByLabel('Width').fill('wide');
  await form.getByLabel('Width').blur();
  await eventually(/width .*whole number/, () => issueOf(form.getByLabel('Width')));
  await form.getByLabel('Width').fill('1200');
  await button(form, 'Replace').click();
  await eventually('File does not exist in the storage', () => issueOf(key));
  assert.equal(await hasFocus(key), true);
  await form.getByLabel('Fill in from a known file').selectOption('lake-dusk.svg');
  assert.equal(await form.getByLabel('MIME type').inputValue(), 'image/svg+xml');
  await button(form, 'Replace').click();
  await said(page, 'File replaced.');
  await shows(page, '2026/05/lake-dusk.svg');
  assert.equal(await key.inputValue(), '');
  assert.deepEqual(page.errors, []);
});

test('the file of a translation is removed', async () => {
  const page = await open('turn0ut6/file');
  await button(page, 'Remove file (en)').click();
  await button(page.getByRole('dialog', { name: 'Remove the file for “en”?' }), 'Remove file').click();
  await said(page, 'The file for “en” was removed.');
  await page.getByText('en · no file of its own').waitFor();
  assert.equal(await button(page, 'Remove file (en)').count(), 0);
  assert.equal(await hasFocus(page.getByRole('heading', { name: 'Other languages' })), true);
  await button(page, 'Remove file (fr)').waitFor();
  assert.deepEqual(page.errors, []);
});

test('revoking: who uses it comes first, and an emoji counts once', async () => {
  const page = await open('h4rb0ur7/rights');
  await shows(page, 'Document 121');
  await button(page, 'turn0ut6').waitFor();
  await shows(page, 'Still used in 3 places');
  const note = field(page, 'Note');
  await note.fill('😀'.repeat(200));
  await shows(page, '200 of 200 characters');
  await note.blur();
  assert.equal(await issueOf(note), undefined);
  await note.fill(`${'😀'.repeat(200)}!`);
  await shows(page, '201 of 200 characters');
  await eventually(/note .*at most 200 .*201/, () => issueOf(note));
  await button(page, 'Revoke picture anyway').click();
  assert.equal(await hasFocus(note), true);
  await note.fill('Case #1 😀');
  await button(page, 'Revoke picture anyway').click();
  await said(page, 'Picture revoked.');
  await page.getByRole('img', { name: 'Container harbour at nightfall: This picture is revoked' }).waitFor();
  await button(page, 'Take the revocation back').click();
  await said(page, 'The revocation was taken back.');
  await page.locator('.look img').waitFor();
  await button(page, 'Revoke picture anyway').waitFor();
  assert.deepEqual(page.errors, []);
});

test('a press on a button counts, though a field that is wrong is left for it', async () => {
  const page = await open('h4rb0ur7/rights');
  await shows(page, 'Still used in 3 places');
  const note = field(page, 'Note');
  await note.fill('!'.repeat(201));
  await press(page, button(page, 'Revoke picture anyway'));
  await said(page, 'One field needs attention.');
  assert.match(await issueOf(note), /note .*at most 200 .*201/);
  assert.equal(await hasFocus(note), true);
  assert.deepEqual(page.errors, []);
});

test('nor is a press on a button lost that is not the form’s own', async () => {
  const page = await open('h4rb0ur7/rights');
  await shows(page, 'Still used in 3 places');
  const note = field(page, 'Note');
  await note.fill('!'.repeat(201));
  await press(page, button(page, 'Archive…'));
  await press(page, button(page.getByRole('dialog', { name: 'Archive this picture?' }), 'Cancel'));
  await eventually(true, () => hasFocus(note));

  await page.getByRole('button', { name: 'Connection:' }).click();
  const dialog = page.getByRole('dialog', { name: 'Connection' });
  await dialog.getByLabel('Base URL').fill('http://media.example.com');
  await press(page, button(dialog, 'Cancel'));
  await dialog.waitFor({ state: 'detached' });
  assert.deepEqual(page.errors, []);
});

test('a state that is in the way is told, with nothing but a reload to choose', async () => {
  const page = await open('2er11b3i/rights');
  // Without a picture the page cannot know.
  await button(page, 'Take the revocation back').click();
  const dialog = page.getByRole('dialog', { name: 'This is not possible now' });
  await dialog.getByText('Asset is not revoked').waitFor();
  assert.equal(await button(dialog, 'Apply mine again').count(), 0);
  await button(dialog, 'Reload').click();
  await said(page, 'Reloaded. Your change was not sent.');
  assert.deepEqual(page.errors, []);
});

test('the usage log: added with a form made from the purpose, changed, removed', async () => {
  const page = await open('asze63i9/usage');
  await shows(page, 'No usage so far.');
  await button(page, 'Add usage').click();
  const dialog = page.getByRole('dialog');
  const date = dialog.getByLabel('Publication date');
  await button(dialog, 'Add').click();
  const purpose = dialog.getByLabel('Purpose');
  assert.match(await issueOf(purpose), /purpose .*required/);
  assert.equal(await hasFocus(purpose), true);

  await purpose.selectOption('Print');
  await dialog.getByLabel('Confirmed').check();
  await dialog.getByLabel('Page').fill('97');
  await button(dialog, 'Add').click();
  assert.match(await issueOf(date), /publication date .*required .*confirmed/);
  assert.equal(await date.getAttribute('aria-required'), 'true');
  assert.equal(await hasFocus(date), true);
  assert.match(await issueOf(dialog.getByLabel('Edition')), /“Edition” is required/);
  assert.match(await issueOf(dialog.getByLabel('Page')), /“Page” .*96/);
  await dialog.getByLabel('Pending').check();
  await eventually(undefined, () => issueOf(date));
  await dialog.getByLabel('Confirmed').check();
  await date.fill('2026-05-01T13:00');
  await dialog.getByLabel('Edition').selectOption('Weekend');
  await dialog.getByLabel('Page').fill('12');
  await button(dialog, 'Add').click();
  await said(page, 'Usage added.');
  const [added] = (await api('asze63i9/usageLog')).results;
  assert.deepEqual(
    [added.state, added.publicationDate, added.params],
    ['confirmed', '2026-05-01T11:00:00.000Z', { edition: 'weekend', page: 12 }],
  );
  await shows(page, '1 May 2026, 13:00');

  await button(page, 'Edit usage: Print').click();
  assert.equal(await dialog.getByLabel('Page').inputValue(), '12');
  await dialog.getByLabel('URL').fill('example.com');
  await dialog.getByLabel('URL').blur();
  await eventually(/https:/, () => issueOf(dialog.getByLabel('URL')));
  await dialog.getByLabel('URL').fill('https://example.com/lake');
  await button(dialog, 'Save').click();
  await said(page, 'Usage changed.');
  await page.getByRole('link', { name: 'https://example.com/lake' }).waitFor();

  await button(page, 'Remove usage: Print').click();
  await button(dialog, 'Remove').click();
  await said(page, 'Usage removed.');
  await shows(page, 'No usage so far.');
  assert.equal(await hasFocus(page.getByRole('heading', { name: 'Usage log' })), true);
  assert.deepEqual(page.errors, []);
});

test('what is said while a dialog is open is said in it', async () => {
  const page = await open('p0rtr41t/usage');
  await button(page, 'Add usage').click();
  const dialog = page.getByRole('dialog', { name: 'Add usage' });
  await button(dialog, 'Add').click();
  await said(dialog, 'One field needs attention.');
  assert.equal(await page.locator('.announcer p').count(), 1);
  const isOnTop = (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    // Else no point ever hits it.
    element.parentElement.style.pointerEvents = 'auto';
    return element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
  };
  assert.equal(await dialog.getByRole('status').locator('p').evaluate(isOnTop), true);
  assert.deepEqual(page.errors, []);
});

test('what was said goes with what it was about', async () => {
  const page = await open('asze63i9/file');
  const goesWith = async (change) => {
    await said(page, 'One field needs attention.');
    await change();
    // Long before it would go by itself.
    await page.locator('.announcer p').waitFor({ state: 'detached', timeout: 2000 });
  };
  const replace = () => button(page, 'Replace').click();
  const dialog = page.getByRole('dialog');
  await replace();
  await goesWith(() => page.getByRole('tab', { name: 'Rights' }).click());
  await page.getByRole('tab', { name: 'File' }).click();
  await replace();
  await goesWith(() => page.getByRole('navigation').getByRole('button', { name: 'turn0ut6' }).click());
  await page.getByRole('tab', { name: 'File' }).click();
  await replace();
  await goesWith(() => page.getByRole('button', { name: 'Connection:' }).click());
  await button(dialog, 'Cancel').click();
  await page.getByRole('tab', { name: 'Usage log' }).click();
  await button(page, 'Add usage').click();
  await button(dialog, 'Add').click();
  await goesWith(() => button(dialog, 'Cancel').click());
  assert.deepEqual(page.errors, []);
});

test('params of every type', async () => {
  const page = await open('p0rtr41t/usage');
  const dialog = page.getByRole('dialog');
  const add = async (purpose, fill) => {
    await button(page, 'Add usage').click();
    await dialog.getByLabel('Purpose').selectOption(purpose);
    await fill();
    await button(dialog, 'Add').click();
    await said(page, 'Usage added.');
    return (await api('p0rtr41t/usageLog')).results.at(-1).params;
  };
  const web = await add('Web', async () => {
    for (const channel of ['Home page', 'Newsletter', 'App']) await dialog.getByLabel(channel).check();
    const box = dialog.getByLabel('Home page');
    await dialog.getByLabel('App').blur();
    await eventually('true', () => box.getAttribute('aria-invalid'));
    assert.match(await dialog.getByRole('group', { name: 'Channels' }).textContent(), /at most 2/);
    await dialog.getByLabel('Newsletter').uncheck();
    await dialog.getByLabel('Live from').fill('2026-05-01T06:30');
    await dialog.getByLabel('Exclusive').selectOption('No');
  });
  assert.deepEqual(web, { channels: ['home', 'app'], liveFrom: '2026-05-01T04:30:00.000Z', exclusive: false });
  const print = await add('Print', async () => {
    await dialog.getByLabel('Edition').selectOption('City');
    await dialog.getByLabel('Page').fill('3');
    await dialog.getByLabel('Headline').fill('A witness speaks');
  });
  assert.deepEqual(print, { edition: 'city', page: 3, headline: 'A witness speaks' });
  const sold = await add('Syndication', async () => {
    await dialog.getByLabel('Buyer').fill('Evening paper');
    await dialog.getByLabel('Licensed until').fill('2027-01-31');
    await dialog.getByLabel('Region numbers').fill('3, 4.5');
    await dialog.getByLabel('Region numbers').blur();
    await eventually(/whole number/, () => issueOf(dialog.getByLabel('Region numbers')));
    await dialog.getByLabel('Region numbers').fill('3, 14');
    await dialog.getByLabel('Terms').fill('Once.\nNot online.');
  });
  assert.deepEqual(sold, { buyer: 'Evening paper', until: '2027-01-31', regions: [3, 14], terms: 'Once.\nNot online.' });
  assert.deepEqual(page.errors, []);
});

test('params of one name, under another label in each purpose', async () => {
  const purposeOf = (handle, label) => ({
    handle,
    label: { en: handle },
    paramsSchema: [{ handle: 'issue', type: 'li-integer', label: { en: label } }],
  });
  const desk = { usagePurposes: [purposeOf('magazine', 'Number'), purposeOf('book', 'Print run')] };
  const page = await open('p0rtr41t/usage', { desk });
  const dialog = page.getByRole('dialog');
  await button(page, 'Add usage').click();
  for (const [purpose, label] of [['magazine', 'Number'], ['book', 'Print run']]) {
    await dialog.getByLabel('Purpose').selectOption(purpose);
    await dialog.getByLabel(label).fill('first');
    await dialog.getByLabel(label).blur();
    await eventually(new RegExp(`“${label}”`), () => issueOf(dialog.getByLabel(label)));
  }
  assert.deepEqual(page.errors, []);
});

test('a usage log entry that somebody else changed', async () => {
  const page = await open('h4rb0ur7/usage');
  await button(page, 'Edit usage: Print').click();
  const form = page.getByRole('dialog', { name: 'Change usage' });
  await form.getByLabel('Headline').fill('Mine');
  const usage = { operation: 'updateUsageLogEntry', usageLogEntryId: 'g1x419UgQSS5' };
  await api('h4rb0ur7', [{ ...usage, value: { state: 'pending', purpose: 'print', params: { page: 4 } } }]);
  await button(form, 'Save').click();
  await button(page.getByRole('dialog', { name: 'Somebody else was faster' }), 'Apply mine again').click();
  await said(page, 'Usage changed.');
  const log = (await api('h4rb0ur7/usageLog')).results;
  assert.deepEqual(log.find(({ id }) => id === 'g1x419UgQSS5').params, { edition: 'region', headline: 'Mine' });
  assert.deepEqual(page.errors, []);
});

test('another server and token', async () => {
  const page = await open('asze63i9');
  await page.getByRole('button', { name: 'Connection:' }).click();
  const dialog = page.getByRole('dialog', { name: 'Connection' });
  await dialog.getByLabel('Base URL').fill('http://media.example.com');
  await dialog.getByLabel('Token').fill('');
  await button(dialog, 'Connect').click();
  assert.match(await issueOf(dialog.getByLabel('Base URL')), /full https address/);
  assert.match(await issueOf(dialog.getByLabel('Token')), /A token is needed/);
  assert.equal(await hasFocus(dialog.getByLabel('Base URL')), true);
  await dialog.getByLabel('Base URL').fill(DEMO);
  await dialog.getByLabel('Token').fill('old-token');
  await button(dialog, 'Connect').click();
  await page.getByRole('main').getByText('The server does not know this token.').waitFor();
  await page.getByRole('main').getByRole('button', { name: 'Connection' }).click();
  await dialog.getByLabel('Token').fill('demo-token');
  await button(dialog, 'Connect').click();
  await page.getByRole('tablist').waitFor();
  assert.deepEqual(page.errors, []);
});

test('by keyboard alone', async () => {
  const page = await open('asze63i9/metadata');
  await page.keyboard.press('Tab');
  assert.equal(await hasFocus(page.getByRole('link', { name: 'Skip to the picture' })), true);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.equal(await hasFocus(page.getByRole('tab', { name: 'Metadata' })), true);
  for (const [key, name] of [['ArrowRight', 'File'], ['End', 'Usage log'], ['ArrowRight', 'Metadata'], ['ArrowLeft', 'Usage log']]) {
    await page.keyboard.press(key);
    assert.equal(await hasFocus(page.getByRole('tab', { name })), true);
    await page.getByRole('tabpanel', { name }).waitFor();
  }
  await page.keyboard.press('Tab');
  assert.equal(await hasFocus(button(page, 'Add usage')), true);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Add usage' }).waitFor();
  await page.keyboard.press('Escape');
  await eventually(true, () => hasFocus(button(page, 'Add usage')));
  assert.deepEqual(page.errors, []);
});

/** Every view, and what has to be done to see it. */
const VIEWS = {
  'metadata without a configuration': ['h4rb0ur7/metadata', async (page) => {
    await button(page, 'Add a property').click();
    await field(page, 'Text').fill('without a name');
    await button(page, 'Save').click();
    await page.locator('.issue svg').waitFor();
  }, WITHOUT_CONFIGURATION],
  file: ['turn0ut6/file', async (page) => {
    await button(page, 'Replace').click();
    await page.locator('.issue svg').waitFor();
  }],
  rights: ['h4rb0ur7/rights', async (page) => {
    await shows(page, 'Document 121');
    await field(page, 'Note').fill('!'.repeat(201));
    await field(page, 'Note').blur();
    await page.locator('.issue svg').waitFor();
  }],
  'revoked picture': ['p0rtr41t/rights', async (page) => button(page, 'Take the revocation back').waitFor()],
  'usage log': ['h4rb0ur7/usage', async (page) => button(page, 'Edit usage: Web').waitFor()],
  'usage form': ['h4rb0ur7/usage', async (page) => {
    await button(page, 'Add usage').click();
    await page.getByLabel('Purpose').selectOption('Web');
    await page.getByLabel('Confirmed').check();
    await button(page, 'Add').click();
    await page.locator('.issue svg').first().waitFor();
  }],
  'no such entry': ['n0where0', async (page) => page.getByRole('main').getByRole('alert').waitFor()],
  connection: ['asze63i9', async (page) => page.getByRole('button', { name: 'Connection:' }).click()],
  conflict: ['2er11b3i/rights', async (page) => {
    await button(page, 'Take the revocation back').click();
    await page.getByRole('dialog').waitFor();
  }],
};

for (const [name, [path, show, more]] of Object.entries(VIEWS)) {
  for (const width of [1280, 390]) {
    for (const colorScheme of ['light', 'dark']) {
      test(`${name}: nothing for axe to find, nothing too wide, ${width} pixels, ${colorScheme}`, async () => {
        const page = await open(path, { width, colorScheme, ...more });
        await page.locator('.list img').first().waitFor();
        await show(page);
        await assertAccessible(page, width);
        await page.close();
      });
    }
  }
}

for (const language of ['de', 'fr']) {
  test(`nothing is too wide on a small screen, ${language}`, async () => {
    const page = await open('h4rb0ur7/metadata', { width: 390, locale: language });
    await eventually(language, () => page.evaluate('document.documentElement.lang'));
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      assert.ok((await page.evaluate('document.documentElement.scrollWidth')) <= 390);
    }
    await page.locator('.heading > button').click();
    await page.getByRole('dialog').getByRole('combobox').selectOption('syndication');
    assert.ok((await page.evaluate('document.documentElement.scrollWidth')) <= 390);
    assert.deepEqual(page.errors, []);
  });
}

/** Words of buttons that go on in another line, and languages whose name is cut. */
function brokenWords() {
  const wordsOf = (text) =>
    [...text.data.matchAll(/\p{L}+/gu)].map(({ 0: word, index }) => {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      return { word, lines: range.getClientRects().length };
    });
  const textsOf = (element) => [...element.childNodes].flatMap((node) => (node.data ? [node] : textsOf(node)));
  const broken = [...document.querySelectorAll('button:not(.list button)')]
    .flatMap(textsOf)
    .flatMap(wordsOf)
    .filter(({ lines }) => lines > 1)
    .map(({ word }) => word);
  const select = document.getElementById('language');
  const whole = select.cloneNode(true);
  whole.style.flex = 'none';
  select.after(whole);
  const isCut = select.offsetWidth < whole.offsetWidth;
  whole.remove();
  return isCut ? [...broken, select.selectedOptions[0].text] : broken;
}

for (const language of ['en', 'de', 'fr']) {
  test(`no word is broken on the smallest screen, ${language}`, async () => {
    const page = await open('n0where0', { width: 320, locale: language });
    const check = async () => {
      assert.deepEqual(await page.evaluate(brokenWords), []);
      assert.ok((await page.evaluate('document.documentElement.scrollWidth')) <= 320);
    };
    await page.getByRole('main').getByRole('alert').waitFor();
    await check();
    await page.locator('.list li button').first().click();
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      await check();
    }
    assert.deepEqual(page.errors, []);
  });
}

test('every language has every text', async () => {
  const folder = new URL('../../examples-web/editor/src/language/', import.meta.url);
  const load = async (language) => (await import(new URL(`${language}.js`, folder)))[language];
  const namesOf = (texts, path = '') =>
    Object.entries(texts).flatMap(([name, text]) =>
      typeof text === 'object' ? namesOf(text, `${path}${name}.`) : [`${path}${name}: ${typeof text}`],
    );
  const english = namesOf(await load('en'));
  for (const language of ['de', 'fr']) assert.deepEqual(namesOf(await load(language)), english);
});
