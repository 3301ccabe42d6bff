// Compiled, never run: the package's types as a user meets them, under every way of finding them.

import {
  ApiError,
  ConflictError,
  MediaLibraryClient,
  Validator,
  isMediaLibraryError,
  issuesFromErrorDetails,
  ready,
  toErrorDetails,
  type Issue,
  type MediaLibraryEntry,
  type MediaLibraryFailure,
  type MediaType,
  type Patch,
  type PatchRequest,
  type UsageLogEntry,
} from 'livingdocs-media-library';
import { Validator as SmallValidator, guardPatch, type PatchDraft } from 'livingdocs-media-library/validator';
import { MediaLibraryEmulator, applyPatches } from 'livingdocs-media-library/emulator';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const sure = <T extends true>(): T | undefined => undefined;

const request: PatchRequest = {
  version: 1,
  patches: [
    { operation: 'setMetadataProperty', propertyName: 'title', value: null },
    { operation: 'addUsageLogEntry', value: { purpose: 'print' } },
    { operation: 'updateUsageLogEntry', usageLogEntryId: 'x', value: { state: 'confirmed', purpose: 'web', publicationDate: new Date() } },
  ],
};
// @ts-expect-error: no such operation
export const unknownOperation: Patch = { operation: 'notExistingOperation' };
// @ts-expect-error: a confirmed usage has a date
export const undated: Patch = { operation: 'addUsageLogEntry', value: { state: 'confirmed', purpose: 'print' } };
// @ts-expect-error: archive takes no note
export const noted: Patch = { operation: 'archive', note: 'x' };
export const draft: PatchDraft = { note: 'not yet an operation' };

const issues: readonly Issue[] = new Validator({ apiVersion: '2026-05' }).validate(request);
export const details: Record<string, string> = toErrorDetails(issues);
export const back: Issue[] = issuesFromErrorDetails(details);
// @ts-expect-error: issues are not to be changed
issues.push(back[0]!);

const emulator = new MediaLibraryEmulator({ defaultLocale: 'en' });
const client = new MediaLibraryClient({ baseUrl: 'http://localhost', token: async () => 'x', fetch: emulator.fetch });

interface Metadata { title: string; credit?: string }

export async function main(): Promise<void> {
  await ready();
  const entry = await client.getEntry<Metadata>('asze63i9');
  sure<Equal<typeof entry, MediaLibraryEntry<Metadata>>>();
  sure<Equal<typeof entry.metadata.credit, string | undefined>>();
  const done: boolean = await client.updateEntry<Metadata>(entry.id, (seen) => [
    { operation: 'setMetadataProperty', propertyName: 'title', value: seen.metadata.title.trim() },
  ]);
  void done;
  const applied = applyPatches<Metadata>(entry, request);
  if (applied.conflict) throw new Error(applied.conflict.message);
  sure<Equal<typeof applied.entry.metadata, Metadata>>();
  const wrong: readonly Issue[] | undefined = applyPatches<Metadata>(entry, request).conflict?.issues;
  const log: readonly UsageLogEntry[] | undefined = applied.usageLog;
  void [wrong, log];
  // A Date comes back as its text, wherever it stands.
  interface Shot { at: Date; by?: { since: Date | null }; days: Date[]; tags: string[]; print(): void }
  const shot = applyPatches<Shot>({ ...entry, metadata: {} as Shot }, request).entry?.metadata;
  sure<Equal<NonNullable<typeof shot>['at'], string>>();
  sure<Equal<NonNullable<typeof shot>['by'], { since: string | null } | undefined>>();
  sure<Equal<NonNullable<typeof shot>['days'], string[]>>();
  sure<Equal<NonNullable<typeof shot>['tags'], string[]>>();
  sure<Equal<NonNullable<typeof shot>['print'], never>>();
  const answer: Response | null = await guardPatch(new Request('http://localhost'), new SmallValidator(), { maxBytes: 1000 });
  void answer;
  const send: (url: string, init: RequestInit) => Promise<Response> = emulator.fetch;
  void send;
  emulator.failNext('hang');
  emulator.failNext({ status: 500 }, 2, { method: 'PATCH', skip: 1 });
  // @ts-expect-error: no such choice
  emulator.failNext('hang', 1, { path: '/' });
  const body: string | undefined = emulator.requests[0]?.body;
  void body;
}

export function explain(error: unknown): string {
  if (error instanceof ConflictError) return `${error.currentVersion}`;
  if (error instanceof ApiError) return error.headers.get('x') ?? error.code;
  if (!isMediaLibraryError(error)) return 'not ours';
  return describe(error);
}

function describe(error: MediaLibraryFailure): string {
  switch (error.code) {
    case 'validation':
      return error.issues.map((issue) => issue.message).join();
    case 'timeout':
      return `${error.timeoutMs}`;
    case 'rate_limit':
      return `${error.retryAfterMs}`;
    case 'bad_request':
      return toErrorDetails(error.issues)[''] ?? error.message;
    default:
      return error.message;
  }
}

export async function mediaTypes(client: MediaLibraryClient): Promise<void> {
  const projectConfig = await client.getProjectConfig({ timeoutMs: 1 });
  const types: readonly MediaType[] = [{ handle: 'image', metadata: [{ handle: 'title', type: 'li-text', config: { maxLength: 5 } }] }];
  const validator = new Validator({ projectConfig, mediaTypes: types });
  const own: Validator = validator.forMediaType('image');
  const issues: readonly Issue[] = own.validate(request, { mediaType: 'image' });
  validator.validateJson('', { mediaType: undefined });
  validator.validatePatch(issues, { mediaType: 'image' });
  await client.patchEntry('a', request, { mediaType: 'image' });
  for await (const result of client.patchEntries([{ id: 'a', request, mediaType: 'image' }])) result.ok;
  new MediaLibraryEmulator({ projectConfig, mediaTypes: types });
  new SmallValidator({ projectConfig: {} });
  // @ts-expect-error: a handle is a string
  validator.forMediaType(5);
  // @ts-expect-error: a property has a type
  new Validator({ mediaTypes: [{ handle: 'image', metadata: [{ handle: 'title' }] }] });
}
