import 'checkout/examples-web/editor/src/styles/base.css';
import 'checkout/examples-web/editor/src/styles/controls.css';
import 'checkout/examples-web/editor/src/styles/layout.css';
import 'checkout/examples-web/editor/src/styles/entry.css';
import './playground.css';
import { announce, byId, copy, mark, offer } from './dom.js';
import { makeEditor } from './editor.js';
import { ALL_NINE, OPERATIONS, WITH_FAULTS, pretty } from './examples.js';
import { acceptFiles } from './files.js';
import { inOrder } from './format.js';
import { DEMO_PURPOSES, judge, validatorOf } from './judge.js';
import { languages, preferred } from './languages.js';
import { fromFragment, toFragment } from './link.js';
import { makeEmulator } from './panels/emulator.js';
import { makeIssues } from './panels/issues.js';
import { baseUrlProblem, codeText, curlText, entryProblem, schemaText } from './panels/texts.js';
import { CHOICES, DEFAULTS } from './state.js';
import { makeTabs } from './tabs.js';

/** A text up to this length is judged with every key, a longer one when the typing pauses. */
const JUDGED_AT_ONCE = 100_000;
const PAUSE_MS = 60;
const ADDRESS_PAUSE_MS = 400;

const EXAMPLES = { 'with faults': WITH_FAULTS, 'all nine operations': ALL_NINE, ...Object.fromEntries(OPERATIONS) };
const LABELS = {
  serverRelease: { '': 'The newest' },
  unknownProperties: { reject: 'Reject', ignore: 'Ignore' },
  purposes: { any: 'Any purpose', demo: 'The demo’s', own: 'Your own …' },
  language: Object.fromEntries(languages.map(({ name, label }) => [name, label])),
  schemaOf: { request: 'a request', patch: 'a patch' },
};

// What nobody has foreseen is told, too: above all that the page may not start WebAssembly.
for (const name of ['error', 'unhandledrejection']) {
  addEventListener(name, ({ error, reason }) => announce(`This did not work: ${(error ?? reason)?.message}`));
}

const opened = async () => (await fromFragment(location.hash)) ?? { ...DEFAULTS, language: preferred() };

let state = await opened();
/** Of this state: `{ validator, usagePurposes, problem }`, and the faults. */
let judging = validatorOf(state);
let faults = [];

const editor = makeEditor(byId('request'), {
  text: state.text,
  label: 'Request, as JSON',
  onChange: () => later('judge', typed, editor.length() > JUDGED_AT_ONCE ? PAUSE_MS : 0),
  onSend: () => {
    change({ tab: 'emulator' });
    byId('send').click();
  },
});
const showTab = makeTabs(document.querySelector('[role=tablist]'), (tab) => change({ tab }));
const showIssues = makeIssues({ onOpen: editor.select });
makeEmulator({ getState: () => ({ ...state, text: editor.text() }), getOptions: emulatorOptions });

/** What the emulator's server is: each call says itself to which API version it goes. */
function emulatorOptions() {
  const { serverRelease, unknownProperties } = state;
  const { usagePurposes } = judging;
  return { unknownProperties, ...(serverRelease && { serverRelease }), ...(usagePurposes && { usagePurposes }) };
}

const timers = {};
function later(what, run, ms) {
  clearTimeout(timers[what]);
  timers[what] = setTimeout(run, ms);
}

function typed() {
  change({ text: editor.text() });
}

function setText(text) {
  clearTimeout(timers.judge);
  editor.replace(text);
  // CodeMirror has its own line breaks.
  typed();
}

/** The one way in which the page changes: another state, and what depends on it shown anew. */
function change(changes) {
  state = { ...state, ...changes };
  render(Object.keys(changes));
  later('address', writeAddress, ADDRESS_PAUSE_MS);
}

const OPTIONS = ['apiVersion', 'serverRelease', 'unknownProperties', 'purposes', 'ownPurposes'];

function render(names) {
  const has = (...wanted) => wanted.some((name) => names.includes(name));
  for (const name of names) {
    const control = byId(name);
    if (control && control.value !== state[name]) control.value = state[name];
  }
  if (has(...OPTIONS)) {
    judging = validatorOf(state);
    byId('own').hidden = state.purposes !== 'own';
    mark(byId('ownPurposes'), state.purposes === 'own' ? judging.problem : '');
  }
  if (has('text', ...OPTIONS)) {
    const { took, ...found } = judge(judging.validator, state.text);
    faults = found.faults;
    showVerdict(took);
  }
  if (has('text', 'language', ...OPTIONS)) {
    const { say } = languages.find(({ name }) => name === state.language);
    editor.show(faults.map(({ issue, from, to }) => ({ from, to, severity: 'error', message: say(issue, judging.usagePurposes) })));
    showIssues(faults, state, judging.usagePurposes);
  }
  mark(byId('baseUrl'), baseUrlProblem(state));
  mark(byId('entry'), entryProblem(state));
  byId('send-to').textContent = state.entry;
  byId('send').disabled = Boolean(entryProblem(state));
  showTab(state.tab);
  if (state.tab in TEXTS && has('tab', ...USES[state.tab], ...OPTIONS)) byId(`${state.tab}-text`).textContent = TEXTS[state.tab]();
}

const USES = { schema: ['schemaOf', 'target'], curl: ['text', 'baseUrl', 'entry'], code: ['text', 'baseUrl', 'entry'] };
const TEXTS = {
  schema: () => schemaText(judging.validator, state),
  curl: () => addressed(() => curlText(state)),
  code: () => addressed(() => codeText(state, judging.usagePurposes)),
};

/** With an address that is none nothing would work; and one with a password belongs nowhere. */
const addressed = (text) => (baseUrlProblem(state) || entryProblem(state) ? 'First say above which entry, at which base URL.' : text());

function showVerdict(took) {
  const count = faults.length.toLocaleString('en');
  const verdict = byId('verdict');
  verdict.textContent = faults.length === 0 ? 'Valid' : `${count} ${faults.length === 1 ? 'fault' : 'faults'}`;
  verdict.className = `badge ${faults.length === 0 ? 'confirmed' : 'revoked'}`;
  byId('issue-count').textContent = count;
  const bytes = new TextEncoder().encode(state.text).length.toLocaleString('en');
  byId('measure').textContent = `${bytes} bytes, judged in ${took < 0.1 ? 'less than 0.1' : took < 10 ? took.toFixed(1) : Math.round(took)} ms`;
}

/** What belongs into no link: an address with a password. */
const shareable = () => (baseUrlProblem(state) ? { ...state, baseUrl: DEFAULTS.baseUrl } : state);

async function writeAddress() {
  const fragment = await toFragment(shareable());
  history.replaceState(null, '', fragment ? fragment : location.pathname + location.search);
  return fragment;
}

async function copyLink() {
  clearTimeout(timers.judge);
  if (state.text !== editor.text()) typed();
  clearTimeout(timers.address);
  if ((await writeAddress()) === undefined) announce('The request is too long for a link. Send it as a file.');
  else await copy(location.href, 'Link copied. It holds the request and the settings.');
}

function format() {
  try {
    setText(inOrder(editor.text()));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    announce('This is not JSON yet: see the first fault.');
  }
}

// --- The page's elements

offer(byId('example'), [['', 'Choose one …'], ...Object.keys(EXAMPLES).map((name) => [name, name])]);
for (const [name, choices] of Object.entries(CHOICES)) {
  const select = byId(name);
  if (!select) continue;
  offer(select, choices.map((value) => [value, LABELS[name]?.[value] ?? value]));
  select.addEventListener('change', () => change({ [name]: select.value }));
}
byId('purposes').addEventListener('change', () => {
  // To start from.
  if (state.purposes === 'own' && !state.ownPurposes) change({ ownPurposes: pretty(DEMO_PURPOSES) });
});
for (const name of ['baseUrl', 'entry', 'ownPurposes']) {
  byId(name).addEventListener('input', () => change({ [name]: byId(name).value }));
}
byId('example').addEventListener('change', ({ target }) => {
  if (target.value) setText(EXAMPLES[target.value]);
  target.value = '';
});
byId('format').addEventListener('click', format);
byId('copy-link').addEventListener('click', copyLink);
for (const button of document.querySelectorAll('[data-copy]')) {
  button.addEventListener('click', () => copy(byId(button.dataset.copy).textContent, 'Copied.'));
}
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  editor.focus();
});
acceptFiles(document.querySelector('.request'), setText);
addEventListener('hashchange', async () => {
  state = await opened();
  setText(state.text);
  render(Object.keys(state));
});

render(Object.keys(state));
document.documentElement.dataset.ready = 'true';
