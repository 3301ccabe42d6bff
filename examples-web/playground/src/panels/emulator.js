/** Sends the text, just as it is, to a Media Library in this page. */

import { MediaLibraryEmulator } from 'livingdocs-media-library/emulator';
import { announce, byId } from '../dom.js';
import { pathOf } from './texts.js';

const ORIGIN = 'https://emulator.example';
/** Of the emulator; of no server. */
const TOKEN = 'demo-token';

export function makeEmulator({ getState, getOptions }) {
  let emulator;
  let madeFor;

  /** One with other options is another one. */
  const current = () => {
    const options = JSON.stringify(getOptions());
    if (!emulator || madeFor !== options) emulator = new MediaLibraryEmulator(JSON.parse(options));
    madeFor = options;
    return emulator;
  };

  const send = async () => {
    const state = getState();
    const { fetch } = current();
    const answer = await fetch(ORIGIN + pathOf(state), {
      method: 'PATCH',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
      body: state.text,
    });
    const body = await answer.text();
    const status = byId('answer-status');
    status.textContent = answer.status;
    status.classList.toggle('confirmed', answer.ok);
    status.classList.toggle('revoked', !answer.ok);
    byId('answer-body').textContent = indented(body);
    const entry = emulator.entry(state.entry);
    byId('entry-now').textContent = entry ? JSON.stringify(entry, null, 2) : `There is no entry ${state.entry}.`;
    byId('answer').hidden = false;
    announce(`The emulator answers ${answer.status}.`);
  };

  byId('send').addEventListener('click', send);
  byId('restart').addEventListener('click', () => {
    emulator = undefined;
    byId('answer').hidden = true;
    announce('The emulator is as it was at first.');
  });
  return send;
}

function indented(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
