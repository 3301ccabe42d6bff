/**
 * `livingdocs-media-library/import`: makes entries of the media library, from an asset system, an agency's feed or an archive. It
 * works on a client that the caller hands over, of `livingdocs-media-library` or `livingdocs-media-library/slim`, and brings no
 * WebAssembly of its own.
 *
 * The token needs the scope `public-api:write`; `upsertEntries` and `waitForImport` need `public-api:read`, too.
 */
import type {
  Issue,
  JsonObject,
  MediaLibraryClient,
  MediaLibraryEntry,
  MediaLibraryFailure,
  Patch,
  RequestOptions,
} from './index.js';

// ───────────────────────────── Files in the storage ─────────────────────────────

/**
 * An entry that is to be made, of a file that is in the project's storage already: the Public API takes no uploads.
 *
 * Livingdocs documentation: Public API, Import, Media Library.
 *
 * @typeParam M the project's metadata
 */
export interface ImportEntry<M extends object = JsonObject> {
  /** Of 1 to 32 characters of `a-z A-Z 0-9 -`; no other entry has it. Default: the server makes one. */
  id?: string | undefined;
  /** Name of the external system that the entry comes from; required beside `externalId`. */
  systemName?: string | undefined;
  /** The entry's id in that system; no other entry of that system has it. */
  externalId?: string | undefined;
  /** Handle of one of the project's media types, e.g. `image`. */
  mediaType: string;
  /** The file. */
  asset: ImportAsset;
  /** The project's metadata. */
  metadata?: M | undefined;
  /** Metadata, and perhaps a file, of other locales; in multilingual setups. */
  translations?: readonly ImportTranslation<M>[] | undefined;
}

/** A file that is in the project's storage. */
export interface ImportAsset {
  /** Key in the storage; not empty. */
  key: string;
  /** Where the file can be fetched. */
  url: string;
  /** Bytes; a whole number from 0. */
  size: number;
  /** Media type, e.g. `image/png`. */
  mimeType: string;
  /** Name of the file, for people. */
  filename: string;
  /** Pixels; a whole number from 0. Required of images. */
  width?: number | undefined;
  /** Pixels; a whole number from 0. Required of images. */
  height?: number | undefined;
  /** Seconds, from 0. Required of videos. */
  duration?: number | undefined;
}

/** What an entry has in another locale. */
export interface ImportTranslation<M extends object = JsonObject> {
  /** The locale: `fr`, `de-CH`. */
  locale: string;
  /** The metadata in that locale. */
  metadata?: Partial<M> | undefined;
  /** The file of that locale. */
  asset?: ImportAsset | undefined;
}

/** What became of one entry. */
export type ImportResult<M extends object = JsonObject> =
  | {
      /** The entry is there. */
      readonly ok: true;
      /** The entry's place in `entries`, from 0. */
      readonly index: number;
      /** The entry as it came from `entries`. */
      readonly entry: ImportEntry<M>;
      /** The id in the media library. */
      readonly id: string;
      /**
       * - `created`: the server has made it.
       * - `existed`: an attempt got no clear answer, and when it was repeated the server had an entry of this `id`, or of this
       *   `externalId` and `systemName`. Most likely that attempt made it; it may have been there before.
       */
      readonly outcome: 'created' | 'existed';
      /** The entry as the server has made it. Absent where it `existed`. */
      readonly record?: MediaLibraryEntry<M>;
    }
  | ImportFailure<M>;

/** An entry that was not made, or of which that is not known. */
export interface ImportFailure<M extends object = JsonObject> {
  /** Tells it from the others. */
  readonly ok: false;
  /** The entry's place in `entries`, from 0. */
  readonly index: number;
  /** The entry as it came from `entries`. */
  readonly entry: ImportEntry<M>;
  /**
   * Why. A ValidationError was not sent; a {@link ConflictError} says that `id` or `externalId` is taken; a BadRequestError what
   * the server finds wrong with the entry. Entries of a request that failed as a whole share an error. What `token` or `onExisting`
   * throws is here, too, unchanged, and a WebAssemblyError where the WebAssembly cannot be used.
   */
  readonly error: MediaLibraryFailure | TypeError;
  /** What is wrong with the entry, each at its place in it; empty where the entry is not at fault. */
  readonly issues: readonly Issue[];
  /** Whether the entry may be there all the same: no clear answer came. `error` says so, too. */
  readonly outcomeUnknown: boolean;
}

/** Options of `importEntries`. `timeoutMs` and `maxRetries` are each request's. */
export interface ImportOptions extends RequestOptions {
  /** How many requests may be in flight at once. Default 4. */
  concurrency?: number | undefined;
  /** The most entries of one request. Default 100. */
  batchSize?: number | undefined;
  /**
   * The most bytes of one request's body: what the server is configured to take (`maxRequestBodySize`). An entry that is longer
   * goes alone. Default 512,000, the server's default.
   */
  maxBytes?: number | undefined;
  /** False sends entries without validating them. Default true: one that is not valid is not sent, and its result says so. */
  validate?: boolean | undefined;
  /** Told how far the entries are. What it throws or rejects with is ignored. */
  onProgress?:
    | ((progress: {
        /** Entries that were made. */
        readonly created: number;
        /** Entries that were there, see {@link ImportResult}. */
        readonly existed: number;
        /** Entries that failed. */
        readonly failed: number;
        /** Requests that are under way. */
        readonly inFlight: number;
      }) => void)
    | undefined;
}

/**
 * Makes many entries, of files that are in the storage already. Each entry is validated, by the rules of the API reference and by
 * those of the client's {@link MediaLibraryClient.validator}; then they are sent in batches. Results come in the order of
 * completion, one for each entry.
 *
 * Nothing happens until the first result is asked for. `entries` is pulled as requests become free, and not far ahead of what was
 * asked for; a batch that is not full goes out at the end, and when `entries` gives nothing for 100 ms.
 *
 * **What is repeated:** entries that have an `id`, or `externalId` and `systemName`, travel apart from the others. A batch of them
 * is repeated as a GET is (no answer, a timeout, 408, 429, 500, 502, 503 and 504); the server refuses what is there already, and
 * that is `existed`. A batch of entries without such a name is repeated on 429 and 503 only, for a repeat would make them twice; when
 * it gets no clear answer, each of its entries fails with `outcomeUnknown`. A batch that is too large for the server (413) is
 * halved. When the server answers 429, every request rests as long as it asks.
 *
 * An answer that is not one result for each entry, in their order, is a ResponseFormatError for each of them, with
 * `outcomeUnknown`.
 *
 * When `entries` throws, when `signal` is aborted, or when the loop is left, nothing more is sent; what is under way finishes. In the
 * first two cases its results are still yielded before the iterator rejects. **An entry without a result was not sent.**
 *
 * Livingdocs documentation: Public API, Import, Media Library.
 *
 * @throws TypeError when `client` is none of this package's; the iterator rejects with one when `entries` or an option is not what its
 * type says
 *
 * @example
 * import { MediaLibraryClient } from 'livingdocs-media-library';
 * import { importEntries } from 'livingdocs-media-library/import';
 *
 * const client = new MediaLibraryClient({ baseUrl: 'https://server.livingdocs.io', token: 'ey1234' });
 * const entries = [
 *   {
 *     systemName: 'agency',
 *     externalId: '4711',
 *     mediaType: 'image',
 *     asset: {
 *       key: '2026/05/4711.jpg',
 *       url: 'https://files.example.com/2026/05/4711.jpg',
 *       size: 21000,
 *       mimeType: 'image/jpeg',
 *       filename: '4711.jpg',
 *       width: 1600,
 *       height: 900,
 *     },
 *     metadata: { title: 'An image' },
 *   },
 * ];
 * for await (const result of importEntries(client, entries)) {
 *   if (result.ok) console.log(`${result.entry.externalId}: ${result.id} ${result.outcome}`);
 *   else console.error(`${result.entry.externalId}: ${result.error.message}`, result.issues);
 * }
 */
export declare function importEntries<M extends object = JsonObject>(
  client: MediaLibraryClient,
  entries: Iterable<ImportEntry<M>> | AsyncIterable<ImportEntry<M>>,
  options?: ImportOptions,
): AsyncIterableIterator<ImportResult<M>>;

/**
 * What is wrong with an entry, as {@link importEntries} judges it before it is sent; an empty list when nothing is. Sends nothing: for
 * a page that shows what is wrong, line by line, before it imports.
 *
 * @throws TypeError when `client` is no MediaLibraryClient of this package
 */
export declare function validateEntry(client: MediaLibraryClient, entry: unknown): Issue[];

// ───────────────────────────── Files to be fetched ─────────────────────────────

/** What Livingdocs fetches: `files` since release-2024-05. */
export type ImportKind = 'images' | 'videos' | 'files';

/** A file that Livingdocs fetches and makes an entry of. */
export interface ImportItem<M extends object = JsonObject> {
  /** The file's id in the external system; becomes the entry's `externalId`. Not empty. */
  id: string;
  /** Where Livingdocs fetches the file: an absolute URL. */
  url: string;
  /** Name of the file, for people. */
  fileName: string;
  /** The project's metadata. */
  metadata?: M | undefined;
  /** Handle of one of the project's media types. */
  mediaType: string;
}

/** What `importFromUrls` asks for: the files stand under their kind, `images` say. */
export type ImportRequest<Kind extends ImportKind, M extends object = JsonObject> = {
  /** Name of the external system that the entries come from; not empty. */
  systemName: string;
  /** Where Livingdocs posts the result to: an absolute URL. */
  webhook?: string | undefined;
  /** Comes back with the result: at most 8,192 bytes of JSON. */
  context?: unknown;
} & Readonly<Record<Kind, readonly ImportItem<M>[]>>;

/** A job that Livingdocs works on. Plain data, which can be kept and waited for elsewhere. */
export interface ImportJob<Kind extends ImportKind = ImportKind> {
  /** The job's id. */
  readonly id: string;
  /** What it fetches. */
  readonly kind: Kind;
}

/**
 * Has Livingdocs fetch files and make entries of them, which takes a while: `waitForImport` tells what became of it.
 *
 * The request is validated before it is sent: the rules of the documentation, and metadata by the client's validator. A request that
 * got no clear answer is not repeated, since it may have started a job. A 429 is repeated only where the server says how long to wait:
 * the daily quota ("Usage Limit Exceeded") says nothing, and rejects at once with a RateLimitError with the server's words.
 *
 * Rejects with a ValidationError for a request that is not valid, with an UnsupportedError for `files` when the client's
 * `serverRelease` is older than release-2024-05, and with a TypeError when `kind` or an option is not what its type says.
 *
 * Livingdocs documentation: Public API, Import, Images (Videos, Files).
 *
 * @example
 * const job = await importFromUrls(client, 'images', {
 *   systemName: 'agency',
 *   images: [{ id: '4711', url: 'https://agency.example.com/4711.jpg', fileName: '4711.jpg', mediaType: 'image' }],
 * });
 * const { state, items } = await waitForImport(client, job);
 */
export declare function importFromUrls<Kind extends ImportKind, M extends object = JsonObject>(
  client: MediaLibraryClient,
  kind: Kind,
  request: ImportRequest<Kind, M>,
  options?: RequestOptions,
): Promise<ImportJob<Kind>>;

/** What became of one file. */
export type ImportedItem<Kind extends ImportKind = ImportKind> = {
  /** `skipped`: an entry of this `externalId` and `systemName` was there. */
  readonly state: 'success' | 'skipped' | 'failed';
  /** Why it was skipped or failed. */
  readonly reason?: string;
  /** The `id` that was asked for. */
  readonly externalId: string;
  /** Name of the external system. */
  readonly systemName: string;
  /** Other fields pass through untouched. */
  readonly [other: string]: unknown;
} & { readonly [Name in Singular<Kind>]?: ImportedFile };

/** The name under which an item holds its file. */
export type Singular<Kind extends ImportKind> = Kind extends `${infer Name}s` ? Name : never;

/** A file that was fetched. */
export interface ImportedFile {
  /** The id of the entry that was made. */
  readonly mediaId: string;
  /** Where the file is now. */
  readonly url: string;
  /** Where it was fetched. */
  readonly originalUrl: string;
  /** Pixels. */
  readonly width?: number;
  /** Pixels. */
  readonly height?: number;
  /** Media type, e.g. `image/jpeg`. */
  readonly mimeType: string;
  /** Other fields pass through untouched. */
  readonly [other: string]: unknown;
}

/** What became of a job. */
export interface ImportJobResult<Kind extends ImportKind = ImportKind> {
  /** `failed`: the job as a whole; of its files, `items` tells. */
  readonly state: 'success' | 'failed';
  /** The files, as far as the server tells of them. */
  readonly items: readonly ImportedItem<Kind>[];
}

/** Options of `waitForImport`. `timeoutMs` and `maxRetries` are each request's, not those of the job. */
export interface WaitOptions<Kind extends ImportKind = ImportKind> extends RequestOptions {
  /** The first pause, in milliseconds; each further one is half as long again. Default 1,000. */
  firstPauseMs?: number | undefined;
  /** The longest pause, in milliseconds. Default 30,000. */
  longestPauseMs?: number | undefined;
  /** Told what the server says, each time. What it throws or rejects with is ignored. */
  onProgress?:
    | ((progress: {
        /** Where the job is. */
        readonly state: 'started' | 'success' | 'failed';
        /** The files, as far as the server tells of them. */
        readonly items: readonly ImportedItem<Kind>[];
      }) => void)
    | undefined;
}

/**
 * Asks how a job is, with growing pauses, until it is at its end. There is no limit of time: `AbortSignal.timeout` gives one.
 *
 * Rejects with `signal.reason` when that is aborted, and as a GET does when the server cannot be asked; the job itself goes on.
 *
 * Livingdocs documentation: Public API, Import, Images (Videos, Files), Status.
 */
export declare function waitForImport<Kind extends ImportKind>(
  client: MediaLibraryClient,
  job: ImportJob<Kind>,
  options?: WaitOptions<Kind>,
): Promise<ImportJobResult<Kind>>;

// ───────────────────────────── Entries that may be there ─────────────────────────────

/** An entry that is looked up by its name in another system. */
export type UpsertEntry<M extends object = JsonObject> = ImportEntry<M> & {
  /** Name of the external system that the entry comes from; not empty. */
  systemName: string;
  /** The entry's id in that system; not empty. */
  externalId: string;
};

/** What became of one entry. */
export type UpsertResult<M extends object = JsonObject> =
  | {
      /** The entry is there, as it was wanted. */
      readonly ok: true;
      /** The entry's place in `entries`, from 0. */
      readonly index: number;
      /** The entry as it came from `entries`. */
      readonly entry: UpsertEntry<M>;
      /** The id in the media library. Absent of what a `dryRun` would make. */
      readonly id?: string;
      /** `created`: it was not there; `patched`: something differed; `unchanged`: nothing did. */
      readonly outcome: 'created' | 'patched' | 'unchanged';
      /** The patches that were applied; of a `dryRun`, that would be. Absent unless `patched`. */
      readonly patches?: readonly Patch[];
    }
  | (Omit<ImportFailure<M>, 'entry'> & {
      /** The entry as it came from `entries`. */
      readonly entry: UpsertEntry<M>;
    });

/** Options of `upsertEntries`. `timeoutMs` and `maxRetries` are each request's. */
export interface UpsertOptions<M extends object = JsonObject> extends RequestOptions {
  /** How many entries may be under way at once. Default 4. */
  concurrency?: number | undefined;
  /** Asks the server, and tells what would become of the entries, but writes nothing. Default false. */
  dryRun?: boolean | undefined;
  /** See `PatchRequest.preserveUpdatedAt`: of the entries that are patched. */
  preserveUpdatedAt?: boolean | undefined;
  /**
   * Gives the patches for an entry that is there: `patches` or some of them, or others; none at all, an empty list or `undefined`
   * or `null`, leaves it as it is. May be asked again after a conflict, with what the entry is then. Run twice, it has to find
   * nothing to do. Default: `patches`, which make the entry what is `wanted`:
   *
   * - `setMetadataProperty` for each property of `wanted.metadata` whose value differs, compared as JSON; `null` removes it.
   *   Properties that `wanted` does not name stay.
   * - `replaceAsset` where `asset.key` differs; where the server does not tell the key, `asset.url`.
   *
   * Translations cannot be patched, and are not compared.
   */
  onExisting?:
    | ((
        entry: MediaLibraryEntry<M>,
        wanted: UpsertEntry<M>,
        patches: Patch[],
      ) => readonly Patch[] | null | undefined | Promise<readonly Patch[] | null | undefined>)
    | undefined;
  /** Told how far the entries are. What it throws or rejects with is ignored. */
  onProgress?:
    | ((progress: {
        /** Entries that were made. */
        readonly created: number;
        /** Entries that were patched. */
        readonly patched: number;
        /** Entries that are as they are wanted. */
        readonly unchanged: number;
        /** Entries that failed. */
        readonly failed: number;
        /** Entries that are under way. */
        readonly inFlight: number;
      }) => void)
    | undefined;
}

/**
 * Makes entries, or patches those that are there, looked up by `externalId` and `systemName`. Run twice, the second time changes
 * nothing. Results come in the order of completion, one for each entry; entries of the same name are done in their order, one
 * after the other.
 *
 * An entry is patched as by `client.updateEntry`: with the version that was read, and again where somebody else was faster. One that
 * is made is retried as by `importEntries`, and looked up again where the server has it then. Pulling, rests and the end are those
 * of `importEntries`, too.
 *
 * Livingdocs documentation: Public API, Import, Media Library; API reference: Get Media Library Entries, Patch a Media Library Entry.
 *
 * @throws TypeError when `client` is none of this package's; the iterator rejects with one when `entries` or an option is not what its
 * type says
 *
 * @example
 * for await (const result of upsertEntries(client, entries, { dryRun: true })) {
 *   if (result.ok) console.log(result.entry.externalId, result.outcome, result.patches);
 * }
 */
export declare function upsertEntries<M extends object = JsonObject>(
  client: MediaLibraryClient,
  entries: Iterable<UpsertEntry<M>> | AsyncIterable<UpsertEntry<M>>,
  options?: UpsertOptions<M>,
): AsyncIterableIterator<UpsertResult<M>>;
