// Compiled, never run: `livingdocs-media-library/import` as a user meets it.

import { MediaLibraryClient, type Issue, type MediaLibraryFailure, type Patch } from 'livingdocs-media-library';
import * as slim from 'livingdocs-media-library/slim';
import {
  importEntries,
  importFromUrls,
  upsertEntries,
  validateEntry,
  waitForImport,
  type ImportEntry,
  type ImportJob,
  type ImportJobResult,
  type ImportResult,
  type UpsertEntry,
} from 'livingdocs-media-library/import';

interface Metadata {
  title: string;
  rating?: number;
}

declare const client: MediaLibraryClient;
declare const entries: AsyncIterable<ImportEntry<Metadata>>;
declare const asset: ImportEntry['asset'];

export async function usage(): Promise<string[]> {
  const told: string[] = [];
  for await (const result of importEntries(client, entries, { concurrency: 2, batchSize: 50, maxBytes: 100_000, validate: true })) {
    const entry: ImportEntry<Metadata> = result.entry;
    if (result.ok) {
      const outcome: 'created' | 'existed' = result.outcome;
      told.push(result.id, outcome, result.record?.metadata.title ?? '', `${entry.metadata?.rating}`);
    } else {
      const error: MediaLibraryFailure | TypeError = result.error;
      told.push(error.message, ...result.issues.map(({ message }) => message), String(result.outcomeUnknown));
      // @ts-expect-error: what failed has no id
      result.id;
    }
  }
  return told;
}

// Whatever was read from a file.
export const issues: Issue[] = validateEntry(client, JSON.parse('{}'));

// A client of ./slim is one, too.
export const viaSlim: AsyncIterableIterator<ImportResult> = importEntries(
  new slim.MediaLibraryClient({ baseUrl: 'https://x.example', token: 'x' }),
  [{ mediaType: 'image', asset }],
);

export async function jobs(): Promise<void> {
  const file = { id: '1', url: 'https://a.example/1.jpg', fileName: '1.jpg', mediaType: 'image' };
  const job: ImportJob<'images'> = await importFromUrls(client, 'images', { systemName: 'agency', images: [file], context: 5 });
  const { state, items }: ImportJobResult<'images'> = await waitForImport(client, job, {
    signal: AbortSignal.timeout(1_000),
    onProgress: (progress) => progress.items[0]?.image?.mediaId,
  });
  const isDone: 'success' | 'failed' = state;
  const mediaId: string | undefined = items[0]?.image?.mediaId;
  // A job that was kept elsewhere.
  await waitForImport(client, { id: 'x', kind: 'videos' });
  // @ts-expect-error: files stand under their kind
  await importFromUrls(client, 'videos', { systemName: 'agency', images: [file] });
  // @ts-expect-error: there are three kinds
  await importFromUrls(client, 'audio', { systemName: 'agency', audio: [file] });
  void [isDone, mediaId];
}

export async function upserts(wanted: UpsertEntry<Metadata>[]): Promise<void> {
  const onExisting = (entry: { version: number }, own: UpsertEntry<Metadata>, patches: Patch[]) =>
    entry.version > 1 && own.metadata?.title ? patches : null;
  for await (const result of upsertEntries(client, wanted, { dryRun: true, onExisting })) {
    if (!result.ok) continue;
    const outcome: 'created' | 'patched' | 'unchanged' = result.outcome;
    const patches: readonly Patch[] | undefined = result.patches;
    void [outcome, patches, result.entry.externalId.length];
  }
  // @ts-expect-error: an entry that is looked up has both names
  upsertEntries(client, [{ mediaType: 'image', asset, externalId: '1' }]);
}

// @ts-expect-error: an asset has a size
importEntries(client, [{ mediaType: 'image', asset: { key: 'a', url: 'u', mimeType: 'image/png', filename: 'a.png' } }]);
// @ts-expect-error: an entry has a media type
importEntries(client, [{ asset }]);
