import { MediaLibraryClient } from 'livingdocs-media-library';

/** The emulator of `cargo xtask demo` serves the page, too. */
export const DEFAULT_CONNECTION = { baseUrl: location.origin, token: 'demo-token' };

/** `{ client }`, or the `problem` that the library has with the options, in its words. Sends nothing. */
export function connect(connection, project) {
  try {
    return { client: new MediaLibraryClient({ ...connection, ...project }) };
  } catch (error) {
    return { problem: error.message };
  }
}
