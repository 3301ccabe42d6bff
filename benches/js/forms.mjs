/** What every contender is asked to do, made from what libraries that judge objects can do. */

const decoder = new TextDecoder();

let weight = 0;

/** Reads every issue, so that none is left unmade; gives how many there are. */
export function count(issues, weigh) {
  for (const issue of issues) weight += weigh(issue);
  return issues.length;
}

/** What was read, for nobody: without a use, an engine may leave the reading out. */
export const read = () => weight;

/**
 * `isValid(value)` gives the verdict, `issues(value)` the number of issues, each of them read.
 *
 * `send` gives the text of a valid object.
 */
export function ofObjects({ isValid, issues }) {
  return {
    bytes: (bytes) => isValid(JSON.parse(decoder.decode(bytes))),
    text: (text) => isValid(JSON.parse(text)),
    object: isValid,
    send: (object) => (isValid(object) ? JSON.stringify(object) : undefined),
    textIssues: (text) => issues(JSON.parse(text)),
    objectIssues: issues,
  };
}
