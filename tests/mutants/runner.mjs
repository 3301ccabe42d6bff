// Stryker's test runner: the tests of a group, loaded once and run again and again in one process, since a process for each file of
// tests and each change takes most of a day. What a run has left behind must not judge the next: a test that fails has to pass
// without the change, and a change that nobody noticed is tried once more in a process of its own.

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { register } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { INSTRUMENTER_CONSTANTS as NAMES } from '@stryker-mutator/api/core';
import { PluginKind, declareClassPlugin } from '@stryker-mutator/api/plugin';
import { DryRunStatus, MutantRunStatus, TestStatus, determineHitLimitReached } from '@stryker-mutator/api/test-runner';
import { tests } from './group.mjs';
import { files, openFile, perform } from './node-test.mjs';

const { CHECKOUT } = process.env;
/** A test that has nothing left to wait for, and has not ended, never will. */
const IDLE_CHECKS = 20;
const IDLE_CHECK_MS = 50;

// The tests replace some of them.
const { setInterval, clearInterval, setImmediate, performance } = globalThis;
const resources = () => process.getActiveResourcesInfo().length;

/** What Node's own fetch raises where a timer comes after its parser was collected; it says nothing of the package. */
const isOfParser = (error) => /parser\.deref/.test(error?.message);

/** Where the changed code looks up which change is to be made, and counts. */
const namespace = (globalThis[NAMES.NAMESPACE] ??= {});

class OneProcess {
  static inject = [];

  /** Whether the tests are loaded, whether a change was tried with them, and whether one has left a test that has not ended. */
  #isLoaded = false;
  #isUsed = false;
  #isSpent = false;

  capabilities = () => ({ reloadEnvironment: false });

  async dryRun() {
    this.#isUsed = true;
    const childrens = mkdtempSync(join(tmpdir(), 'mutants-'));
    process.env.COVERAGE_OF_CHILDREN = join(childrens, 'coverage');
    process.env.NODE_OPTIONS = `--require ${JSON.stringify(fileURLToPath(new URL('child.cjs', import.meta.url)))}`;
    await this.#load();
    const results = [];
    for (const { id, failure, took } of await this.#run(undefined, { whenDone: coverChildren })) {
      const result = { id, name: id, timeSpentMs: took };
      results.push(failure === undefined ? { ...result, status: TestStatus.Success } : { ...result, status: TestStatus.Failed, failureMessage: failure });
    }
    delete process.env.NODE_OPTIONS;
    rmSync(childrens, { recursive: true });
    return { status: DryRunStatus.Complete, tests: results, mutantCoverage: namespace[NAMES.MUTATION_COVERAGE_OBJECT] };
  }

  async mutantRun({ activeMutant: { id }, mutantActivation, testFilter, hitLimit }) {
    if (this.#isSpent) throw new Error('a test of an earlier change goes on');
    const isFresh = !this.#isUsed;
    this.#isUsed = true;
    const isStatic = mutantActivation === 'static';
    if (isStatic) activate(id, hitLimit);
    try {
      await this.#load();
    } catch (error) {
      if (isStatic) return { status: MutantRunStatus.Killed, killedBy: [], failureMessage: String(error), nrOfTests: 0 };
      throw error;
    }
    activate(id, hitLimit);
    const results = await this.#run(testFilter && new Set(testFilter), { bail: true });
    const timeout = determineHitLimitReached(namespace[NAMES.HIT_COUNT], hitLimit);
    activate(undefined, undefined);
    if (timeout) return timeout;
    const failed = results.find(({ failure }) => failure !== undefined);
    const isSure = isFresh || (failed && !this.#isSpent && (await this.#run(new Set([failed.id]))).every(({ failure }) => failure === undefined));
    if (!isSure) throw new Error('once more, in a process of its own');
    const nrOfTests = results.length;
    return failed
      ? { status: MutantRunStatus.Killed, killedBy: [failed.id], failureMessage: failed.failure, nrOfTests }
      : { status: MutantRunStatus.Survived, nrOfTests };
  }

  async #load() {
    if (this.#isLoaded) return;
    this.#isLoaded = true;
    register('./hooks.mjs', import.meta.url);
    for (const name of tests) {
      openFile(name);
      await import(pathToFileURL(`${CHECKOUT}/tests/package/${name}.test.mjs`));
    }
  }

  /** `{ id, failure, took }` of each test; to bail is to end with the first that fails. */
  async #run(filter, { bail = false, whenDone } = {}) {
    const results = [];
    for (const { before, after, tests } of files) {
      const chosen = tests.filter(({ id }) => !filter || filter.has(id));
      if (chosen.length === 0) continue;
      for (const prepare of before) await prepare();
      for (const test of chosen) {
        const start = performance.now();
        const failure = await this.#try(test);
        results.push({ id: test.id, failure, took: performance.now() - start });
        whenDone?.(test);
        if (failure !== undefined && bail) break;
      }
      for (const undo of after) await undo();
      if (bail && results.at(-1).failure !== undefined) break;
    }
    return results;
  }

  /** Why the test failed; undefined where it passed. */
  async #try(test) {
    namespace[NAMES.CURRENT_TEST_ID] = test.id;
    let reject;
    const broken = new Promise((_, whenBroken) => (reject = whenBroken));
    broken.catch(() => {});
    const whenRaised = (error) => isOfParser(error) || reject(error);
    process.on('uncaughtException', whenRaised).on('unhandledRejection', reject);
    const atFirst = resources();
    let idle = 0;
    const watch = setInterval(() => {
      // The watch itself is one.
      idle = resources() > atFirst + 1 ? 0 : idle + 1;
      if (idle < IDLE_CHECKS) return;
      this.#isSpent = true;
      reject(new Error('it waits for what never comes'));
    }, IDLE_CHECK_MS);
    try {
      await Promise.race([perform(test), broken]);
      await Promise.race([new Promise((resolve) => setImmediate(resolve)), broken]);
      return undefined;
    } catch (error) {
      return String(error?.stack ?? error);
    } finally {
      clearInterval(watch);
      process.off('uncaughtException', whenRaised).off('unhandledRejection', reject);
      namespace[NAMES.CURRENT_TEST_ID] = undefined;
    }
  }
}

/** Counts what processes have run that the test has started as run by the test. */
function coverChildren({ id }) {
  const file = process.env.COVERAGE_OF_CHILDREN;
  if (!existsSync(file)) return;
  const { perTest } = (namespace[NAMES.MUTATION_COVERAGE_OBJECT] ??= { static: {}, perTest: {} });
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    const child = JSON.parse(line);
    for (const covered of [child.static, ...Object.values(child.perTest)]) {
      perTest[id] = { ...covered, ...perTest[id] };
    }
  }
  rmSync(file);
}

/** Also for processes that tests start. */
function activate(id, hitLimit) {
  namespace[NAMES.ACTIVE_MUTANT] = id;
  namespace[NAMES.HIT_LIMIT] = hitLimit;
  namespace[NAMES.HIT_COUNT] = hitLimit === undefined ? undefined : 0;
  if (id === undefined) delete process.env[NAMES.ACTIVE_MUTANT_ENV_VARIABLE];
  else process.env[NAMES.ACTIVE_MUTANT_ENV_VARIABLE] = id;
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'one-process', OneProcess)];
