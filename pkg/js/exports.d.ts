/**
 * What pkg/js and the WebAssembly have of each other. `cargo xtask build` compares this with the exports of the wasm files, and
 * `Transport` with src/wasm/transport.rs: names, and how many parameters and results there are.
 */

/** What wasm-bindgen made of an artefact, or `plain.js`. */
declare module 'wasm-glue' {
  /** Plain functions that every artefact has. Addresses and lengths are numbers of bytes; see src/wasm/{input,validator}.rs. */
  export interface ValidatorExports {
    readonly memory: WebAssembly.Memory;
    readonly input: (length: number) => number;
    readonly output: (part: number) => number;
    readonly outputLength: (part: number) => number;
    readonly dropOutput: () => void;
    readonly newValidator: (length: number) => number;
    readonly isValid: (validator: number, length: number, isPatch: boolean, mediaType: number) => number;
    readonly dropValidator: (validator: number) => void;
  }

  /** The client's as well; see src/wasm/client.rs. */
  export interface ClientExports extends ValidatorExports {
    readonly newClient: (validator: number, length: number) => number;
    readonly splitIds: (client: number, length: number) => void;
    readonly dropClient: (client: number) => void;
    readonly call: (client: number, endpoint: number, length: number, transport: Transport) => void;
  }

  /** What unpacks the others, see unpack/. */
  export interface UnpackerExports {
    readonly memory: WebAssembly.Memory;
    readonly unpack: (from: number, length: number, unpackedLength: number) => void;
  }

  /** The emulator's, through wasm-bindgen; see src/wasm/emulator.rs. */
  export class Emulator {
    constructor(options: string);
    addFile(key: string, bytes: Uint8Array): void;
    receive(method: string, url: string): number;
    fault(ticket: number): string | undefined;
    answer(ticket: number, method: string, url: string, headers: string, body: Uint8Array, nowMs: number): Answer;
    entry(id: string): string | undefined;
    keepBody(ticket: number, body: Uint8Array): void;
    events(): string;
    failNext(fault: string, times: number, method: string | undefined, skip: number): void;
    requests(): string;
    applyPatches(entry: string, request: string, nowMs: number): string;
    /** wasm-bindgen's own. */
    free(): void;
  }

  /** The kind; then, unless the answer was lost, its status, headers and body. */
  export type Answer = [kind: string, status: number, headers: [string, string][], body: Uint8Array<ArrayBuffer>];

  /** What the wasm has JavaScript do for one call; src/wasm/transport.rs says what each is for. */
  export interface Transport {
    resolve(value: unknown): void;
    reject(reason: unknown): void;
    readonly maxRetries: number;
    readonly isHeard: boolean;
    begin(waitMs: number, lastError: unknown, isImage: boolean): Promise<void> | undefined;
    readonly sharesRest: boolean;
    pause(ms: number): void;
    send(head: string, bodyMatters: boolean): Promise<void>;
    readonly ending: number;
    read(header: string): number;
    readonly isTooLong: boolean;
    readonly cameByNetwork: boolean;
    end(): number;
    result(isImage: boolean, isJson: boolean): unknown;
    error(parts: Failed): Error;
    tell(
      method: 'GET' | 'PATCH' | 'POST',
      url: string,
      attempt: number,
      durationMs: number,
      status: number,
      retryInMs: number,
      error: unknown,
    ): void;
  }

  /** A failure, see `make` in src/wasm/error.rs: its code's number, texts, and numbers; the last may be missing. */
  export type Failed = [
    code: number,
    texts: [heading: string, reason?: string, method?: string, url?: string],
    numbers: [isUnknown?: number, status?: number, currentVersion?: number, sentVersion?: number, retryAfterMs?: number],
  ];

  /** A module and, where it was made without blocking, an instance of it. */
  export interface Loaded {
    readonly module?: WebAssembly.Module | undefined;
    readonly instance?: WebAssembly.Instance | undefined;
  }

  /** The client's: wasm-bindgen hands over the transport. */
  export const call: ClientExports['call'];
  export function initSync(loaded: Loaded): ClientExports;
  export function imports(): WebAssembly.Imports;
  export function __wbg_reset_state(): void;
}

/** Base64 of the wasm, and of it compressed. */
declare module 'wasm-bytes' {
  const base64: string;
  export default base64;
}

declare module 'wasm-compressed' {
  const base64: string;
  export default base64;
}

/** Base64 of what unpacks it. */
declare module 'wasm-unpacker' {
  const base64: string;
  export default base64;
}

/** Beside the bundle: a Worker's bundler or runtime compiles it. */
declare module 'wasm-file' {
  const module: WebAssembly.Module;
  export default module;
}

/** Truthy where `fetch` takes `cache`. */
declare const TAKES_CACHE: unknown;
/** The mark of the wasm that `./slim` goes with. */
declare const WASM_BUILD: string;
