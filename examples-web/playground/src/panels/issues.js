/** The issues as a list, in the language that is chosen; each leads to its place. */

import { byId, make } from '../dom.js';
import { languages } from '../languages.js';

/** With places at which a long one may be broken. */
const pathOf = ({ path }) => (path.length === 0 ? ['the request'] : path.flatMap((part, at) => (at === 0 ? [`${part}`] : ['.', make('wbr'), `${part}`])));

/** More than anybody reads, and few enough to appear at once. */
const FIRST = 100;

export function makeIssues({ onOpen }) {
  const list = byId('faults');
  const all = byId('all-faults');
  let shown = { faults: [] };

  const row = ({ issue, line, column, from, to }) => {
    const { say, lang } = shown.language;
    const button = make(
      'button',
      { type: 'button' },
      make('span', { class: 'where' }, `${line}:${column}`),
      make('span', { class: 'words', lang }, say(issue, shown.usagePurposes)),
      make('span', { class: 'which' }, make('code', {}, ...pathOf(issue)), ' ', make('code', { class: 'badge' }, issue.code)),
    );
    button.addEventListener('click', () => onOpen(from, to));
    return make('li', {}, button);
  };

  const show = (most) => {
    const { faults } = shown;
    list.replaceChildren(...faults.slice(0, most).map(row));
    list.hidden = faults.length === 0;
    byId('no-faults').hidden = faults.length > 0;
    all.hidden = faults.length <= most;
    all.textContent = `Show all ${faults.length.toLocaleString('en')}`;
  };
  all.addEventListener('click', () => {
    show(Infinity);
    list.children[FIRST].firstChild.focus();
  });

  return (faults, state, usagePurposes) => {
    const language = languages.find(({ name }) => name === state.language);
    shown = { faults, usagePurposes, language };
    show(FIRST);
  };
}
