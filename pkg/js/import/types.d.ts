/** Shapes that the files of this folder share. What callers see is in ../../import.d.ts. */
import type { ImportEntry, ImportOptions } from '../../import.js';
import type { Issue, MediaLibraryClient, RequestOptions } from '../../index.js';
import type { Importer, OnProgress, Run } from '../types.js';

/** Options of a run, whatever it tells of its progress. */
export type RunOptions = Omit<ImportOptions, 'onProgress'> & { onProgress?: OnProgress<any> | undefined };

/** What entries are sent with. */
export interface Sending {
  client: MediaLibraryClient;
  importer: Importer;
  /** The options of its requests. */
  call: RequestOptions;
  run: Run;
  /** Whether who sends looks itself for what is in the way of an entry. */
  looksItself?: boolean;
}

/** An entry as it came, and which it is. */
export interface Given {
  item: ImportEntry<any>;
  index: number;
}

/** How entries become batches. */
export interface Batching {
  client: MediaLibraryClient;
  importer: Importer;
  batchSize: number;
  maxBytes: number;
  validate: boolean;
}

/** An entry as it is sent. */
export interface Sent {
  text: string;
  /** The same, read again. */
  value: ImportEntry<any>;
}

/** Entries of one request, or one that is not to be sent. */
export interface Batch {
  places: Given[];
  /** By the places. */
  sent: Sent[];
  /** Of the request's body, in UTF-8. */
  bytes: number;
  /** When it may be sent again: one of the contract. */
  repeat: number;
  /** What is wrong with an entry that is not sent. */
  issues: readonly Issue[] | undefined;
  /** Whether an attempt that failed may have been applied. */
  isUnknown: boolean;
}

/** What the server says of an entry. */
export interface Told {
  ok?: boolean;
  status?: number;
  id?: string;
  record?: any;
  correlation?: unknown;
  error?: unknown;
  error_details?: { message?: unknown; errors?: unknown } | null;
}
