const DELIMITERS = [',', ';', '\t'];

/** What stands between cells: what is most often between the names of columns, which have none in them. Cells may be full of it. */
export function delimiterOf(text) {
  const [names] = text.trimStart().split(/[\r\n]/, 1);
  const count = (delimiter) => names.split(delimiter).length;
  return DELIMITERS.reduce((most, delimiter) => (count(delimiter) > count(most) ? delimiter : most));
}
