/**
 * `livingdocs-media-library/emulator`: an in-memory media library that answers like the documented Public API,
 * for tests, demos and offline work. It is a stand-in, not Livingdocs: what the documentation leaves open is
 * listed in the package's README.
 */
import type {
  DocumentReferences,
  Issue,
  JsonObject,
  JsonValue,
  MediaLibraryEntry,
  MediaType,
  MediaReferences,
  PatchRequest,
  ProjectConfig,
  ServerRelease,
  UsageLogEntry,
  UsagePurpose,
} from './index.js';
import type { MediaLibraryEvent } from './webhooks.js';

/** What a token may do, as every endpoint of the API reference names it ("Required scope"). PATCH and POST need write, all else read. */
export type Scope = 'public-api:read' | 'public-api:write';

/**
 * What the emulated server holds. Everything is copied: later changes to these objects do not reach the emulator, and
 * the emulator never changes them.
 */
export interface EmulatorOptions {
  /**
   * The stored entries, by unique `id`; a field `state` or `revokeNote` is read as `entry()` gives it. Fields beyond
   * the documented ones pass through. Default: the two entries of the API reference, `asze63i9` and `2er11b3i`.
   */
  entries?: readonly MediaLibraryEntry<object>[];
  /** The locale whose asset removeAsset refuses to remove, and the one meant when it names none. Default `de`. */
  defaultLocale?: string;
  /**
   * Token to scopes. A token that is not here is answered 401, one without the scope that is needed 403 (the API
   * documentation's "Common Errors"). Default: `demo-token` with both scopes.
   */
  tokens?: Readonly<Record<string, readonly Scope[]>>;
  /**
   * The release that the server runs: decides which patch operations there are, on `note` of `revokeAsset` and on the route
   * `usageLog`. Default: the newest known one.
   */
  serverRelease?: ServerRelease | undefined;
  /**
   * What becomes of properties of a patch request that the documentation does not know: `reject` answers 400, `ignore` lets
   * them through. Default `reject`.
   */
  unknownProperties?: 'reject' | 'ignore' | undefined;
  /**
   * The project's configuration, as a Validator takes it, and as `GET projectConfig` answers it. Patches are judged by it,
   * metadata by the media type of the entry. Metadata properties that the entry's media type does not have are left out of the
   * API's answers; `entry()` has them. Default: any metadata; `GET projectConfig` answers `mediaTypes` and `mediaCenter` as far as
   * they are given by the options below, else the media type `image` and no purposes.
   */
  projectConfig?: ProjectConfig | undefined;
  /** The project's media types alone; they go before those of `projectConfig`. */
  mediaTypes?: readonly MediaType[] | undefined;
  /** The project's usage purposes, or its configuration. Default: entries may have any purpose and any params. */
  usagePurposes?: readonly UsagePurpose[] | ProjectConfig;
  /**
   * Entry id to the entries of its usage log, oldest first ("Get the Usage Log of a Media Library Entry"). Default:
   * empty logs.
   */
  usageLog?: Readonly<Record<string, readonly UsageLogEntry[]>>;
  /**
   * Entry id to the publications that link to it ("Get Incoming Publication References"), in the order in which they
   * are paged. An id needs no entry to be answered. Default: none.
   */
  documentReferences?: Readonly<Record<string, readonly DocumentReferences[]>>;
  /**
   * Entry id to the entries that link to it ("Get Incoming Media References"), in the order in which they are paged.
   * An id needs no entry to be answered. Default: none.
   */
  mediaReferences?: Readonly<Record<string, readonly MediaReferences[]>>;
  /**
   * Files in storage, by asset key: what serve-image delivers. `replaceAsset` needs its key here when this is given.
   * Default: no files, and `replaceAsset` takes any key.
   */
  files?: Readonly<Record<string, Uint8Array>>;
  /** Who is told of every change of an entry. Default: nobody. */
  webhook?: EmulatedWebhook | undefined;
  /** How files are fetched that `POST import/images` (`videos`, `files`) asks for. */
  imports?: {
    /** How many answers of `GET import/images/status` say that the job goes on, before its entries are there. Default 1. */
    polls?: number;
    /** How many files may be asked for on a day, in UTC: more are answered 429, "Usage Limit Exceeded". Default: no limit. */
    quota?: number;
  };
  /** Milliseconds since the epoch, for `updatedAt`, `reportingDate` and the day of a quota; asked at every request. Default `Date.now`. */
  now?: () => number;
}

/**
 * A webhook, as a project's configuration has it. Of every request that changed an entry it is told each change once, as a POST of
 * JSON, after the request was applied and one after another: `create` for an entry that was imported, `update`, `archive`, `revoke`,
 * `active` for `unrevokeAsset`. Each is sent once; {@link MediaLibraryEmulator.delivered} tells what came of it.
 */
export interface EmulatedWebhook {
  /** Where events are sent: http or https. Default: `https://webhook.example/`, where `fetch` is given. */
  url?: string | URL | undefined;
  /** What sends them, called as the runtime's `fetch` is, which is the default. `url` or `fetch` has to be given. */
  fetch?: ((url: string, init: RequestInit & { body: string }) => Response | Promise<Response>) | undefined;
  /** What they are signed with, in the header `x-livingdocs-signature`. Default: they are not signed. */
  secret?: string | undefined;
  /** The events' `webhookHandle`. Default `emulated`. */
  handle?: string | undefined;
  /** Default 1. */
  projectId?: number | undefined;
  /** Default `emulated`. */
  projectHandle?: string | undefined;
}

/** What came of an event. */
export interface Delivery {
  /** The body that was sent, read. */
  readonly event: MediaLibraryEvent;
  /** The status of the webhook's answer; null where none came within ten seconds. */
  readonly status: number | null;
  /** Why no answer came: what `fetch` rejected with. Absent where one came. */
  readonly error?: unknown;
}

/** An entry with what the API's answers leave out. */
export type EmulatedEntry<M extends object = JsonObject> = MediaLibraryEntry<M> & {
  /**
   * What became of the entry by `archive` or `revokeAsset`: the later of the two. Absent for an entry that is neither,
   * and after `unrevokeAsset`.
   */
  state?: 'archived' | 'revoked';
  /** The `note` of the revocation, while the entry is revoked. */
  revokeNote?: string;
};

/**
 * What goes wrong with a request.
 *
 * - `{ status, headers, body }`: this answer, without the request being applied. `status` is 200 to 599. No body where
 *   none is given; a body without a content-type is sent as `application/json`.
 * - `'network-error'`: fetch rejects with a TypeError; the request is not applied.
 * - `'reject-non-error'`: fetch rejects with a string; the request is not applied.
 * - `'throw'`: fetch throws instead of returning a promise; the request is not applied.
 * - `'hang'`: no answer until the request is aborted; it is not applied.
 * - `'malformed-json'`: the request is applied, the answer's body is not JSON.
 * - `'truncated-body'`: the request is applied, the answer's body breaks off with an error.
 * - `'lost-response'`: the request is applied, then fetch rejects with a TypeError.
 */
export type Fault =
  | {
      /** The answer's status: a whole number from 200 to 599. */
      status: number;
      /** The answer's headers, and no others. Default: none. */
      headers?: Record<string, string>;
      /** The answer's body. Default: none. */
      body?: string;
    }
  | 'network-error'
  | 'reject-non-error'
  | 'throw'
  | 'hang'
  | 'malformed-json'
  | 'truncated-body'
  | 'lost-response';

/**
 * A media library in memory. Its `fetch` answers every endpoint of the API reference, of every API version since
 * 2025-03, with the documented bodies and errors, whatever the URL's host. A PATCH whose Content-Type or Content-Encoding
 * `guardPatch` would refuse is answered 415. Strings come back as they went in, lone surrogates included. An instance shares
 * nothing with others.
 */
export declare class MediaLibraryEmulator {
  /**
   * Makes a server with these contents.
   *
   * @throws TypeError when an option is not what its type says; the message names the place: `entries.0.id: …`
   */
  constructor(options?: EmulatorOptions);
  /**
   * Answers a request as the server would; takes what the runtime's `fetch` takes, also signals of another realm, such as
   * jsdom's. Bound: can be handed over as `fetch`; in a Worker, `fetch: (request) => emulator.fetch(request)`.
   * Rejects with `signal.reason` when the request is aborted, with a TypeError for what is no request, and as `failNext` asks
   * for; an error status is an answer, not a rejection.
   */
  readonly fetch: (input: Request | string | URL, init?: RequestInit) => Promise<Response>;
  /**
   * A copy of the entry as it is now, with `state` and `revokeNote`, which the API's answers leave out. Undefined where
   * there is no such entry.
   */
  entry(id: string): EmulatedEntry | undefined;
  /**
   * The next `times` requests (default 1) meet this fault. Calls queue: a request meets one fault, the first that is for it,
   * in the order in which they were asked for.
   *
   * @throws TypeError when `fault` is not a {@link Fault}, `times` or `skip` not a whole number from 0 on, or `method` no
   * method; the message names it
   */
  failNext(
    fault: Fault,
    times?: number,
    options?: {
      /** Only requests of this method meet it, in capitals or not: `PATCH`. Default: all. */
      method?: string;
      /**
       * How many requests are let pass first, of those that come to this fault: of its method, and without an earlier fault.
       * They go on to the next fault that is for them. Default 0.
       */
      skip?: number;
    },
  ): void;
  /**
   * Resolves with the deliveries to the webhook so far, oldest first, as soon as those have ended that are under way. What fails is
   * told here, and nowhere else. In a Worker: `context.waitUntil(emulator.delivered())`.
   */
  delivered(): Promise<Delivery[]>;
  /**
   * Requests seen so far, oldest first, without their tokens; a new copy each time. A request that was aborted before it
   * was sent is not among them.
   */
  readonly requests: ReadonlyArray<{
    /** In capitals: `GET`, `PATCH`. */
    method: string;
    /** The URL's path with its query, as it was sent: `/api/2026-05/mediaLibrary?ids=a%2Cb`. */
    path: string;
    /** The answer's status; null where no answer came, or none yet. */
    status: number | null;
    /**
     * The body as text, what is not UTF-8 replaced by U+FFFD. Absent where there was none, or an empty one. It is there as soon
     * as it has been read: at the latest with the answer, and for faults without one soon after the request.
     */
    body?: string;
  }>;
}

/**
 * What `JSON.stringify` and `JSON.parse` make of a type: of a `Date` a string, of what has a `toJSON` whatever that gives, of
 * functions and undefined nothing.
 */
export type AsJson<T> = T extends JsonValue
  ? T
  : T extends { toJSON(...given: never[]): infer Written }
    ? AsJson<Written>
    : T extends undefined | symbol | bigint | ((...given: never[]) => unknown)
      ? never
      : T extends object
        ? { [K in keyof T]: AsJson<T[K]> }
        : T;

/**
 * The entry as it will look once the server has applied `request`, by the emulator's own code; for optimistic UI.
 * `entry` is not changed. Patches on the usage log leave the entry's fields as they are; where `options.usageLog` is not
 * given, every usageLogEntryId is taken to exist. Of the other options, `defaultLocale`, `serverRelease`,
 * `unknownProperties`, `projectConfig`, `mediaTypes`, `usagePurposes`, `files` (its keys) and `now` count; `usageLog` is looked up by `entry.id`.
 *
 * Both arguments are taken as `JSON.stringify` would send them: a `Date` is its ISO string. Data that is not valid gives
 * a conflict of status 400 with the first message ("Patch a Media Library Entry" in the API reference has the others).
 * An entry may be nested up to 1,024 levels deep.
 *
 * @throws TypeError when an option is not what its type says
 */
export declare function applyPatches<M extends object = JsonObject>(
  entry: MediaLibraryEntry<M>,
  request: PatchRequest,
  options?: EmulatorOptions,
):
  | {
      /** The entry after the request, a new object: `version` is one higher, `updatedAt` is now unless preserved. */
      readonly entry: EmulatedEntry<Extract<AsJson<M>, object>>;
      /** Its usage log after the request, oldest first; absent where `options.usageLog` is not given. */
      readonly usageLog?: readonly UsageLogEntry[];
      /** Absent: the request can be applied. */
      readonly conflict?: undefined;
    }
  | {
      /** Absent: the request cannot be applied. */
      readonly entry?: undefined;
      /** Why the server would refuse the request; then it applies no patch of it. */
      readonly conflict: {
        /** The answer's status: 400, 404, 409 or 413. */
        readonly status: number;
        /** The sentence that the answer would carry in its `error_details`, in English. */
        readonly message: string;
        /**
         * What is wrong with the request, each at its place, as `Validator.validate` gives it; with code `server` what only
         * the server can know, such as a file that does not exist. Empty where not the content of the request is wrong: of
         * status 404, 409 and 413, and where the entry is none.
         */
        readonly issues: readonly Issue[];
      };
    };

/**
 * Optional: resolves once the emulator's WebAssembly module is compiled; needed only in a browser that refuses
 * synchronous compilation (Chromium before 115). It is a module of its own: the main entry's `ready` does not cover it.
 */
export declare function ready(): Promise<void>;

/** What is thrown where a page or runtime does not let WebAssembly run. */
export { WebAssemblyError } from './index.js';
