/** The rows as NDJSON: their entries, or the text of what is none, so that it can be mended and imported. */
export function download(rows, fileName) {
  const lines = rows.map(({ entry, source }) => (entry === undefined ? source : JSON.stringify(entry)));
  const url = URL.createObjectURL(new Blob([`${lines.join('\n')}\n`], { type: 'application/x-ndjson' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${fileName.replace(/\.\w+$/, '')}-not-imported.ndjson`;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
