/** Tabs as the ARIA practices have them: arrow keys, Home and End move. `tab-x` belongs to `panel-x`. */
export function makeTabs(list, onChoose) {
  const tabs = [...list.querySelectorAll('[role=tab]')];
  const nameOf = (tab) => tab.id.replace('tab-', '');
  for (const tab of tabs) tab.addEventListener('click', () => onChoose(nameOf(tab)));
  list.addEventListener('keydown', (event) => {
    const at = tabs.indexOf(event.target.closest('[role=tab]'));
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const tab = tabs[(to + tabs.length) % tabs.length];
    onChoose(nameOf(tab));
    tab.focus();
  });
  return (chosen) => {
    for (const tab of tabs) {
      const isChosen = nameOf(tab) === chosen;
      tab.setAttribute('aria-selected', String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      document.getElementById(tab.getAttribute('aria-controls')).hidden = !isChosen;
      if (isChosen) tab.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  };
}
