// A page that shows jobs. The token stays in this tab.

const element = (id) => document.getElementById(id);
const show = (id, isShown) => (element(id).hidden = !isShown);
const number = new Intl.NumberFormat();
const COUNTS = ['applied', 'waiting', 'arriving', 'failed', 'unknown', 'cancelled', 'refused'];
const POLL_MS = 1_000;
const SHOWN_ISSUES = 20;

let token = sessionStorage.getItem('token') ?? '';
let current;
let timer;
let issuesShownFor;

async function ask(path, init = {}) {
  const response = await fetch(path, { ...init, headers: { authorization: `Bearer ${token}` } });
  if (response.ok) return response;
  const { message } = await response.json().catch(() => ({ message: `The Worker answered ${response.status}` }));
  throw new Error(message);
}

/** What goes wrong is shown, and no longer once something goes well. */
async function attempt(work) {
  try {
    await work();
    show('failure', false);
  } catch (error) {
    element('failure').textContent = error.message;
    show('failure', true);
  }
}

async function enter() {
  const { results } = await (await ask('/jobs')).json();
  sessionStorage.setItem('token', token);
  show('enter', false);
  show('desk', true);
  listJobs(results);
  if (results.length > 0) await choose(current ?? results[0].id);
}

function listJobs(jobs) {
  const options = jobs.map(({ id, createdAt }) => new Option(`${new Date(createdAt).toLocaleString()} · ${id.slice(0, 8)}`, id));
  element('jobs').replaceChildren(...options);
  show('choice', jobs.length > 0);
}

async function choose(id) {
  current = id;
  issuesShownFor = undefined;
  element('jobs').value = id;
  await refresh();
}

async function refresh() {
  clearTimeout(timer);
  const id = current;
  try {
    const job = await (await ask(`/jobs/${id}`)).json();
    if (id === current) await draw(job);
  } finally {
    if (id === current) timer = setTimeout(() => attempt(refresh), POLL_MS);
  }
}

async function draw(job) {
  show('job', true);
  const { accepted, arriving, waiting, applied, failed, unknown, refused } = job;
  element('state').textContent = stateOf(job);
  const bar = element('bar');
  bar.max = Math.max(1, accepted);
  bar.value = job.state === 'checked' ? accepted : accepted - arriving - waiting;
  element('pace').textContent = paceOf(job);
  element('counts').replaceChildren(
    ...COUNTS.filter((name) => job[name] > 0 || name === 'applied' || name === 'waiting').map((name) => {
      const pair = document.createElement('div');
      const [term, value] = [document.createElement('dt'), document.createElement('dd')];
      term.textContent = name;
      value.textContent = number.format(job[name]);
      pair.append(term, value);
      return pair;
    }),
  );
  const isOpen = ['running', 'paused'].includes(job.state);
  const may = { pause: job.state === 'running', resume: job.state === 'paused', cancel: isOpen, retry: failed > 0 && job.state !== 'cancelled' };
  for (const button of document.querySelectorAll('[data-action]')) button.hidden = !may[button.dataset.action];
  const wrong = `${job.id} ${failed} ${unknown} ${refused}`;
  if (wrong !== issuesShownFor) {
    issuesShownFor = wrong;
    await drawIssues(job);
  }
}

function stateOf({ state, accepted, refused }) {
  const lines = `${number.format(accepted)} ${accepted === 1 ? 'line' : 'lines'}`;
  if (state === 'checked') return `Checked: ${lines} can be sent, ${number.format(refused)} cannot`;
  return `${state[0].toUpperCase()}${state.slice(1)}: ${lines}`;
}

function paceOf({ state, perSecond, secondsLeft, restUntil, problem, accepted, arriving, waiting }) {
  if (state !== 'running') return '';
  const parts = [`${Math.floor((100 * (accepted - arriving - waiting)) / Math.max(1, accepted))} %`];
  parts.push(`${number.format(perSecond)} lines a second`);
  if (secondsLeft !== null) parts.push(`about ${duration(secondsLeft)} left`);
  if (restUntil) parts.push(`resting until ${new Date(restUntil).toLocaleTimeString()}`);
  if (problem) parts.push(problem);
  return parts.join(' · ');
}

function duration(seconds) {
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

async function drawIssues({ id, failed, unknown, refused }) {
  const states = Object.entries({ refused, failed, unknown }).filter(([, count]) => count > 0);
  const lists = await Promise.all(states.map(([state]) => firstResults(id, state)));
  const items = lists.flat().slice(0, SHOWN_ISSUES).map(({ line, id, message, issues = [] }) => {
    const item = document.createElement('li');
    const said = issues.map((issue) => [issue.path.join('.'), issue.message].filter(Boolean).join(': ')).join('; ') || message;
    item.textContent = `Line ${line}${id ? ` (${id})` : ''}: ${said}`;
    return item;
  });
  element('issues').replaceChildren(...items);
  show('wrong', items.length > 0);
}

/** The first lines of the results, without reading the rest. */
async function firstResults(id, state) {
  const reader = (await ask(`/jobs/${id}/results?state=${state}`)).body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  let ended = false;
  while (!ended && text.split('\n').length <= SHOWN_ISSUES) {
    const { done, value } = await reader.read();
    ended = done;
    text += value ?? '';
  }
  await reader.cancel();
  return text.split('\n').slice(0, ended ? undefined : -1).filter(Boolean).map((line) => JSON.parse(line));
}

async function post(event) {
  const [file] = element('file').files;
  const query = event.submitter.name === 'dryRun' ? '?dryRun' : '';
  for (const button of element('post').querySelectorAll('button')) button.disabled = true;
  try {
    const job = await (await ask(`/jobs${query}`, { method: 'POST', body: file })).json();
    listJobs((await (await ask('/jobs')).json()).results);
    await choose(job.id);
  } finally {
    for (const button of element('post').querySelectorAll('button')) button.disabled = false;
  }
}

async function download() {
  const blob = await (await ask(`/jobs/${current}/results`)).blob();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${current}.ndjson`;
  link.click();
  URL.revokeObjectURL(link.href);
}

element('enter').addEventListener('submit', (event) => {
  event.preventDefault();
  token = element('token').value;
  void attempt(enter);
});
element('post').addEventListener('submit', (event) => {
  event.preventDefault();
  void attempt(() => post(event));
});
element('jobs').addEventListener('change', () => void attempt(() => choose(element('jobs').value)));
element('actions').addEventListener('click', ({ target }) => {
  const { action } = target.dataset;
  if (action === 'cancel' && !confirm('Cancel the lines that wait?')) return;
  if (action) void attempt(async () => (await ask(`/jobs/${current}/${action}`, { method: 'POST' })) && refresh());
  else if ('download' in target.dataset) void attempt(download);
});
if (token) void attempt(enter);
