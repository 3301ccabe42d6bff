/** A file that is dropped or chosen takes the place of the request. */

import { announce, byId } from './dom.js';

/** 40 times what the server takes; an editor is no place for more. */
const MOST = 20 * 1024 * 1024;

export function acceptFiles(place, onText) {
  const take = async (file) => {
    if (!file) return;
    if (file.size > MOST) return announce(`${file.name} is too large for this page: 20 MB at most.`);
    const bytes = await file.arrayBuffer();
    onText(textOf(bytes, file.name));
  };

  const input = byId('file');
  byId('open-file').addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    take(input.files[0]);
    // So that the same file can be chosen again.
    input.value = '';
  });

  const isFile = ({ dataTransfer }) => dataTransfer?.types.includes('Files');
  // Before CodeMirror, which would put the file's text where it was dropped.
  const on = (name, run) => {
    const listener = (event) => {
      if (!isFile(event)) return;
      event.preventDefault();
      event.stopPropagation();
      run(event);
    };
    place.addEventListener(name, listener, true);
  };
  on('dragover', () => place.classList.add('dragged'));
  on('dragleave', () => place.classList.remove('dragged'));
  on('drop', ({ dataTransfer }) => {
    place.classList.remove('dragged');
    take(dataTransfer.files[0]);
  });
}

/** A byte order mark stays, for it is a fault. */
function textOf(bytes, name) {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    announce(`${name} is open.`);
    return text;
  } catch {
    announce(`${name} is not UTF-8: what cannot be read is shown as �.`);
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  }
}
