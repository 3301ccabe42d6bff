import type { Issue, PatchRequest } from 'livingdocs-media-library';
import type { Coordinator } from './coordinator.js';
import type { Shard } from './shard.js';

/** What wrangler.jsonc binds, and the secrets. */
export interface Env {
  ASSETS: Fetcher;
  COORDINATOR: DurableObjectNamespace<Coordinator>;
  SHARD: DurableObjectNamespace<Shard>;
  INTAKE: Queue<string>;
  SHARD_COUNT: string;
  LIVINGDOCS_URL: string;
  LIVINGDOCS_TOKEN?: string;
  BULK_TOKEN?: string;
  API_VERSION?: string;
  SERVER_RELEASE?: string;
  TIMEOUT_MS?: string;
  PROJECT_CONFIG?: string;
}

/** A line of a job: what is sent to which entry. */
export interface Line {
  line: number;
  id: string;
  request: PatchRequest;
}

/** A line that is not sent: what is wrong with it. */
export interface Refusal {
  line: number;
  id?: string;
  state: 'refused';
  issues: Pick<Issue, 'path' | 'code' | 'message'>[];
}

/** Which upload of which job lines belong to. A job that is uploaded again, by its key, has a new upload. */
export interface Upload {
  job: string;
  upload: number;
}

/** What becomes of a line. `sent`: on its way, or sent with an outcome that nobody knows. */
export type LineState = 'staged' | 'waiting' | 'sent' | 'applied' | 'failed' | 'unknown' | 'cancelled';

/** A line in the ledger. */
export type Row = {
  seq: number;
  job: number;
  entry: string;
  /** The line as JSON; null once it was applied. */
  text: string | null;
  state: LineState;
  attempts: number;
  /** The entry's version that it was last sent with. */
  version: number | null;
  /** Ids of the usage log entries that looked like its own before it was sent, as a JSON array. */
  seen: string | null;
  /**
   * It is sent once more though it may have been applied: `probe`, where a conflict that is not about the version means that it
   * was; `harmless`, where twice is as good as once.
   */
  again: 'probe' | 'harmless' | null;
  /** How the last attempt ended, as JSON. */
  outcome: string | null;
};

/** How a line ended, or its last attempt. */
export interface Outcome {
  code?: string;
  status?: number;
  message?: string;
  issues?: readonly Pick<Issue, 'path' | 'code' | 'message'>[];
  /** The version that it was sent with. */
  version?: number;
  /** It may have been applied more than once, which leaves what once leaves. */
  repeated?: boolean;
}

/** How many lines of a job are where, in one ledger. */
export interface Tally {
  arriving: number;
  waiting: number;
  applied: number;
  failed: number;
  unknown: number;
  cancelled: number;
}

/** What a shard says of a job. */
export interface ShardProgress extends Tally {
  perSecond: number;
  /** Why nothing is sent at the moment. */
  problem?: string;
  /** Milliseconds since the epoch; 0 where it does not rest. */
  restUntil: number;
  /** Bytes of the whole ledger. */
  storageBytes: number;
}

export type JobState = 'receiving' | 'checked' | 'running' | 'paused' | 'cancelled';

/** What the coordinator knows of a job. */
export type Job = {
  id: string;
  state: JobState;
  upload: number;
  /** How many ledgers it is spread over. */
  shards: number;
  createdAt: number;
  accepted: number;
  refused: number;
};
