/** Shapes that the files of this folder share. What callers see is in ../../import.d.ts. */
import type { ImportEntry } from '../../import.js';
import type { Issue, MediaLibraryClient } from '../../index.js';
import type { Unit } from '../types.js';

/** How entries become batches. */
export interface Batching {
  client: MediaLibraryClient;
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
export interface Batch extends Unit<ImportEntry<any>> {
  /** By the places. */
  sent: Sent[];
  /** Of the request's body, in UTF-8. */
  bytes: number;
  /** When it may be sent again: one of the contract. */
  repeat: number;
  /** What is wrong with an entry that is not sent. */
  issues?: readonly Issue[];
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
