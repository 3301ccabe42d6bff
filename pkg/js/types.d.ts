/** Shapes that several files of pkg/js share. What callers see is in ../index.d.ts. */
import type {
  BulkOptions,
  ClientOptions,
  Issue,
  IssueCode,
  JsonValue,
  MediaLibraryEntry,
  Page,
  PageQuery,
  PatchJob,
  RequestOptions,
  UsagePurpose,
} from '../index.js';
import type { CODES } from '../wasm/contract.js';
import type { Deadline } from './deadline.js';
import type { Gate } from './gate.js';
import type { MORE } from './importer.js';
import type { results } from './run.js';
import type { serialize } from './serialize.js';

/** A function that a bulk call or a long list tells how far it is. */
export type OnProgress<Progress> = (progress: Progress) => void;

/** A client's options, as far as they hold for all of its calls. */
export interface ClientConfig extends Pick<ClientOptions, 'token' | 'fetch' | 'onAttempt'> {
  baseUrl: string;
}

/** What a call has where its own options say nothing. */
export interface CallDefaults {
  timeoutMs: number;
  maxRetries: number;
  headers: Record<string, string>;
  signal?: AbortSignal | undefined;
}

/** One call's options, checked and completed. */
export interface CallOptions extends CallDefaults {
  /** Past the browser's cache. */
  isFresh?: boolean;
  /** Where it waits while the server wants a rest. */
  gate?: Gate;
  /** Nothing is repeated any more. */
  stop?: AbortSignal;
  /** Nothing is sent any more. */
  left?: AbortSignal;
  /** Told after each attempt that failed whether the server may have applied that, or one before. */
  onFailure?(outcomeUnknown: boolean): void;
}

/** What came of an attempt, as far as it has come; `bytes` stay undefined where there are too many. */
export interface Answer {
  raw: Response;
  /** See `Outcome` in src/retry.rs. */
  status: number;
  bytes?: Uint8Array | undefined;
}

/** The name of a failure. */
export type Code = (typeof CODES)[number];

/** What an error is made of. Each class keeps what is its own. */
export type ErrorParts = Omit<ErrorFields, 'code'> & {
  code: Code;
  message?: string;
  cause?: unknown;
  /** The answer's. */
  body?: string | undefined;
  /** What was sent. */
  request?: string | undefined;
  /** What is never shown; see `secretsOf`. */
  secrets?: RegExp;
};

/** What errors have, each class its own. */
export type ErrorFields = {
  [name: string]: unknown;
  code: string;
  method?: string | undefined;
  url?: string;
  status?: number | undefined;
  currentVersion?: number | undefined;
  sentVersion?: number | undefined;
  retryAfterMs?: number | undefined;
  outcomeUnknown?: boolean;
  timeoutMs?: number;
  issues?: readonly Issue[];
  headers?: Headers | undefined;
  error?: string | undefined;
  details?: unknown;
  reason?: string;
};

/** `Error`, with fields that are set by their names. */
export type ErrorWithFields = new (message?: string, options?: ErrorOptions) => Error & ErrorFields;

/** What `JSON.stringify` gave, or why there is nothing. */
export type Serialized = { text: string; issue?: undefined } | { text?: undefined; issue: Issue };

/** What gives items; either is enough. */
export interface Source<Item> {
  [Symbol.asyncIterator]?(): Iterator<Item> | AsyncIterator<Item>;
  [Symbol.iterator]?(): Iterator<Item> | AsyncIterator<Item>;
}

/** An item as it came, and which it is. */
export interface Place<Item> {
  item: Item;
  /** Of several with one key, one is under way. */
  key: unknown;
  index: number;
}

/** What the caller knows a source by, and what it has to be. */
export type Expected = readonly [name: string, expected: string];

/** What every result of a run says of itself. */
export interface Outcome {
  readonly ok: boolean;
  readonly outcome?: string;
}

/** How many results of each outcome there are. */
export type Progress = Record<string, number>;

/** What all items of a run share. */
export type Run = Required<Pick<CallOptions, 'gate' | 'stop' | 'left'>>;

/** What a run does with its items. */
export interface Plan<Item, Result extends Outcome> {
  items: Source<Item>;
  expected: Expected;
  concurrency: number;
  /** How many items and results there may be that are not yielded. */
  ahead: number;
  signal: AbortSignal | undefined;
  /** The outcomes, each 0. */
  progress: Progress;
  onProgress: OnProgress<any>;
  keyOf(item: Item): unknown;
  send(place: Place<Item>, run: Run): Promise<Result[]>;
  failed(place: Place<Item>, error: unknown): Result[];
}

/** What `./import` does with a client, besides what everybody does. */
export interface Importer {
  /** As the client was given them. */
  mediaTypes: ClientOptions['mediaTypes'];
  /** What the client has anyway. */
  results: typeof results;
  serialize: typeof serialize;
  Deadline: typeof Deadline;
  /** Throws where options of its calls are wrong. */
  check(options: RequestOptions): void;
  /** Calls a path below `import/`: GET without a body. `repeat` is one of the contract. */
  send(path: string, options: CallerOptions, repeat?: number, body?: string): Promise<unknown>;
  /** An error of the client's classes. */
  error(parts: ErrorParts): Error;
}

/** One call's options, and what a run adds to them. */
export type CallerOptions = RequestOptions & { [MORE]?: Partial<CallOptions> };

/** A page's body; an array before API version 2026-01. */
export type PageBody<T> = OnePage<T> | T[];

export interface OnePage<T> {
  results: T[];
  total?: number;
  cursor?: string;
}

/** What is being put together. */
export type Made<T> = { -readonly [Key in keyof T]: T[Key] };

/** Of which entries: by ids, or by an external id. */
export interface EntriesQuery {
  ids?: unknown;
  externalId?: unknown;
  systemName?: unknown;
}

/** The list's name is another one in older API versions. */
export type EntriesBody =
  | { results: MediaLibraryEntry<any>[]; mediaLibraryEntries?: undefined }
  | { results?: undefined; mediaLibraryEntries: MediaLibraryEntry<any>[] };

/** A message: its template in pieces, the params that are the same in every issue, and the names of the others. */
export type MessageRow = [code: IssueCode, template: string[], fixed: Record<string, JsonValue>, names: string[]];

/** What a language has to say of how its sentences begin; see `subject` in messages/words.js. */
export interface Grammar {
  marks: Marks;
  hasArticle: RegExp;
  articleOf(label: string): string | undefined;
  theField: string;
  lowers: boolean;
}

/** A language's quotation marks. */
export type Marks = readonly [opening: string, closing: string];

/** An issue as locales see it: which params there are depends on the code. */
export type Told = Omit<Issue, 'params'> & { readonly params: Params };

export type Params = {
  reason: string;
  offset: number;
  minimum: number;
  maximum: number;
  actual: JsonValue;
  allowed: JsonValue[];
  expected: string;
  operation: string;
  /** Of metadata. */
  property?: string;
  name: string;
  since: string;
  current: string;
  pattern: string;
  unit: 'characters' | 'items' | 'bytes';
  format: 'date' | 'date-time';
  /** Of what is missing only because of the state. */
  when: JsonValue;
};

/** What a language says of each issue. */
export type Sentences = Readonly<Record<IssueCode, (issue: Told, field: string) => string>>;

/** Words by what they are for. */
export type Words = Readonly<Record<string, string>>;

/** A token that is a function. */
export type AsksToken = Exclude<ClientOptions['token'], string>;

/** A function like `fetch`, which may be the caller's. */
export type Fetch = NonNullable<ClientOptions['fetch']>;

/** What `updateEntry` does with: see update.js. */
export interface Update {
  ask(entry: MediaLibraryEntry<any>): unknown;
  read(): Promise<MediaLibraryEntry<any>>;
  patch(changes: { version: number; patches: unknown; mediaType: unknown }): Promise<void>;
  maxConflicts: number;
  signal: AbortSignal | undefined;
}

/** Gives the entries of some ids. */
export type LoadEntries = (ids: string[], more: Partial<CallOptions>) => Promise<MediaLibraryEntry<any>[]>;

/** What a page was asked for, and where the walk began. */
export interface Asked extends PageQuery {
  start?: number | undefined;
}

/** Gives a page's body. */
export type Load<T> = (query: Asked, options: CallOptions) => Promise<PageBody<T>>;

/** Gives that of the next page, by the options of the first. */
export type LoadNext<T> = (query: Asked, more?: RequestOptions) => Promise<PageBody<T>>;

/** Completes a call's options. */
export type Check = (options: RequestOptions | undefined, defaults?: CallDefaults) => CallOptions;

/** What came before a page; see `pageOf`. */
export interface History {
  seen: number;
  used: Set<string | undefined>;
  count: number;
  firstTotal?: number | undefined;
}

/** A list that is walked, perhaps by several loops. */
export interface List<T> {
  controller: AbortController;
  loops: number;
  signal?: AbortSignal | undefined;
  first: Promise<Page<T>>;
}

/** A property as the contract has it: what JSON Schema says of it, and what that has no word for. */
export interface Field {
  /** True, or the state of a usage log entry that requires it. */
  required?: boolean | string | undefined;
  /** The state of a usage log entry that wants more than nothing in it. */
  filled?: string | false | undefined;
  /** What brought it. */
  since?: string | undefined;
  /** Of an object. */
  properties?: Fields;
  /** Whether it may have others. */
  isOpen?: boolean;
  /** The keywords that options of a configuration stand for. */
  limits?: Readonly<Record<string, string>>;
  /** What the elements of a list are. */
  items?: Field;
  enum?: readonly any[];
  readonly [keyword: string]: any;
}

/** Properties by their names. */
export type Fields = Record<string, Field>;

/** An operation as the contract has it. */
export interface OperationFields {
  since?: string;
  properties: Fields;
}

/** A type of params as the contract has it: what JSON Schema says of it, and what a param's configuration adds. */
export interface ParamType extends Field {
  /** The pattern of those that allow no line breaks. */
  oneLine?: string;
  /** Whether a data provider's items are all that is allowed. */
  hasChoices?: boolean;
  [keyword: string]: any;
}
