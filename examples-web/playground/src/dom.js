/** The few things that the page does with its elements. */

export const byId = (id) => document.getElementById(id);

/** An element with attributes and children, texts or elements. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Fills a select with `[value, label]`s. */
export function offer(select, choices) {
  select.replaceChildren(...choices.map(([value, label]) => make('option', { value }, label)));
}

const MARK = 'M8 1.800l6.700 12H1.300zM8 6.500v3.200M8 11.900v.01';

/** Says below a field what is wrong with it; an empty text takes that back. */
export function mark(field, issue) {
  if (issue) field.setAttribute('aria-invalid', 'true');
  else field.removeAttribute('aria-invalid');
  byId(`${field.id}-issue`).replaceChildren(...(issue ? [icon(MARK), issue] : []));
}

function icon(path) {
  const [svg, drawn] = ['svg', 'path'].map((name) => document.createElementNS('http://www.w3.org/2000/svg', name));
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  drawn.setAttribute('d', path);
  svg.append(drawn);
  return svg;
}

const SHOWN_MS = 6000;
let timer;

/** Shows a line for a while, and screen readers read it. */
export function announce(text) {
  clearTimeout(timer);
  byId('announcer').replaceChildren(make('p', {}, text));
  timer = setTimeout(() => byId('announcer').replaceChildren(), SHOWN_MS);
}

/** To the clipboard, where the browser lets the page. */
export async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
    announce(done);
  } catch {
    announce('The browser does not let this page copy. Select the text, and copy it by hand.');
  }
}
