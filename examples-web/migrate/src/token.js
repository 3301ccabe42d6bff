import { readFile } from 'node:fs/promises';
import { EXIT, Exit } from './exit-codes.js';

/**
 * From a file, or from the environment. Nothing else in this program touches it.
 * @param {string | undefined} file
 */
export async function readToken(file) {
  const text = file
    ? await readFile(file, 'utf8').catch((error) => {
        throw new Exit(EXIT.usage, `The token file cannot be read: ${error.message}`);
      })
    : process.env.LIVINGDOCS_TOKEN;
  const token = text?.trim();
  if (!token) throw new Exit(EXIT.usage, file ? 'The token file is empty' : 'No token: set LIVINGDOCS_TOKEN, or name a file with --token-file');
  return token;
}
