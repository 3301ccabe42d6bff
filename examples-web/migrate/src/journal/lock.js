/** One run a journal: two that went on with the same one would both send its open lines. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { EXIT, Exit } from '../exit-codes.js';

/**
 * Gives the function that lets go of it.
 * @param {string} journal
 */
export async function lock(journal) {
  const file = `${journal}.lock`;
  for (let tries = 0; ; tries++) {
    try {
      await writeFile(file, String(process.pid), { flag: 'wx' });
      return () => rm(file, { force: true });
    } catch (/** @type {any} */ error) {
      if (error.code !== 'EEXIST') throw new Exit(EXIT.file, `${file} cannot be written: ${error.message}`);
    }
    const pid = Number(await readFile(file, 'utf8').catch(() => ''));
    if (tries > 0 || isAlive(pid)) {
      throw new Exit(EXIT.journal, `Process ${pid} is at work on ${journal}. If that is another program, delete ${file}.`);
    }
    // Left behind by a kill.
    await rm(file, { force: true });
  }
}

/** @param {number} pid */
function isAlive(pid) {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (/** @type {any} */ error) {
    return error.code === 'EPERM';
  }
}
