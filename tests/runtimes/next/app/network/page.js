import { MediaLibraryClient, TimeoutError } from 'livingdocs-media-library';

// Or it would be rendered by the build.
export const dynamic = 'force-dynamic';

const ID = 'asze63i9';

/** Next.js and React patch fetch: they merge equal GETs of one render, and may keep their answers. */
export default async function Page() {
  const connect = (path, options) => new MediaLibraryClient({ baseUrl: `${process.env.UPSTREAM}/${path}`, token: 'demo-token', ...options });
  const attempts = [];
  const { version } = await connect('busy', { onAttempt: ({ status }) => attempts.push(status) }).getEntry(ID);

  const seen = [];
  const isChanged = await connect('conflict').updateEntry(ID, (entry) => {
    seen.push(entry.version);
    return [{ operation: 'setMetadataProperty', propertyName: 'title', value: 'Lake at dawn' }];
  });

  const slow = connect('slow', { maxRetries: 0 });
  const twins = await Promise.all([
    slow.getEntry(ID, { timeoutMs: 100 }).catch((error) => (error instanceof TimeoutError ? 'timed out' : String(error))),
    slow.getEntry(ID).then((entry) => entry.version),
  ]);

  // That they do merge, as long as there is no signal, which the client always gives.
  for (const more of [{}, { signal: new AbortController().signal }]) {
    const read = () => fetch(`${process.env.UPSTREAM}/plain${more.signal ? '-with-signal' : ''}`, more).then((answer) => answer.text());
    await Promise.all([read(), read()]);
  }
  return <pre>{JSON.stringify({ version, attempts, isChanged, seen, twins })}</pre>;
}
