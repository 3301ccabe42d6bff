/** CodeMirror, as this page uses it. */

import { defaultKeymap, history, historyKeymap, isolateHistory } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, nextDiagnostic, previousDiagnostic, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { colours, theme } from './theme.js';

/** `{ text(), length(), replace(text), show(faults), select(from, to), focus() }`; `onChange` is told that something was typed. */
export function makeEditor(host, { text, label, onChange, onSend }) {
  // In a shadow tree CodeMirror adopts its style sheet; into a document it would write one, which style-src forbids.
  const root = host.attachShadow({ mode: 'open' });
  let isReplacing = false;
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        foldGutter(),
        lintGutter(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        json(),
        syntaxHighlighting(colours),
        theme,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0', spellcheck: 'false', autocapitalize: 'off' }),
        EditorView.domEventHandlers({ beforeinput: typeOver }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !isReplacing) onChange();
        }),
        keymap.of([
          { key: 'Mod-Enter', run: () => onSend() || true },
          { key: 'F8', run: nextDiagnostic, shift: previousDiagnostic },
          // Tab is not among them: it leads out, as everywhere on the page.
          ...defaultKeymap,
          ...historyKeymap,
          ...foldKeymap,
        ]),
      ],
    }),
  });
  // What is shown may be about a text that was longer a moment ago.
  const inside = (at) => Math.min(at, view.state.doc.length);
  return {
    text: () => view.state.doc.toString(),
    length: () => view.state.doc.length,
    /** As if it were typed, so that it can be undone; but `onChange` is not told. */
    replace(text) {
      isReplacing = true;
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        selection: { anchor: 0 },
        scrollIntoView: true,
        annotations: isolateHistory.of('full'),
      });
      isReplacing = false;
    },
    show(diagnostics) {
      view.dispatch(setDiagnostics(view.state, diagnostics.map((each) => ({ ...each, from: inside(each.from), to: inside(each.to) }))));
    },
    select(from, to) {
      const selection = { anchor: inside(from), head: inside(to) };
      view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.anchor, { y: 'center' }) });
      view.focus();
    },
    focus: () => view.focus(),
  };
}

/** Over a selection Chromium would type with its inline styles, which style-src forbids: so this is done for it. */
function typeOver(event, view) {
  if (event.inputType !== 'insertText' || event.data === null || view.state.selection.main.empty) return false;
  event.preventDefault();
  view.dispatch(view.state.replaceSelection(event.data), { userEvent: 'input.type', scrollIntoView: true });
  return true;
}
