import { ConflictError, MediaLibraryClient, Validator } from 'livingdocs-media-library';

const options = { baseUrl: location.origin, token: 'demo-token' };
const client = new MediaLibraryClient(options);
const colleague = new MediaLibraryClient(options);
const validator = new Validator();

const element = (id) => document.getElementById(id);
const request = element('request');
let shown;

const EXAMPLES = {
  'Set the title': {
    patches: [{ operation: 'setMetadataProperty', propertyName: 'title', value: 'Lake at dawn' }],
  },
  'Revoke, with a note': { patches: [{ operation: 'revokeAsset', note: 'Case #1' }] },
  'Replace the asset': {
    patches: [{ operation: 'replaceAsset', value: { key: '2021/11/23/my-new-file.png', width: 1000, height: 800 } }],
  },
  'Add a usage': { patches: [{ operation: 'addUsageLogEntry', value: { purpose: 'print' } }] },
  'Three mistakes': {
    patches: [
      { operation: 'notExistingOperation' },
      { operation: 'archive', note: 'archive takes none' },
      { operation: 'addUsageLogEntry', value: { state: 'confirmed', purpose: 'print' } },
    ],
  },
};
const REFERENCE = 'The API reference’s example';

element('example').append(...[...Object.keys(EXAMPLES), REFERENCE].map((name) => new Option(name)));
element('example').addEventListener('change', startFromExample);
element('entry').addEventListener('change', readEntry);
element('read').addEventListener('click', readEntry);
element('send').addEventListener('click', whileBusy(send));
element('stale').addEventListener('click', whileBusy(sendStale));
request.addEventListener('input', judge);

await startFromExample();
await readEntry();

async function startFromExample() {
  const name = element('example').value;
  const example = EXAMPLES[name] ?? (await (await fetch('/example-request.json')).json());
  request.value = JSON.stringify(example, null, 2);
  judge();
}

/** Shows the issues of the text as it stands. */
function judge() {
  const issues = validator.validateJson(request.value);
  const valid = issues.length === 0;
  const verdict = element('verdict');
  verdict.textContent = valid ? 'Valid' : issues.length === 1 ? '1 issue' : `${issues.length} issues`;
  verdict.classList.toggle('valid', valid);
  request.classList.toggle('wrong', !valid);
  request.setAttribute('aria-invalid', String(!valid));
  element('issues').replaceChildren(...issues.map(issueItem));
  element('send').disabled = element('stale').disabled = !valid;
}

function issueItem({ path, message }) {
  const item = document.createElement('li');
  const where = document.createElement('span');
  where.className = 'path';
  where.textContent = path.length === 0 ? 'the whole request' : path.join('.');
  item.append(where, message);
  return item;
}

async function readEntry() {
  const id = element('entry').value;
  try {
    shown = await client.getEntry(id);
  } catch (error) {
    log('bad', `${id} could not be read: ${error.message}`);
    return;
  }
  element('fields').replaceChildren(
    ...field('Version', shown.version),
    ...fields('Metadata', shown.metadata),
    ...fields('Asset', shown.asset),
    ...field('Updated', shown.updatedAt),
  );
}

function fields(group, values = {}) {
  return Object.entries(values).flatMap(([name, value]) => field(`${group}: ${name}`, text(value)));
}

function field(name, value) {
  const term = document.createElement('dt');
  const description = document.createElement('dd');
  term.textContent = name;
  description.textContent = value;
  return [term, description];
}

function text(value) {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Sends the text as it stands. */
async function send() {
  await patch(shown.id, JSON.parse(request.value));
  await readEntry();
}

/** Meets a 409 on purpose, and recovers. */
async function sendStale() {
  const { id, version } = shown;
  const { patches } = JSON.parse(request.value);
  await colleague.patchEntry(id, {
    patches: [{ operation: 'setMetadataProperty', propertyName: 'seenBy', value: `a colleague, at version ${version}` }],
  });
  log('', `A colleague changed ${id}. You still see version ${version}.`);
  const error = await patch(id, { version, patches });
  if (error instanceof ConflictError) {
    try {
      await client.updateEntry(id, (entry) => {
        log('', `updateEntry read version ${entry.version} and sends your patches with it.`);
        return patches;
      });
      log('good', 'Accepted: your change and your colleague’s are both there.');
    } catch (error) {
      log('bad', describe(error));
    }
  }
  await readEntry();
}

async function patch(id, body) {
  const sent = `PATCH ${id}${body.version === undefined ? '' : ` with version ${body.version}`}`;
  try {
    await client.patchEntry(id, body);
    log('good', `${sent}: 200, accepted.`);
    return undefined;
  } catch (error) {
    log('bad', `${sent}: ${describe(error)}`);
    return error;
  }
}

function describe(error) {
  const status = error.status === undefined ? error.name : `${error.status} ${error.error ?? ''}`.trim();
  const details = error.details === undefined ? error.message : (error.details.message ?? text(error.details));
  return `${status}: ${details}`;
}

function log(kind, message) {
  const item = document.createElement('li');
  item.className = kind;
  item.textContent = message;
  element('log').prepend(item);
}

/** Keeps a button from being pressed again before its work is done. */
function whileBusy(work) {
  return async (event) => {
    const button = event.currentTarget;
    button.disabled = true;
    try {
      await work();
    } catch (error) {
      log('bad', describe(error));
    } finally {
      button.disabled = false;
      judge();
    }
  };
}
