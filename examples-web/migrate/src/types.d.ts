/** Shapes that files share. */
import type { PatchRequest } from 'livingdocs-media-library';

/** One fault of a line, for people and for programs. */
export interface Fault {
  /** Line of the file, from 1. */
  readonly line: number;
  /** In NDJSON the column of the line, from 1 in UTF-16 units; in CSV the number of the field, from 1. */
  readonly column: number;
  /** Where in what is sent, with dots: `patches.0.note`; of a CSV field also its heading. Absent: the whole line. */
  readonly where?: string;
  readonly code: string;
  readonly message: string;
}

/** What a judge finds wrong. */
export interface Issue {
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly message: string;
}

/** A line of NDJSON or a record of CSV, as it was read. */
export interface Line {
  /** Which one of the file, from 1, blank ones not counted: what the journal calls it. */
  readonly item: number;
  readonly line: number;
  /** How much of the file it takes, line end included. */
  readonly bytes: number;
  /** The text, or the bytes where they are no UTF-8; of CSV, undefined. */
  readonly json?: string | Uint8Array;
  /** Of CSV: what the mapping made of the record. */
  readonly value?: Record<string, unknown>;
  /** Of CSV: what stands in the way of that. */
  readonly faults?: readonly Fault[];
  /** Of CSV: the place of a path. */
  readonly place?: (path: readonly (string | number)[]) => { column: number; heading?: string };
}

/** A line that was judged. */
export interface Item {
  readonly item: number;
  readonly line: number;
  readonly bytes: number;
  /** What the line says, as far as it could be read: goes to the failed file. */
  readonly value: Record<string, unknown>;
  /** Empty where it is valid. */
  readonly faults: readonly Fault[];
  /** Issues by where in the line they are. */
  readonly locate: (issues: readonly Issue[]) => Fault[];
}

/** Told what became of each item that was sent. */
export interface Settle {
  done(item: Item, outcome: Outcome): void;
  /** `issues` where something in the line is at fault. */
  failed(item: Item, error: unknown, issues?: readonly Issue[]): void;
}

/** What is to be sent of an item that has no faults. */
export interface PatchItem {
  readonly item: number;
  readonly id: string;
  readonly request: PatchRequest;
}

/** What was known before an unsafe request was sent. */
export interface Intent {
  /** The version that it is sent with. */
  readonly version: number;
  /** Ids in the usage log, where the request adds to it. */
  readonly usageLog?: readonly string[];
  /** Whether the image was served, where the request revokes it. */
  readonly served?: boolean;
}

/** What became of an item, where that is settled. */
export type Outcome = 'applied' | 'created' | 'patched' | 'unchanged' | 'nothing';

/** How far the run is. */
export interface Snapshot {
  /** Items that are settled, those of earlier runs too. */
  readonly done: number;
  /** Of these, the failed ones. */
  readonly failed: number;
  /** Items a second, over the last seconds. */
  readonly rate: number;
  /** Of the file, 0 to 1. */
  readonly share: number;
  /** Undefined as long as nobody can tell. */
  readonly secondsLeft: number | undefined;
}

/** What the end of a run tells. */
export interface Summary {
  readonly exitCode: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  readonly failed: number;
  /** Of this run alone. */
  readonly seconds: number;
  /** Lines that earlier runs have settled. */
  readonly earlier: number;
  /** The failed file, where there is one. */
  readonly failedFile?: string;
  /** Why it ended early, and how to go on. */
  readonly stopped?: string;
}

/** Tells people or programs how it goes. */
export interface Reporter {
  fault(fault: Fault & { readonly id?: string }): void;
  progress(snapshot: Snapshot): void;
  /** A sentence in between. */
  note(text: string): void;
  dryRunEnd(result: { lines: number; wrong: number; faults: number }): void;
  end(summary: Summary, snapshot: Snapshot): void;
  /** Takes a progress bar away. */
  close(): void;
}

/** What the command line says, checked. */
export interface Settings {
  file: string;
  url: string | undefined;
  tokenFile: string | undefined;
  upsert: boolean;
  format: 'ndjson' | 'csv';
  mapping: string | undefined;
  preserveUpdatedAt: boolean;
  dryRun: boolean;
  concurrency: number;
  rate: number | undefined;
  resume: boolean;
  journal: string;
  failed: string;
  projectConfig: string | undefined;
  apiVersion: string | undefined;
  serverRelease: string | undefined;
  output: 'text' | 'json';
}
