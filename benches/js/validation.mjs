/** The measured comparisons of validation; the same on Node and in browsers. */

import { faulty, growing, inputs } from './inputs.mjs';
import { compare } from './measure.mjs';

const FORMS = ['bytes', 'text', 'object', 'send'];

/** `judges`: `[{ name, judge }]`. Gives a row for every form of every input. */
export async function validation(judges, example, method, progress) {
  const rows = [];
  for (const input of inputs(example)) {
    for (const form of FORMS) {
      progress(`${input.name}, ${form}`);
      const tasks = judges.filter(({ judge }) => judge[form]).map(({ name, judge }) => task(name, judge, form, input));
      rows.push({ input: input.name, size: input.size, form, results: await compare(tasks, method) });
    }
  }
  return rows;
}

function task(name, judge, form, { bytes, text, object, valid }) {
  switch (form) {
    case 'bytes':
      return { name, run: () => judge.bytes(bytes), expected: valid };
    case 'text':
      return { name, run: () => judge.text(text), expected: valid };
    case 'object':
      return { name, run: () => judge.object(object), expected: valid };
    case 'send':
      // The text may be written in other ways than the input's.
      return { name, run: () => judge.send(object)?.length, expected: JSON.stringify(object).length };
  }
}

/** All issues of a faulty request, from its text and as an object. Gives the numbers of issues, too. */
export async function issues(judges, method, progress) {
  const input = faulty();
  const able = judges.filter(({ judge }) => judge.objectIssues);
  const counts = able.map(({ name, judge }) => ({ name, issues: judge.objectIssues(input.object) }));
  const rows = [];
  for (const form of ['text', 'object']) {
    progress(`${input.name}, ${form}`);
    const tasks = able.map(({ name, judge }, index) => {
      const run = form === 'text' ? () => judge.textIssues(input.text) : () => judge.objectIssues(input.object);
      return { name, run, expected: counts[index].issues };
    });
    rows.push({ form, size: input.size, results: await compare(tasks, method) });
  }
  return { counts, rows };
}

/** What a byte costs as requests grow. */
export async function growth({ judge }, method, progress) {
  progress('cost per byte');
  const sizes = growing();
  const tasks = sizes.map(({ name, bytes }) => ({ name, run: () => judge.bytes(bytes), expected: true }));
  const results = await compare(tasks, method);
  return results.map(({ name, micros, spread }, index) => ({
    name,
    size: sizes[index].size,
    spread,
    nanosPerByte: (micros * 1_000) / sizes[index].size,
  }));
}
