// Compiled, never run: every part of the public surface, with what has to compile and what must not.

import {
  ApiError,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  ConnectionError,
  GoneError,
  MediaLibraryClient,
  MediaLibraryError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ResponseFormatError,
  ServerError,
  TimeoutError,
  UnsupportedError,
  ValidationError,
  Validator,
  WebAssemblyError,
  guardPatch,
  isMediaLibraryError,
  issuesFromErrorDetails,
  limits,
  operations,
  ready,
  toErrorDetails,
  toPatch,
} from 'livingdocs-media-library';
import type {
  AddUsageLogEntryPatch,
  ApiVersion,
  ArchivePatch,
  Asset,
  AssetReplacement,
  AttemptEvent,
  RequestHeaders,
  TokenRequest,
  BulkOptions,
  ClientOptions,
  ConfirmedUsage,
  DocumentReferences,
  Issue,
  IssueCode,
  JsonObject,
  JsonValue,
  MediaLibraryEntry,
  MediaLibraryFailure,
  MediaReferences,
  MetadataValue,
  NewUsageLogEntry,
  Operation,
  Page,
  PagePromise,
  PageQuery,
  Patch,
  PatchDraft,
  PatchJob,
  PatchJobResult,
  PatchRequest,
  PatchRequestDraft,
  PendingUsage,
  Reference,
  RemoveAssetPatch,
  RemoveUsageLogEntryPatch,
  ReplaceAssetPatch,
  RequestOptions,
  RevokeAssetPatch,
  Schema,
  ServerRelease,
  SetMetadataPropertyPatch,
  UnrevokeAssetPatch,
  UpdateUsageLogEntryPatch,
  UsageFields,
  UsageLogEntry,
  UsageLogEntryUpdate,
  UsageParam,
  UsagePurpose,
  ValidatorOptions,
} from 'livingdocs-media-library';
import * as small from 'livingdocs-media-library/validator';
import type { Issue as SmallIssue, PatchRequest as SmallPatchRequest } from 'livingdocs-media-library/validator';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Compiles only where `T` is true. */
const sure = <T extends true>(): T | undefined => undefined;
/** Compiles only where `value` fits `T`. */
const takes = <T>(value: T): T => value;
/** Compiles only where no case is left. */
const never = (value: never): never => value;

declare const client: MediaLibraryClient;
declare const validator: Validator;
declare const signal: AbortSignal;

// ───────────────────────────── Versions ─────────────────────────────

takes<ApiVersion>('2026-05');
takes<ApiVersion>('2031-11');
takes<ServerRelease>('release-2026-05');
takes<ServerRelease>('release-2020-12');
// @ts-expect-error: a version is text
takes<ApiVersion>(2026);
// @ts-expect-error: a release is text
takes<ServerRelease>(null);

// ───────────────────────────── Patches ─────────────────────────────

takes<JsonValue>([null, true, 1, 'x', { deep: [{}] }]);
// @ts-expect-error: JSON has no undefined
takes<JsonValue>({ x: undefined });
// @ts-expect-error: an array is no object
takes<JsonObject>(takes<JsonValue[]>([]));

takes<readonly Patch[]>([
  { operation: 'setMetadataProperty', propertyName: 'title' },
  { operation: 'setMetadataProperty', propertyName: 'tags', value: ['a', { b: 1 }] },
  { operation: 'archive' },
  { operation: 'replaceAsset', value: { key: 'a.mp4', size: 1, width: 2, height: 3, duration: 4.5 } },
  { operation: 'removeAsset' },
  { operation: 'removeAsset', locale: 'en' },
  { operation: 'revokeAsset' },
  { operation: 'revokeAsset', note: 'Case #1' },
  { operation: 'unrevokeAsset' },
  { operation: 'addUsageLogEntry', value: { purpose: 'print' } },
  { operation: 'addUsageLogEntry', value: { state: 'pending', purpose: 'print', url: 'http://localhost', params: {} } },
  { operation: 'addUsageLogEntry', value: { state: 'confirmed', purpose: 'print', publicationDate: new Date() } },
  { operation: 'updateUsageLogEntry', usageLogEntryId: 'x', value: { state: 'pending', purpose: 'web' }, oldValue: {} },
  { operation: 'removeUsageLogEntry', usageLogEntryId: 'x' },
]);
// @ts-expect-error: unknown operation
takes<Patch>({ operation: 'notExistingOperation' });
// @ts-expect-error: an operation is needed
takes<Patch>({ propertyName: 'title', value: 'x' });
// @ts-expect-error: a property name is needed
takes<Patch>({ operation: 'setMetadataProperty', value: 'x' });
// @ts-expect-error: a note is text
takes<Patch>({ operation: 'revokeAsset', note: 1 });
// @ts-expect-error: archive takes no note
takes<Patch>({ operation: 'archive', note: 'x' });
// @ts-expect-error: a replacement has a key
takes<Patch>({ operation: 'replaceAsset', value: { url: 'https://example.com/a.png' } });
// @ts-expect-error: a replacement is needed
takes<Patch>({ operation: 'replaceAsset' });
// @ts-expect-error: a size is a number
takes<AssetReplacement>({ key: 'a', size: '1' });
// @ts-expect-error: a locale is text
takes<Patch>({ operation: 'removeAsset', locale: 1 });
// @ts-expect-error: an id is needed
takes<Patch>({ operation: 'removeUsageLogEntry' });
// @ts-expect-error: an update needs an id
takes<Patch>({ operation: 'updateUsageLogEntry', value: { state: 'pending', purpose: 'print' } });
// @ts-expect-error: an update needs a state
takes<Patch>({ operation: 'updateUsageLogEntry', usageLogEntryId: 'x', value: { purpose: 'print' } });
// @ts-expect-error: a confirmed usage needs a date
takes<Patch>({ operation: 'addUsageLogEntry', value: { state: 'confirmed', purpose: 'print' } });
// @ts-expect-error: also in an update
takes<UsageLogEntryUpdate>({ state: 'confirmed', purpose: 'print' });
takes<NewUsageLogEntry>({ ...({ purpose: 'print' } satisfies UsageFields), ...({ state: 'pending' } satisfies PendingUsage) });
takes<ConfirmedUsage>({ state: 'confirmed', publicationDate: new Date() });
// @ts-expect-error: a purpose is needed
takes<NewUsageLogEntry>({ state: 'pending' });
// @ts-expect-error: no such state
takes<NewUsageLogEntry>({ state: 'done', purpose: 'print' });
// @ts-expect-error: a date is a text or a Date
takes<NewUsageLogEntry>({ purpose: 'print', publicationDate: Date.now() });
// @ts-expect-error: params are an object
takes<NewUsageLogEntry>({ purpose: 'print', params: 'x' });
// @ts-expect-error: an old value is an object
takes<UpdateUsageLogEntryPatch['oldValue']>('x');
takes<UsageLogEntryUpdate>({ state: 'confirmed', purpose: 'print', publicationDate: '2026-05-01T11:00:00.000Z' });

takes<PatchRequest>({ patches: [] });
takes<PatchRequest>({ version: '1', preserveUpdatedAt: true, patches: [{ operation: 'archive' }] });
takes<PatchRequest>({ version: 1, patches: Object.freeze([]) });
// @ts-expect-error: patches are needed
takes<PatchRequest>({ version: 1 });
// @ts-expect-error: a version is a text or a number
takes<PatchRequest>({ version: null, patches: [] });
// @ts-expect-error: a request has no such property
takes<PatchRequest>({ patches: [], operations: [] });

// What a metadata property can be set to: what JSON does not lose.
interface Localized {
  en: string;
  de?: string;
}
class Point {
  x = 1;
  distance() {
    return this.x;
  }
}
declare const localized: Localized;
declare const json: JsonValue;
takes<readonly MetadataValue[]>([null, true, 1, 'x', new Date(), new URL('https://example.com'), json, new Point()]);
takes<readonly MetadataValue[]>([[], ['a', { b: [1] }], takes<readonly Localized[]>([]), takes<unknown[]>([])]);
takes<readonly MetadataValue[]>([{}, { en: 'Lake', de: undefined }, localized, takes<Record<string, unknown>>({}), takes<object>({})]);
takes<Patch>({ operation: 'setMetadataProperty', propertyName: 'title', value: { en: 'Lake' } });
takes<Patch>({ operation: 'setMetadataProperty', propertyName: 'title', value: localized });
// @ts-expect-error: a value that is undefined is none; leave it out, or say null
takes<Patch>({ operation: 'setMetadataProperty', propertyName: 'title', value: undefined });
// @ts-expect-error: a Map would arrive as {}
takes<Patch>({ operation: 'setMetadataProperty', propertyName: 'tags', value: new Map([['a', 1]]) });
// @ts-expect-error: also a Set
takes<MetadataValue>(new Set(['a']));
// @ts-expect-error: also a Blob
takes<MetadataValue>(new Blob([]));
// @ts-expect-error: also a File, as an input of a form gives it
takes<MetadataValue>(new FormData().get('title'));
// @ts-expect-error: also FormData itself
takes<MetadataValue>(new FormData());
// @ts-expect-error: also Headers
takes<MetadataValue>(new Headers());
// @ts-expect-error: bytes would arrive as an object of numbers
takes<MetadataValue>(new Uint8Array([1]));
// @ts-expect-error: also a promise
takes<MetadataValue>(Promise.resolve('Lake'));
// @ts-expect-error: a function would remove the property
takes<MetadataValue>(() => 'Lake');
// @ts-expect-error: also a class
takes<MetadataValue>(Point);
// @ts-expect-error: also a symbol
takes<MetadataValue>(Symbol('Lake'));
// @ts-expect-error: a bigint cannot be written as JSON
takes<MetadataValue>(1n);
// @ts-expect-error: nothing is known of it
takes<MetadataValue>(takes<unknown>('Lake'));

// What a form holds: all fields of all operations, and any value of metadata.
takes<PatchDraft>({ note: 'x' });
takes<PatchDraft>({ operation: undefined, note: undefined, value: undefined });
takes<PatchDraft>({ operation: 'addUsageLogEntry', value: { purpose: 'print', state: 'pending', params: { pages: [1] } } });
takes<PatchDraft>({ operation: 'addUsageLogEntry', value: { publicationDate: null } });
takes<PatchDraft>({ operation: 'replaceAsset', value: { key: 'a', size: 1 } });
takes<readonly PatchDraft['value'][]>([null, true, 1, 'x', [], ['a', { b: [1] }], {}, { en: 'Lake' }, new Date(), json, localized]);
takes<PatchDraft['value']>(takes<MetadataValue>(1));
takes<PatchDraft>(takes<Patch>({ operation: 'archive' }));
takes<PatchRequestDraft>({});
takes<PatchRequestDraft>({ patches: [...takes<PatchRequest>({ patches: [] }).patches] });
// @ts-expect-error: a form changes its patches
takes<PatchRequestDraft>(takes<PatchRequest>({ patches: [] }));
// Some libraries ask this of what they check.
takes<Record<string, unknown>[]>([takes<PatchRequest>({ patches: [] }), takes<PatchRequestDraft>({}), takes<PatchDraft>({}), takes<Patch>({ operation: 'archive' })]);
sure<Equal<NonNullable<PatchDraft['value']>['purpose'], string | undefined>>();
sure<Equal<NonNullable<PatchDraft['value']>['size'], number | undefined>>();
// @ts-expect-error: no operation has such a property
takes<PatchDraft>({ nte: 'x' });
// @ts-expect-error: a purpose is text
takes<PatchDraft>({ value: { purpose: 1 } });
// @ts-expect-error: no such state
takes<PatchDraft>({ value: { state: 'done' } });
// @ts-expect-error: nothing has such a field
takes<PatchDraft>({}).value?.purpse;
// A form of one operation has a type of its own.
interface TitleForm {
  operation: 'setMetadataProperty';
  propertyName: 'title';
  value: Localized;
}
sure<Equal<InferInput<Schema<TitleForm, Patch>>, TitleForm>>();
takes<Schema<TitleForm, Patch>>(validator.patch as Schema<TitleForm, Patch>);

sure<
  Equal<
    Operation,
    | 'setMetadataProperty'
    | 'archive'
    | 'replaceAsset'
    | 'removeAsset'
    | 'revokeAsset'
    | 'unrevokeAsset'
    | 'addUsageLogEntry'
    | 'updateUsageLogEntry'
    | 'removeUsageLogEntry'
  >
>();

/** Each operation leads to its patch, and no other is left. */
export function patchOf(patch: Patch): unknown {
  switch (patch.operation) {
    case 'setMetadataProperty':
      return takes<SetMetadataPropertyPatch>(patch).propertyName;
    case 'archive':
      return takes<ArchivePatch>(patch);
    case 'replaceAsset':
      return takes<ReplaceAssetPatch>(patch).value.key;
    case 'removeAsset':
      return takes<RemoveAssetPatch>(patch).locale;
    case 'revokeAsset':
      return takes<RevokeAssetPatch>(patch).note;
    case 'unrevokeAsset':
      return takes<UnrevokeAssetPatch>(patch);
    case 'addUsageLogEntry':
      return usageDate(takes<AddUsageLogEntryPatch>(patch).value);
    case 'updateUsageLogEntry':
      return usageDate(takes<UpdateUsageLogEntryPatch>(patch).value);
    case 'removeUsageLogEntry':
      return takes<RemoveUsageLogEntryPatch>(patch).usageLogEntryId;
    default:
      return never(patch);
  }
}

function usageDate(value: NewUsageLogEntry | UsageLogEntryUpdate): string | Date | undefined {
  if (value.state === 'confirmed') return takes<string | Date>(value.publicationDate);
  // @ts-expect-error: a pending usage may have no date
  takes<string | Date>(value.publicationDate);
  return value.publicationDate;
}

// ───────────────────────────── Validation ─────────────────────────────

new Validator();
new Validator({});
new Validator({ apiVersion: undefined, serverRelease: undefined });
new Validator({ usagePurposes: undefined, unknownProperties: undefined });
new Validator({ unknownProperties: 'ignore' });
// @ts-expect-error: no such way
new Validator({ unknownProperties: 'warn' });
// @ts-expect-error: no such option
new Validator({ version: '2026-05' });
takes<ValidatorOptions>({
  usagePurposes: [
    {
      handle: 'print',
      label: { en: 'Print', de: 'Druck' },
      internal: false,
      paramsSchema: [
        { handle: 'medium', type: 'li-enum', config: { dataProvider: { items: [{ value: 'Paper' }] } } },
        { handle: 'pages', type: 'li-integer', config: { required: true, minValue: 1, ui: { component: 'x' } } },
        { handle: 'other', type: 'my-own-type', extra: 1 },
      ],
      somethingElse: true,
    },
  ],
});
new Validator({ usagePurposes: { mediaCenter: { usagePurposes: [{ handle: 'print' }] }, mediaTypes: [] } });
new Validator({ usagePurposes: { mediaCenter: { usageLog: { purposes: [{ handle: 'print', paramsSchema: [{ handle: 'x', type: 'geo', config: { maxLength: null } }] }] } } } });
// @ts-expect-error: a purpose has a handle
takes<UsagePurpose>({ label: 'Print' });
// @ts-expect-error: a param has a type
takes<UsageParam>({ handle: 'medium' });

sure<Equal<ReturnType<Validator['validate']>, readonly Issue[]>>();
validator.validate(undefined);
validator.validatePatch(Symbol());
validator.validateJson('{}');
validator.validateJson(new Uint8Array());
validator.validateJson(new ArrayBuffer(1));
// @ts-expect-error: an object is for `validate`
validator.validateJson({ patches: [] });
// @ts-expect-error: issues cannot be added
validator.validate({}).push();

// Type guards narrow what they are given.
export function guarded(value: unknown): string {
  if (validator.isPatch(value)) return value.operation === 'revokeAsset' ? (value.note ?? '') : value.operation;
  if (validator.isPatchRequest(value)) return String(value.patches.length);
  // @ts-expect-error: still unknown
  return value.operation;
}

// Operations and limits as data.
sure<Equal<keyof typeof operations, Operation>>();
sure<Equal<keyof typeof operations.revokeAsset.properties, 'note'>>();
sure<Equal<keyof typeof operations.archive.properties, never>>();
takes<true | 'confirmed' | undefined>(operations.updateUsageLogEntry.properties.usageLogEntryId.required);
takes<string | undefined>(operations.replaceAsset.properties.value.properties?.['key']?.type);
takes<number>(limits.noteLength + limits.requestBytes + limits.nesting + limits.issues);
// @ts-expect-error: they are frozen
limits.noteLength = 1;
// @ts-expect-error: they are frozen
operations.archive = operations.archive;
// @ts-expect-error: no such operation
operations.delete;

// A form's values as a patch.
sure<Equal<ReturnType<typeof toPatch>, PatchDraft>>();
toPatch({ operation: 'archive', anything: 1 });
// @ts-expect-error: values are an object
toPatch('archive');
const fromForm = toPatch({});
if (validator.isPatch(fromForm)) takes<Operation>(fromForm.operation);

export function readIssue(issue: Issue): string {
  sure<Equal<Issue['path'], ReadonlyArray<string | number>>>();
  // @ts-expect-error: issues cannot be changed
  issue.message = 'x';
  // @ts-expect-error: nor their paths
  issue.path.push('x');
  // @ts-expect-error: nor their params
  issue.params['maximum'] = 1;
  // @ts-expect-error: no such code
  if (issue.code === 'wrong') return '';
  const code: IssueCode = issue.code;
  return `${code} at ${issue.path.join('.')}: ${issue.message} ${JSON.stringify(issue.params['maximum'])}`;
}

sure<Equal<ReturnType<typeof toErrorDetails>, Record<string, string>>>();
sure<Equal<ReturnType<typeof issuesFromErrorDetails>, Issue[]>>();
sure<Equal<Parameters<typeof issuesFromErrorDetails>, [details: unknown]>>();
sure<Equal<ReturnType<typeof ready>, Promise<void>>>();

// The parts of the standard (https://standardschema.dev) that libraries of others look for.
interface StandardSchemaV1<Input, Output> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (
      value: unknown,
      options?: { readonly libraryOptions?: Record<string, unknown> | undefined },
    ) => StandardResult<Output> | Promise<StandardResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}
interface StandardIssue {
  readonly message: string;
  readonly path?: ReadonlyArray<PropertyKey | { readonly key: PropertyKey }> | undefined;
}
type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: ReadonlyArray<StandardIssue> };
interface StandardJsonSchemaV1<Input, Output> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
    readonly jsonSchema: {
      readonly input: (options: JsonSchemaOptions) => Record<string, unknown>;
      readonly output: (options: JsonSchemaOptions) => Record<string, unknown>;
    };
  };
}
interface JsonSchemaOptions {
  readonly target: 'draft-2020-12' | 'draft-07' | (string & {});
  readonly libraryOptions?: Record<string, unknown> | undefined;
}
type InferInput<S extends StandardSchemaV1<any, any>> = NonNullable<S['~standard']['types']>['input'];
type InferOutput<S extends StandardSchemaV1<any, any>> = NonNullable<S['~standard']['types']>['output'];

takes<StandardSchemaV1<PatchRequestDraft, PatchRequest>>(validator.patchRequest);
takes<StandardJsonSchemaV1<PatchRequestDraft, PatchRequest>>(validator.patchRequest);
takes<StandardSchemaV1<PatchDraft, Patch>>(validator.patch);
takes<Schema<PatchDraft, Patch>>(validator.patch);
sure<Equal<InferInput<Validator['patchRequest']>, PatchRequestDraft>>();
sure<Equal<InferOutput<Validator['patchRequest']>, PatchRequest>>();
sure<Equal<InferInput<Validator['patch']>, PatchDraft>>();
sure<Equal<InferOutput<Validator['patch']>, Patch>>();
// @ts-expect-error: a patch is no request
takes<Schema<PatchRequestDraft, PatchRequest>>(validator.patch);

export function parse(value: unknown): Patch {
  const result = validator.patch['~standard'].validate(value);
  if (result.issues) throw new Error(takes<readonly Issue[]>(result.issues)[0]?.code);
  takes<Record<string, unknown>>(validator.patch['~standard'].jsonSchema.input({ target: 'draft-2020-12' }));
  return result.value;
}

// ───────────────────────────── Client ─────────────────────────────

const baseUrl = 'https://server.livingdocs.io';
new MediaLibraryClient({ baseUrl, token: 'x' });
new MediaLibraryClient({ baseUrl: new URL(baseUrl), token: () => 'x' });
new MediaLibraryClient({ baseUrl, token: async () => 'x', fetch, onAttempt: console.log });
new MediaLibraryClient({ baseUrl, token: 'x', fetch: (url, init) => fetch(takes<string>(url), takes<RequestInit>(init)) });
new MediaLibraryClient({ baseUrl, token: 'x', fetch: globalThis.fetch });
new MediaLibraryClient({ baseUrl, token: 'x', fetch: (url) => fetch(url) });
// @ts-expect-error: it is called with a text
new MediaLibraryClient({ baseUrl, token: 'x', fetch: (request: Request) => fetch(request) });
new MediaLibraryClient({
  baseUrl,
  token: async (request) => {
    takes<TokenRequest>(request);
    return takes<string>(request.refused ?? String(takes<AbortSignal>(request.signal).aborted));
  },
  headers: { 'x-trace': 'a', 'x-absent': undefined },
});
new MediaLibraryClient({ baseUrl, token: 'x', headers: new Headers() }).getEntry('a', { headers: [['x-trace', 'a']] });
takes<RequestHeaders>(new Map([['x-trace', 'a']]));
// @ts-expect-error: a header's value is a text
takes<RequestHeaders>({ 'x-trace': 5 });
new MediaLibraryClient({
  baseUrl,
  token: 'x',
  allowInsecureHttp: undefined,
  fetch: undefined,
  timeoutMs: undefined,
  maxRetries: undefined,
  onAttempt: undefined,
  apiVersion: undefined,
});
// @ts-expect-error: options are needed
new MediaLibraryClient();
// @ts-expect-error: a token is needed
new MediaLibraryClient({ baseUrl });
// @ts-expect-error: a base URL is needed
new MediaLibraryClient({ token: 'x' });
// @ts-expect-error: a token's function gives text
new MediaLibraryClient({ baseUrl, token: () => 1 });
// @ts-expect-error: a token is not left open
takes<ClientOptions>({ baseUrl, token: undefined });
// @ts-expect-error: the validator is made once
client.validator = new Validator();

export function onAttempt(event: AttemptEvent): string {
  sure<Equal<typeof event.method, 'GET' | 'PATCH' | 'POST'>>();
  sure<Equal<typeof event.headers, Headers | undefined>>();
  // @ts-expect-error: the last attempt is followed by none
  takes<number>(event.retryInMs);
  return `${event.attempt}: ${event.status ?? event.error?.code} after ${event.durationMs} ms`;
}

interface Metadata {
  title: string;
  credit?: string;
}

export async function calls(request: PatchRequest, ids: readonly string[]): Promise<void> {
  const options: RequestOptions = { signal, timeoutMs: undefined, maxRetries: 0 };
  await client.getEntry('a', { signal: undefined, timeoutMs: undefined, maxRetries: undefined });

  const entry = await client.getEntry('a', options);
  sure<Equal<typeof entry, MediaLibraryEntry<JsonObject>>>();
  takes<JsonValue | undefined>(entry.metadata['title']);
  takes<Asset | undefined>(entry.asset);
  takes<number>(entry.version);
  takes<unknown>(entry['somethingElse']);
  takes<string | undefined>(entry.translations?.[0]?.locale);
  // @ts-expect-error: an entry may have no asset
  takes<Asset>(entry.asset);
  const typed = await client.getEntry<Metadata>('a');
  takes<string>(typed.metadata.title);
  // @ts-expect-error: metadata of this project has no such property
  typed.metadata.subtitle;
  // @ts-expect-error: metadata is an object
  await client.getEntry<string>('a');
  // @ts-expect-error: an id is text
  await client.getEntry(1);

  takes<MediaLibraryEntry<Metadata>[]>(await client.getEntries<Metadata>({ ids }, options));
  await client.getEntries({ ids }, { onProgress: ({ done, of }) => takes<number>(done / of), headers: {} });
  await client.getEntries({ externalId: 'ex-1' });
  await client.getEntries({ externalId: 'ex-1', systemName: 'externalSystem' });
  // @ts-expect-error: a system's name alone finds nothing
  await client.getEntries({ systemName: 'externalSystem' });
  // @ts-expect-error: a query says what to look for
  await client.getEntries({});

  sure<Equal<Awaited<ReturnType<typeof client.patchEntry>>, void>>();
  await client.patchEntry('a', request);
  await client.patchEntry('a', request, { validate: false, signal });
  await client.patchEntry('a', { version: entry.version, patches: [{ operation: 'archive' }] });
  // @ts-expect-error: a draft is not sent
  await client.patchEntry('a', takes<PatchRequestDraft>({}));
  // @ts-expect-error: no such option
  await client.patchEntry('a', request, { retries: 1 });

  const changed = await client.updateEntry<Metadata>('a', ({ metadata }) => {
    if (!metadata.credit) return null;
    return [{ operation: 'setMetadataProperty', propertyName: 'credit', value: metadata.credit.trim() }];
  });
  sure<Equal<typeof changed, boolean>>();
  await client.updateEntry('a', () => undefined);
  await client.updateEntry('a', () => []);
  await client.updateEntry('a', async () => Object.freeze<Patch[]>([]), { maxConflicts: 1, preserveUpdatedAt: true });
  // @ts-expect-error: patches are a list
  await client.updateEntry('a', () => takes<Patch>({ operation: 'archive' }));
  // @ts-expect-error: updates are always judged
  await client.updateEntry('a', () => null, { validate: false });

  const log = await client.getUsageLog('a', options);
  sure<Equal<typeof log, UsageLogEntry[]>>();
  sure<Equal<UsageLogEntry['state'], 'pending' | 'confirmed'>>();
  for (const usage of log) takes<UpdateUsageLogEntryPatch['oldValue']>(usage);
  sure<Equal<Awaited<ReturnType<typeof client.getAssetKeys>>, string[]>>();
  await client.getAssetKeys('a', options);
  const image: Response = await client.serveImage('2025/03/14/a.jpeg', options);
  takes<Promise<Blob>>(image.blob());
}

export async function pages(): Promise<void> {
  const promise: PagePromise<DocumentReferences> = client.getIncomingDocumentReferences('a');
  const query: PageQuery = { limit: undefined, offset: undefined, after: undefined };

  // Awaited: the first page.
  const page: Page<DocumentReferences> = await promise;
  takes<readonly DocumentReferences[]>(page.results);
  // @ts-expect-error: results cannot be added
  page.results.push({ id: 1, references: [] });
  // @ts-expect-error: old API versions count nothing
  takes<number>(page.total);
  const next = await page.nextPage({ signal });
  sure<Equal<typeof next, Page<DocumentReferences> | null>>();
  // @ts-expect-error: there may be no next page
  next.results;

  // Iterated: every result.
  for await (const result of promise) {
    takes<number>(result.id);
    for (const reference of result.references) takes<Reference>(reference).location.trim();
  }
  for await (const result of client.getIncomingMediaReferences('a', query, { signal })) {
    sure<Equal<typeof result, MediaReferences>>();
    takes<string>(result.id);
  }

  // A promise like any other.
  const counted: number | undefined = await promise.then((first) => first.total).catch(() => undefined);
  void counted;
  await Promise.all([promise, client.getIncomingMediaReferences('a', { limit: 1, after: page.cursor })]);
  // @ts-expect-error: no such part of a list
  client.getIncomingDocumentReferences('a', { page: 2 });
}

export async function bulk(entries: AsyncIterable<PatchJob>): Promise<void> {
  const options: BulkOptions = {
    concurrency: undefined,
    validate: undefined,
    onProgress: undefined,
    signal: undefined,
  };
  const all: PatchJobResult[] = [];
  for await (const result of client.patchEntries(entries, options)) all.push(result);
  const results = client.patchEntries([{ id: 'a', request: { patches: [] } }], {
    concurrency: 8,
    onProgress: ({ succeeded, failed, inFlight }) => console.log(succeeded + failed + inFlight),
  });
  for await (const result of results) {
    takes<string>(result.id + result.index + result.job.request.patches.length);
    if (result.ok) {
      // @ts-expect-error: a success has no error
      result.error;
      continue;
    }
    takes<string>(result.error.message);
    // @ts-expect-error: a TypeError has no code
    result.error.code;
    if (isMediaLibraryError(result.error)) {
      sure<Equal<typeof result.error, MediaLibraryFailure>>();
      if (result.error.code === 'validation') takes<readonly Issue[]>(result.error.issues);
    } else {
      sure<Equal<typeof result.error, TypeError>>();
    }
    if (!(result.error instanceof TypeError)) failureOf(result.error);
  }
  await results.return?.();
  // @ts-expect-error: a job has a request
  client.patchEntries([{ id: 'a' }]);
  // @ts-expect-error: results cannot be changed
  for (const result of all) result.ok = true;
}

// ───────────────────────────── Errors ─────────────────────────────

// @ts-expect-error: the library makes its errors itself
new MediaLibraryError();
// @ts-expect-error: of every kind
new ValidationError();
// @ts-expect-error: also those of answers
new ConflictError();

sure<
  Equal<
    MediaLibraryFailure['code'],
    | 'validation'
    | 'unsupported'
    | 'connection'
    | 'timeout'
    | 'response_format'
    | 'unexpected_status'
    | 'bad_request'
    | 'authentication'
    | 'permission'
    | 'not_found'
    | 'conflict'
    | 'gone'
    | 'rate_limit'
    | 'server'
  >
>();

/** Each code leads to its class, and no other is left. */
export function failureOf(error: MediaLibraryFailure): unknown {
  takes<Error>(error);
  takes<MediaLibraryError>(error);
  takes<string | undefined>(error.method);
  takes<string | undefined>(error.url);
  takes<Record<string, unknown>>(error.toJSON());
  // @ts-expect-error: not every failure has a status
  error.status;
  switch (error.code) {
    case 'validation':
      return takes<ValidationError>(error).issues;
    case 'unsupported':
      return takes<UnsupportedError>(error);
    case 'connection':
      return takes<ConnectionError>(error).cause;
    case 'timeout':
      return takes<number>(takes<TimeoutError>(error).timeoutMs);
    case 'response_format':
      return takes<number>(takes<ResponseFormatError>(error).status);
    case 'bad_request':
      return takes<readonly Issue[]>(takes<BadRequestError>(error).issues);
    case 'authentication':
      return takes<AuthenticationError>(error).headers.get('www-authenticate');
    case 'permission':
      return takes<PermissionError>(error).details;
    case 'not_found':
      return takes<NotFoundError>(error).error;
    case 'conflict':
      takes<boolean>(takes<ConflictError>(error).outcomeUnknown);
      return takes<number | undefined>(error.currentVersion ?? error.sentVersion);
    case 'gone':
      return takes<GoneError>(error).status;
    case 'rate_limit':
      return takes<number | undefined>(takes<RateLimitError>(error).retryAfterMs);
    case 'server':
      return takes<ServerError>(error).status;
    case 'unexpected_status':
      return takes<ApiError>(error).status;
    default:
      return never(error);
  }
}

export function classOf(error: unknown): unknown {
  if (error instanceof ConflictError) return error.currentVersion;
  if (error instanceof WebAssemblyError) {
    // @ts-expect-error: not one of the reasons
    if (error.reason === 'x') return error.code;
    return error.reason === 'policy' ? takes<'web_assembly'>(error.code) : takes<MediaLibraryError>(error).toJSON();
  }
  if (error instanceof BadRequestError) return toErrorDetails(error.issues);
  if (error instanceof ApiError) return takes<Headers>(error.headers);
  if (error instanceof TimeoutError) return error.timeoutMs;
  if (error instanceof MediaLibraryError) {
    // @ts-expect-error: errors cannot be changed
    error.code = 'x';
    return error.code;
  }
  // @ts-expect-error: nothing is known of it yet
  error.code;
  if (isMediaLibraryError(error)) return failureOf(error);
  return undefined;
}

// ───────────────────────────── Edge and smaller entry points ─────────────────────────────

export async function guard(request: Request): Promise<Response> {
  const refusal = await guardPatch(request, validator, { maxBytes: 1_000 });
  sure<Equal<typeof refusal, Response | null>>();
  await guardPatch(request, validator, { paths: 'mediaLibrary', apiVersion: 'path' });
  // @ts-expect-error: no other paths are known
  await guardPatch(request, validator, { paths: 'documents' });
  // @ts-expect-error: a version is an option of the validator
  await guardPatch(request, validator, { apiVersion: '2026-05' });
  // @ts-expect-error: a validator is needed
  await guardPatch(request);
  return refusal ?? fetch(request);
}

sure<Equal<SmallIssue, Issue>>();
sure<Equal<SmallPatchRequest, PatchRequest>>();
sure<Equal<typeof small.guardPatch, typeof guardPatch>>();
takes<Validator>(new small.Validator());
sure<Equal<typeof small.WebAssemblyError, typeof WebAssemblyError>>();
takes<readonly SmallIssue[]>(small.issuesFromErrorDetails(small.toErrorDetails([])));
takes<Promise<void>>(small.ready());
takes<small.ClientOptions>({ baseUrl, token: 'x' });
// @ts-expect-error: there is no client in the small entry point
new small.MediaLibraryClient({ baseUrl, token: 'x' });
// @ts-expect-error: nor a way to tell its errors
small.isMediaLibraryError(undefined);
