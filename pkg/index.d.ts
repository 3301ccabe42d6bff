/**
 * `livingdocs-media-library`: checks patch requests for the Livingdocs Media Library, and talks to its Public API.
 * "API reference" in these comments is the page "Media Library" of Livingdocs' Public API documentation; what follows
 * it is the section.
 */

// ───────────────────────────── Versions ─────────────────────────────

/**
 * API version: the path segment after `/api/`, as `YYYY-MM` from `2025-03` on. Decides on parameters, endpoints and the
 * form of answers. A month later than the newest known one is sent as given and behaves like the newest.
 *
 * Anything else, also the server's other names `v1` and `beta`, is a TypeError where the option is read.
 *
 * API reference: the endpoint's path in every section, `/api/2026-05/…`.
 */
export type ApiVersion =
  | '2025-03'
  | '2025-05'
  | '2025-07'
  | '2025-09'
  | '2025-11'
  | '2026-01'
  | '2026-03'
  | '2026-05'
  | '2026-07'
  | (string & {});

/**
 * Server release: what is installed, as `release-YYYY-MM` from `release-2020-12` on. Decides which patch operations
 * exist, on `note` of `revokeAsset` and on `getUsageLog`. Anything else is a TypeError where the option is read.
 *
 * API reference: Patch a Media Library Entry, History.
 */
export type ServerRelease =
  | 'release-2025-03'
  | 'release-2025-05'
  | 'release-2025-07'
  | 'release-2025-09'
  | 'release-2025-11'
  | 'release-2026-01'
  | 'release-2026-03'
  | 'release-2026-05'
  | 'release-2026-07'
  | (string & {});

// ───────────────────────────── Patches ─────────────────────────────

/** Whatever JSON can carry. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | JsonValue[]
  | {
      /** A property's value. */
      [key: string]: JsonValue;
    };

/** A JSON object. */
export type JsonObject = {
  /** A property's value. */
  [key: string]: JsonValue;
};

/**
 * What a metadata property can be set to: a value that arrives as it is, and a `Date`, which arrives as its ISO string.
 * Types refuse what JSON loses: a Map, a Set or a Blob would arrive as `{}`, a function or `undefined` would remove the
 * property. They cannot refuse `NaN`, which arrives as null and removes it, too, nor what is deeper inside.
 *
 * API reference: Patch a Media Library Entry, `setMetadataProperty`.
 */
export type MetadataValue =
  | null
  | boolean
  | number
  | string
  | Date
  | readonly unknown[]
  // Literals, and what JSON.parse gave.
  | {
      /** A property's value. */
      readonly [property: string]: unknown;
    }
  // Interfaces and classes: those without what iterables, Blobs, promises and functions have.
  | (object & {
      /** No Map, no Set. */
      readonly [Symbol.iterator]?: never;
      /** No Blob. */
      readonly arrayBuffer?: never;
      /** No promise. */
      readonly then?: never;
      /** No function. */
      readonly apply?: never;
    });

/**
 * Sets one property of the entry's metadata, or removes it. Every server release has it.
 *
 * API reference: Patch a Media Library Entry, `setMetadataProperty`.
 */
export type SetMetadataPropertyPatch = {
  /** Tells this patch from the others. */
  operation: 'setMetadataProperty';
  /** Name of the metadata property; not empty. */
  propertyName: string;
  /** The new value: anything that JSON can carry. Absent or null removes the property. */
  value?: MetadataValue;
};

/**
 * Archives the entry. Every server release has it.
 *
 * API reference: Patch a Media Library Entry, `archive`.
 */
export type ArchivePatch = {
  /** Tells this patch from the others. */
  operation: 'archive';
};

/**
 * Puts another file in the place of the entry's asset. Since release-2022-03.
 *
 * API reference: Patch a Media Library Entry, `replaceAsset`.
 */
export type ReplaceAssetPatch = {
  /** Tells this patch from the others. */
  operation: 'replaceAsset';
  /** The new file. */
  value: AssetReplacement;
};

/**
 * Removes a translated asset, in multilingual setups. The server refuses to remove that of the default locale. Since
 * release-2024-01.
 *
 * API reference: Patch a Media Library Entry, `removeAsset`.
 */
export type RemoveAssetPatch = {
  /** Tells this patch from the others. */
  operation: 'removeAsset';
  /** Locale of the asset to remove, e.g. `en`; not empty. */
  locale?: string;
};

/**
 * Revokes the asset: it is not to be used any more, and `serveImage` no longer gets it.
 *
 * API reference: Patch a Media Library Entry, `revokeAsset`.
 */
export type RevokeAssetPatch = {
  /** Tells this patch from the others. */
  operation: 'revokeAsset';
  /** Why; at most 200 Unicode code points. Since release-2026-01. */
  note?: string;
};

/**
 * Takes a revocation back. Since release-2026-01.
 *
 * API reference: Patch a Media Library Entry, `unrevokeAsset`.
 */
export type UnrevokeAssetPatch = {
  /** Tells this patch from the others. */
  operation: 'unrevokeAsset';
};

/**
 * Adds an entry to the usage log. Since release-2026-05.
 *
 * API reference: Patch a Media Library Entry, `addUsageLogEntry`.
 */
export type AddUsageLogEntryPatch = {
  /** Tells this patch from the others. */
  operation: 'addUsageLogEntry';
  /** The new usage log entry. */
  value: NewUsageLogEntry;
};

/**
 * Replaces the value of a usage log entry. Since release-2026-05.
 *
 * API reference: Patch a Media Library Entry, `updateUsageLogEntry`.
 */
export type UpdateUsageLogEntryPatch = {
  /** Tells this patch from the others. */
  operation: 'updateUsageLogEntry';
  /** Id of the usage log entry, as `getUsageLog` gives it; not empty. */
  usageLogEntryId: string;
  /** The new value, `state` included. */
  value: UsageLogEntryUpdate;
  /**
   * The usage log entry as last seen, e.g. as `getUsageLog` gave it. The server refuses the update with a 409 when it
   * no longer matches.
   */
  oldValue?: object;
};

/**
 * Removes an entry from the usage log. Since release-2026-05.
 *
 * API reference: Patch a Media Library Entry, `removeUsageLogEntry`.
 */
export type RemoveUsageLogEntryPatch = {
  /** Tells this patch from the others. */
  operation: 'removeUsageLogEntry';
  /** Id of the usage log entry, as `getUsageLog` gives it; not empty. */
  usageLogEntryId: string;
};

/**
 * One change to an entry; `operation` says which.
 *
 * API reference: Patch a Media Library Entry, `patches`.
 */
export type Patch =
  | SetMetadataPropertyPatch
  | ArchivePatch
  | ReplaceAssetPatch
  | RemoveAssetPatch
  | RevokeAssetPatch
  | UnrevokeAssetPatch
  | AddUsageLogEntryPatch
  | UpdateUsageLogEntryPatch
  | RemoveUsageLogEntryPatch;

/**
 * The name of a patch's operation.
 *
 * API reference: Patch a Media Library Entry, `operation`.
 */
export type Operation = Patch['operation'];

/**
 * The body of a PATCH.
 *
 * API reference: Patch a Media Library Entry, Parameters.
 */
export type PatchRequest = {
  /**
   * The entry's version as last read; the server answers 409 when it has moved on. A string of digits or a whole number
   * from 0. Absent: the version is not checked.
   */
  version?: string | number;
  /** True leaves the entry's `updatedAt` as it is. Default false. Since API version 2026-03. */
  preserveUpdatedAt?: boolean;
  /** The changes, in order; may be empty. */
  patches: readonly Patch[];
};

/**
 * The file that `replaceAsset` puts in place.
 *
 * API reference: Patch a Media Library Entry, example of `replaceAsset`.
 */
export interface AssetReplacement {
  /** Key of a file that exists in the project's storage; not empty. */
  key: string;
  /** Where the file can be fetched. */
  url?: string;
  /** Bytes; a whole number from 0. */
  size?: number;
  /** Pixels; a whole number from 0. */
  width?: number;
  /** Pixels; a whole number from 0. */
  height?: number;
  /** Seconds, from 0, with a fraction if need be. */
  duration?: number;
  /** Name of the file, for people. */
  filename?: string;
  /** Media type, e.g. `image/png`. */
  mimeType?: string;
}

/** The part of a usage log entry that may still change: its date can be left open. */
export type PendingUsage = {
  /** Default `pending`. */
  state?: 'pending';
  /** When it is to be published: a `Date`, or an RFC 3339 date-time with its zone, `2026-05-01T11:00:00.000Z`. */
  publicationDate?: string | Date;
};

/** The part of a usage log entry that is settled: it needs a date. */
export type ConfirmedUsage = {
  /** Tells a confirmed usage from a pending one. */
  state: 'confirmed';
  /** When it was published: a `Date`, or an RFC 3339 date-time with its zone, `2026-05-01T11:00:00.000Z`. */
  publicationDate: string | Date;
};

/** What usage log entries of either state have. */
export interface UsageFields {
  /** Handle of one of the project's usage purposes; not empty. */
  purpose: string;
  /** Absolute URL of the external editor or delivery; `http://localhost` is one. */
  url?: string;
  /** Values by handle, as the purpose's `paramsSchema` has them. */
  params?: object;
}

/**
 * A usage log entry to be added. `state` may be left out: pending. With state `confirmed`, `publicationDate` is
 * required.
 *
 * API reference: Patch a Media Library Entry, example of `addUsageLogEntry`.
 */
export type NewUsageLogEntry = UsageFields & (PendingUsage | ConfirmedUsage);

/**
 * A usage log entry's new value. `state` is required; with state `confirmed`, `publicationDate` is too.
 *
 * API reference: Patch a Media Library Entry, example of `updateUsageLogEntry`.
 */
export type UsageLogEntryUpdate = UsageFields &
  (
    | (PendingUsage & {
        /** Required here. */
        state: 'pending';
      })
    | ConfirmedUsage
  );

/** What the `value` of some operation has; a form shows the fields of the operation that was chosen. */
interface ValueFields {
  /** Of addUsageLogEntry and updateUsageLogEntry: handle of one of the project's usage purposes. */
  purpose?: string | undefined;
  /** Of addUsageLogEntry and updateUsageLogEntry. */
  state?: 'pending' | 'confirmed' | undefined;
  /** Of addUsageLogEntry and updateUsageLogEntry: a `Date`, or an RFC 3339 date-time with its zone. */
  publicationDate?: string | Date | null | undefined;
  /** Of addUsageLogEntry, updateUsageLogEntry and replaceAsset: an absolute URL. */
  url?: string | undefined;
  /** Of addUsageLogEntry and updateUsageLogEntry: values by handle, of any type. */
  params?:
    | {
        /** A param's value. */
        [handle: string]: any;
      }
    | undefined;
  /** Of replaceAsset: key of a file in the project's storage. */
  key?: string | undefined;
  /** Of replaceAsset, in bytes. */
  size?: number | undefined;
  /** Of replaceAsset, in pixels. */
  width?: number | undefined;
  /** Of replaceAsset, in pixels. */
  height?: number | undefined;
  /** Of replaceAsset, in seconds. */
  duration?: number | undefined;
  /** Of replaceAsset. */
  filename?: string | undefined;
  /** Of replaceAsset. */
  mimeType?: string | undefined;
  /** No field: all values have it, so that TypeScript takes those of setMetadataProperty for this type, too. */
  valueOf(): unknown;
}

/**
 * A patch's `value` while it is being typed into a form: the fields of all operations, or for setMetadataProperty whatever
 * JSON can carry.
 *
 * Form libraries derive the names of fields from it: `value.purpose` is one, `value.purpse` is none. An index signature
 * would let both through, hence three members with the same fields. The second takes lists and objects where a library has
 * made every field optional. The third is never met: it lets literals have any property, while libraries look for no fields
 * in a Date, and editors propose none of a function.
 *
 * API reference: Patch a Media Library Entry, `patches`.
 */
export type PatchValueDraft =
  | ValueFields
  | (ValueFields & {
      /** An element of a list. */
      [index: number]: unknown;
    })
  | (ValueFields &
      Date &
      (() => never) & {
        /** A property of an object. */
        [property: string]: unknown;
      });

/**
 * A patch while it is being typed into a form: every property that some operation has, none required yet.
 *
 * API reference: Patch a Media Library Entry, `patches`.
 */
export type PatchDraft = {
  /** What the patch is to do; decides which of the other properties it may have. */
  operation?: Operation | undefined;
  /** For setMetadataProperty. */
  propertyName?: string | undefined;
  /** For setMetadataProperty, replaceAsset, addUsageLogEntry and updateUsageLogEntry. */
  value?: PatchValueDraft | null | undefined;
  /** For removeAsset. */
  locale?: string | undefined;
  /** For revokeAsset. At most 200 Unicode code points. */
  note?: string | undefined;
  /** For updateUsageLogEntry and removeUsageLogEntry. */
  usageLogEntryId?: string | undefined;
  /** For updateUsageLogEntry. */
  oldValue?: object | undefined;
};

/**
 * A request while it is being typed into a form.
 *
 * API reference: Patch a Media Library Entry, Parameters.
 */
export type PatchRequestDraft = {
  /** See {@link PatchRequest.version}. */
  version?: string | number | undefined;
  /** See {@link PatchRequest.preserveUpdatedAt}. */
  preserveUpdatedAt?: boolean | undefined;
  /** The patches so far. */
  patches?: PatchDraft[] | undefined;
};

// ───────────────────────────── Validation ─────────────────────────────

/**
 * What kind of fault an issue is; in brackets what its `params` hold.
 *
 * - `invalid_json`: not JSON, not UTF-8, a byte order mark; of an object, what cannot be serialised. The only issue, at
 *   the root (`reason`, `offset` in bytes)
 * - `too_deep`: nested deeper than 1,000 levels. The only issue, at the root (`maximum`)
 * - `invalid_character`: a string or a property name with U+0000 or half a surrogate pair, which databases refuse; the path
 *   is that of the string, or of the object that has such a name (`actual`)
 * - `duplicate_property`: the same key twice in one object; JSON text only (`property`)
 * - `invalid_type`: e.g. a string where an array is needed (`expected`, `actual`; for what has to be a date also `format`,
 *   as of `invalid_date_time`)
 * - `missing_property`: a required property is missing; the path ends in it (`property`; for what is missing only because
 *   of the entry's state also `when`: `{ state: 'confirmed' }`)
 * - `unknown_property`: nothing has such a property; the path ends in it (`property`)
 * - `unsupported_property`: other operations have it, not this one: `note` on `archive` (`property`, `operation`)
 * - `invalid_enum`: an operation, a state or a param that is none of those allowed (`allowed`, `actual`)
 * - `too_short`: empty where a value is needed (`minimum`, `actual`, `unit`: `'characters'`, which are code points, or
 *   `'items'` of a list)
 * - `too_long`: a note over 200 code points, say (`maximum`, `actual`, `unit`: `'characters'`, `'items'` of a list, or
 *   `'bytes'` of an import's `context`)
 * - `invalid_date_time`: no date-time of RFC 3339, or no date (`actual`, `format`: `'date-time'` or `'date'`); the end of a
 *   period that is before its start (`minimum` as well)
 * - `invalid_url`: no absolute URL (`actual`)
 * - `invalid_format`: a version that is not all digits, say (`pattern`, `actual`)
 * - `out_of_range`: a number too small or too large (`minimum` or `maximum` or both, `actual`)
 * - `unsupported_operation`: the operation is newer than `serverRelease` (`name`, `since`, `current`), or `replaceAsset` where
 *   the media type's assets are not replaceable (`name`, `mediaType`)
 * - `unsupported_parameter`: the parameter or property is newer than `apiVersion` or `serverRelease` (`name`, `since`,
 *   `current`)
 * - `unknown_purpose`: not among `usagePurposes` (`allowed`, `actual`)
 * - `unknown_metadata_property`: no property of the media type (`property`, `mediaType`, `allowed`; without a media type
 *   `mediaType` is null, and `allowed` those of all)
 * - `server`: reported by the server in words of its own, see {@link issuesFromErrorDetails} (nothing)
 *
 * API reference: Patch a Media Library Entry, Parameters.
 */
export type IssueCode =
  | 'invalid_json'
  | 'too_deep'
  | 'invalid_character'
  | 'duplicate_property'
  | 'invalid_type'
  | 'missing_property'
  | 'unknown_property'
  | 'unsupported_property'
  | 'invalid_enum'
  | 'too_short'
  | 'too_long'
  | 'invalid_date_time'
  | 'invalid_url'
  | 'invalid_format'
  | 'out_of_range'
  | 'unsupported_operation'
  | 'unsupported_parameter'
  | 'unknown_purpose'
  | 'unknown_metadata_property'
  | 'server';

/**
 * One fault of a request. It fits where a Standard Schema issue is expected.
 *
 * API reference: Patch a Media Library Entry, the 400 answer.
 */
export interface Issue {
  /**
   * Where, from the root of the request; array indexes are numbers: `['patches', 0, 'note']`. Empty for the root
   * itself.
   */
  readonly path: ReadonlyArray<string | number>;
  /** What kind of fault it is: for programs. */
  readonly code: IssueCode;
  /**
   * What is wrong: for developers and logs. English, in the server's own wording where that wording is documented. For
   * people who fill in a form, `livingdocs-media-library/messages` says it in their language.
   */
  readonly message: string;
  /** What the message was made from, e.g. `{ maximum: 200, actual: 201, unit: 'characters' }`; {@link IssueCode} lists them. */
  readonly params: Readonly<Record<string, JsonValue>>;
}

/** What requests are checked against. An option that is absent or undefined has its default. */
export interface ValidatorOptions {
  /** The API version that requests are sent to. Default `2026-05`. */
  apiVersion?: ApiVersion | undefined;
  /** The release that the server runs. Default: the newest known one, so that every operation exists. */
  serverRelease?: ServerRelease | undefined;
  /**
   * The project's usage purposes: the list itself, or the project's configuration, which has it at
   * `mediaCenter.usagePurposes` or, before release-2026-07, at `mediaCenter.usageLog.purposes`. When given, purposes and
   * their params are checked against them. Default: any purpose, any params.
   */
  usagePurposes?: readonly UsagePurpose[] | ProjectConfig | undefined;
  /**
   * The project's media types, as its configuration has them. When given, `setMetadataProperty` is checked against them: the
   * property has to be one of the entry's media type, and its value what the property's `type` says ({@link MetadataProperty}).
   * Where the media type is not named ({@link JudgeOptions}), the property has to be one of any media type, and the value to fit one
   * of those; if it fits none, the issues are those of the first. Removing a property is always allowed. `replaceAsset` is
   * refused where `asset.replaceable` is false; without a media type, where it is for all. An empty list stands for the media type
   * that a project without any has: `image`, with the texts `title`, `caption`, `source` and `description`. Default: any metadata.
   */
  mediaTypes?: readonly MediaType[] | undefined;
  /**
   * The project's configuration, as `client.getProjectConfig()` gives it: its media types and its usage purposes are used, and
   * nothing else of it is kept. Where it has purposes at both places, those of the newer release are used, and all of them have to be
   * right: an upgrade that was left half done is told of. One without `mediaTypes`, or with an empty list, has the media type `image`, as above.
   * `usagePurposes` and `mediaTypes` go before what it has.
   */
  projectConfig?: ProjectConfig | undefined;
  /**
   * What becomes of properties that this library does not know: `reject` makes each an issue, `ignore` lets them
   * through. Default `reject`.
   */
  unknownProperties?: 'reject' | 'ignore' | undefined;
}

/** What a request is for. */
export interface JudgeOptions {
  /** The handle of the entry's media type, as `mediaType` of an entry has it: one of those that the validator was given. */
  mediaType?: string | undefined;
}

/**
 * Checks patch requests, before they are sent or where they arrive. Options are read once, when it is made; nothing is
 * kept between calls. Bad data gives issues, in the order of the patches and at most the first 1,000, and never an
 * exception.
 *
 * API reference: Patch a Media Library Entry.
 *
 * @example
 * import { Validator } from 'livingdocs-media-library';
 *
 * const validator = new Validator({ serverRelease: 'release-2026-05' });
 * const issues = validator.validate({ patches: [{ operation: 'archive', note: 'Case #1' }] });
 * for (const { path, message } of issues) {
 *   console.log(`${path.join('.')}: ${message}`); // patches.0.note: note is not supported by archive
 * }
 */
export declare class Validator {
  /**
   * Makes a validator. The first one compiles the WebAssembly module, see {@link ready}.
   *
   * @throws TypeError when an option is not what its type says; the message says what to write
   * @throws WebAssemblyError when the WebAssembly cannot be used
   */
  constructor(options?: ValidatorOptions);
  /**
   * The issues of a request object, judged as `JSON.stringify` would send it: undefined properties vanish, a `Date` is
   * its ISO string. What cannot be serialised (a cycle, a BigInt, a getter that throws) is one `invalid_json` issue.
   * Empty when valid.
   *
   * @throws TypeError when `mediaType` is none of the validator's media types; likewise the methods below
   */
  validate(request: unknown, options?: JudgeOptions): readonly Issue[];
  /**
   * The issues of a request as it stands on the wire, as text or as UTF-8 bytes. Accepts what `JSON.parse` accepts,
   * save a key twice in one object, nesting over 1,000 levels, bytes that are not UTF-8, and a byte order mark. What is
   * neither text nor bytes is one `invalid_json` issue. Empty when valid.
   */
  validateJson(json: string | Uint8Array | ArrayBuffer, options?: JudgeOptions): readonly Issue[];
  /** The issues of a single patch, judged like a request; paths start at the patch: `['note']`. Empty when valid. */
  validatePatch(patch: unknown, options?: JudgeOptions): readonly Issue[];
  /**
   * The same validator for entries of a media type: what it judges, also by its schemas and in `guardPatch`, is for that media
   * type, unless another one is named. It is made once, and shares what it was made from.
   *
   * @throws TypeError when the media type is none of the validator's
   */
  forMediaType(handle: string): Validator;
  /** Whether `validate` finds no issue: a type guard. Judged as it will be sent, so that a `Date` passes for its text. */
  isPatchRequest(value: unknown): value is PatchRequest;
  /** Whether `validatePatch` finds no issue: a type guard, like `isPatchRequest`. */
  isPatch(value: unknown): value is Patch;
  /** Standard Schema of a whole request, with its JSON Schema; for form libraries. Judges as `validate` does. */
  readonly patchRequest: Schema<PatchRequestDraft, PatchRequest>;
  /** Standard Schema of a single patch, with its JSON Schema. Judges as `validatePatch` does. */
  readonly patch: Schema<PatchDraft, Patch>;
}

/**
 * Standard Schema v1 and Standard JSON Schema v1 in one object (https://standardschema.dev). Always synchronous.
 * `Input` is what a form holds, `Output` what is known once it is valid.
 */
export interface Schema<Input, Output> {
  /** Where the standard puts everything. */
  readonly '~standard': {
    /** Version of the standard. */
    readonly version: 1;
    /** Who made the schema. */
    readonly vendor: 'livingdocs-media-library';
    /** For type inference only; there is no such property at run time. */
    readonly types?: {
      /** The type before validation. */
      readonly input: Input;
      /** The type after validation. */
      readonly output: Output;
    };
    /** Judges a value. Never throws, never returns a promise. */
    readonly validate: (value: unknown) =>
      | {
          /** The very value that was given: it is valid. */
          readonly value: Output;
          /** Absent: there are none. */
          readonly issues?: undefined;
        }
      | {
          /** What is wrong; at least one issue. */
          readonly issues: readonly Issue[];
        };
    /**
     * The same rules as JSON Schema, as far as JSON Schema can say them, with names and rules in English words. Input and
     * output are the same; each call gives a copy, which may be changed.
     */
    readonly jsonSchema: {
      /**
       * The JSON Schema of the input.
       *
       * @throws Error for any other target
       */
      readonly input: (options: {
        /** The dialect to write: `draft-2020-12` or `draft-07`. */
        readonly target: string;
      }) => Record<string, unknown>;
      /**
       * The JSON Schema of the output.
       *
       * @throws Error for any other target
       */
      readonly output: (options: {
        /** The dialect to write: `draft-2020-12` or `draft-07`. */
        readonly target: string;
      }) => Record<string, unknown>;
    };
  };
}

/**
 * What a property has to be, in the keywords of JSON Schema.
 *
 * API reference: Patch a Media Library Entry, `patches`.
 */
export interface PropertyInfo {
  /** Absent: any JSON. */
  readonly type?: 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array';
  /** The rule in words, in English: "At most 200 characters". */
  readonly description?: string;
  /** True, or the state of a usage log entry that requires it. Absent: it may be left out. */
  readonly required?: true | 'confirmed';
  /** The server release that brought the property. Absent: it was there from the start. */
  readonly since?: string;
  /** Fewest characters of a string, in Unicode code points. */
  readonly minLength?: number;
  /** Most characters of a string, in Unicode code points. */
  readonly maxLength?: number;
  /** Smallest number. */
  readonly minimum?: number;
  /** All that a string may be. */
  readonly enum?: readonly string[];
  /** `date-time`: with its zone. */
  readonly format?: 'date-time';
  /** A regular expression that a string matches, with the flag `u`. */
  readonly pattern?: string;
  /** What an object holds. Absent: anything. */
  readonly properties?: { readonly [name: string]: PropertyInfo };
}

/**
 * What an operation takes beside its name, and since when there is one of that name.
 *
 * API reference: Patch a Media Library Entry, `patches`.
 */
export interface OperationInfo<O extends Operation = Operation> {
  /** The server release that brought the operation. Absent: it was there from the start. */
  readonly since?: string;
  /** The properties of its patches, by their names; `operation` is not among them. */
  readonly properties: { readonly [K in Exclude<keyof Extract<Patch, { operation: O }>, 'operation'>]-?: PropertyInfo };
}

/**
 * The operations and the properties of their patches, in the order of the API reference; from the same tables that a
 * validator judges by. Frozen.
 *
 * API reference: Patch a Media Library Entry, `operation`.
 *
 * @example
 * import { operations } from 'livingdocs-media-library/validator';
 *
 * for (const [name, { properties }] of Object.entries(operations)) {
 *   console.log(name, Object.keys(properties)); // setMetadataProperty [ 'propertyName', 'value' ] …
 * }
 */
export declare const operations: { readonly [O in Operation]: OperationInfo<O> };

/** Limits that a form may want to show, from the same tables that a validator judges by. Frozen. */
export declare const limits: {
  /** Most characters of a `note`, in Unicode code points: 200. */
  readonly noteLength: number;
  /** Most bytes of a request that a server takes, unless it is configured so: 512,000. {@link guardPatch} has them as its default. */
  readonly requestBytes: number;
  /** How deep a request may be nested, in levels: 1,000. */
  readonly nesting: number;
  /** How many issues a validator reports at most: 1,000. */
  readonly issues: number;
};

/**
 * A form's values as a patch: without what the operation does not take, as left over from another choice, and without
 * what is empty (undefined, null, `''` and NaN), in `value`, its `params` and `oldValue` too. An object that is empty
 * then is left out as well, unless it is required. Judges nothing: what is missing is for a validator to say.
 *
 * An empty `value` of setMetadataProperty is left out, so that the property is removed.
 *
 * @throws TypeError when `values` is not an object
 *
 * @example
 * import { toPatch } from 'livingdocs-media-library/validator';
 *
 * const values = { operation: 'revokeAsset', note: '', propertyName: 'title' };
 * console.log(toPatch(values)); // { operation: 'revokeAsset' }
 */
export declare function toPatch(values: object): PatchDraft;

/**
 * Issues as the server writes them: messages keyed by path, `{ "patches.0.operation": "No enum match for: \"x\"" }`.
 * The first issue of a path wins; the root's key is `""`.
 *
 * API reference: Patch a Media Library Entry, `error_details` of the 400 answer.
 */
export declare function toErrorDetails(issues: readonly Issue[]): Record<string, string>;

/**
 * The reverse of {@link toErrorDetails}, for the `error_details` of a 400 answer, so that a form shows server and local
 * issues alike. Words that the validator or the documented server uses are read back into their code, with those `params`
 * that the words tell; of an operation and a state also what is `allowed`. In other words an issue has the code `server`.
 * Wrong metadata (`{ message, errors: [{ metadataProperty, message }] }`) become issues of the path
 * `['metadata', metadataProperty]`. Other details that are not keyed by path become one issue of the root; undefined and
 * null give none. Never throws; where WebAssembly cannot run, every issue has the code `server`.
 *
 * API reference: Patch a Media Library Entry, `error_details` of the 400 answer.
 */
export declare function issuesFromErrorDetails(details: unknown): Issue[];

/**
 * A project's configuration, as {@link MediaLibraryClient.getProjectConfig} gives it, of which the media types and the usage
 * purposes are read.
 */
export interface ProjectConfig {
  /** A list of {@link MediaType}. Absent or empty: `image` alone, see {@link ValidatorOptions.mediaTypes}. */
  readonly mediaTypes?: readonly object[];
  /** What the project has set for its media library. */
  readonly mediaCenter?: {
    /** A list of {@link UsagePurpose}, since release-2026-07. */
    readonly usagePurposes?: readonly object[];
    /** The same, in 2026-03 and 2026-05. */
    readonly usageLog?: { readonly purposes?: readonly object[]; readonly [other: string]: unknown };
    readonly [other: string]: unknown;
  };
  readonly [other: string]: unknown;
}

/** One of the project's `mediaTypes`, as the project's configuration has it. */
export interface MediaType {
  /** What `mediaType` of an entry names. */
  handle: string;
  /** The kind of its files. Not used here. */
  type?: 'mediaImage' | 'mediaVideo' | 'mediaFile' | (string & {});
  /** For people. */
  info?: { label?: string | Record<string, string>; readonly [other: string]: unknown };
  /** The metadata properties that its entries may have. Absent: none. */
  metadata?: readonly MetadataProperty[];
  /** What may be done with the assets of its entries. */
  asset?: {
    /** Whether assets may be translated. Not used here. */
    translatable?: boolean;
    /** False refuses `replaceAsset`. Default true. */
    replaceable?: boolean;
    readonly [other: string]: unknown;
  };
  /** Other configuration is let through. */
  readonly [other: string]: unknown;
}

/** One property of a media type's metadata. */
export interface MetadataProperty {
  /** What `propertyName` of a patch names. */
  handle: string;
  /** For people, plain or by language: what `describe` calls the property. */
  ui?: { label?: string | Record<string, string>; readonly [other: string]: unknown };
  /**
   * What the value has to be. Values of types other than these are let through unchecked, and nothing of their `config` is looked
   * at. Objects may have more members than are named.
   *
   * - `li-text`, `li-color`, `li-external-id`, `li-media-handle`, `li-enum`: a string
   * - `li-boolean`, `li-invalid`: a boolean
   * - `li-integer`, `li-system-integer`, `li-numeric-list`: a whole number; an array of whole numbers
   * - `li-string-list`: an array of strings
   * - `li-date`; `li-datetime`, `li-system-datetime`: an ISO 8601 date; a date-time with its zone
   * - `li-datetime-validity`: `{ from?, to? }`, of which each is a date-time, and `to` not before `from`
   * - `li-license-profile`: `{ handle }`
   * - `li-document-reference`, `li-reference`: `{ $ref: 'document', reference: { id } }`
   * - `li-document-references`, `li-reference-list`: `{ $ref: 'documents', references: [{ id }] }`
   * - `li-video-reference`: `{ $ref: 'video', reference: { id, posterImageId? } }`
   * - `li-image`, `li-poster-image`: `{ mediaId, url, originalUrl, width, height, mimeType }`
   * - `li-named-crops`, `li-media-language`, `li-metadata-translations`, `li-transcoding-state`, `li-google-vision`: an object,
   *   whatever is in it
   */
  type: string;
  /** What else the value has to be: as for a {@link UsageParam}, and `min` and `max`. `required` is not checked. */
  config?: UsageParam['config'] & {
    /** How many references there have to be at least, of a `li-document-references` or `li-reference-list`. */
    min?: number;
    /** How many there may be at most. */
    max?: number;
  };
  /** Other configuration is let through. */
  readonly [other: string]: unknown;
}

/**
 * One of the project's `mediaCenter.usagePurposes`, as the project's configuration has it. A param that stands in several
 * purposes has the same type in all of them.
 *
 * API reference: Patch a Media Library Entry, `purpose` in the example of `addUsageLogEntry`.
 */
export interface UsagePurpose {
  /** What `purpose` of a usage log entry names. */
  handle: string;
  /** For people: one text, or one by language. What `describe` calls the purpose. */
  label?: string | Record<string, string>;
  /** As in the configuration. Not used here. */
  internal?: boolean;
  /** The params that a usage log entry with this purpose may have. Absent: none. */
  paramsSchema?: readonly UsageParam[];
  /** Other configuration is let through. */
  readonly [other: string]: unknown;
}

/**
 * One param of a usage purpose.
 *
 * API reference: Patch a Media Library Entry, `params` in the example of `addUsageLogEntry`.
 */
export interface UsageParam {
  /** The param's key in `params`. */
  handle: string;
  /** For people, plain or by language: what `describe` calls the param. */
  label?: string | Record<string, string>;
  /** The same, and goes before it. */
  ui?: { label?: string | Record<string, string>; readonly [other: string]: unknown };
  /**
   * What the value has to be. Values of types other than these are let through unchecked, and of their `config` nothing
   * but `required: true` is looked at.
   *
   * - `li-boolean`: a boolean
   * - `li-date`, `li-datetime`: an ISO 8601 date; a date-time with its zone
   * - `li-enum`, `li-string-list`: a string; an array of strings
   * - `li-integer`, `li-numeric-list`: a whole number; an array of whole numbers
   * - `li-text`: a string
   */
  type:
    | 'li-boolean'
    | 'li-date'
    | 'li-datetime'
    | 'li-enum'
    | 'li-integer'
    | 'li-numeric-list'
    | 'li-string-list'
    | 'li-text'
    | (string & {});
  /** What else the value has to be. */
  config?: {
    /**
     * Whether a confirmed usage log entry must have the param, with something in it: `''` and `[]` will not do. A pending
     * one need not. Default false.
     */
    required?: boolean;
    /** For people, plain or by language: what `describe` says of a required param that is missing or empty. */
    requiredErrorMessage?: string | Record<string, string>;
    /** Smallest number allowed, of a `li-integer`. */
    minValue?: number;
    /** Largest number allowed, of a `li-integer`. */
    maxValue?: number;
    /** Shortest `li-text` allowed, in Unicode code points. */
    minLength?: number;
    /** Longest `li-text` allowed, in Unicode code points. */
    maxLength?: number;
    /** False refuses a `li-text` with a line break (`\n` or `\r`). Default true. */
    allowNewlines?: boolean;
    /** How many items a `li-string-list` or `li-numeric-list` may have at most. */
    maxItems?: number;
    /** Where the allowed values come from, of a `li-enum`, `li-integer` or `li-string-list`. */
    dataProvider?: {
      /** Kind of provider, as in the configuration. */
      type?: string;
      /** The allowed values. Absent: any. */
      items?: ReadonlyArray<{
        /** For people, plain or by language: what `describe` calls the value. */
        label?: string | Record<string, string>;
        /** An allowed value. */
        value: JsonValue;
      }>;
      /** Name of a remote source; values from there are not checked. */
      dataSource?: string;
    };
    /** Other configuration is let through. */
    readonly [other: string]: unknown;
  };
  /** Other configuration is let through. */
  readonly [other: string]: unknown;
}

/**
 * Optional: resolves once the WebAssembly module is compiled. Nothing needs it except a browser that refuses
 * synchronous compilation (Chromium before 115); elsewhere the first call compiles, synchronously. Rejects with a
 * {@link WebAssemblyError} that says what stands in the way, e.g. a Content Security Policy, when the module cannot be
 * compiled.
 */
export declare function ready(): Promise<void>;

// ───────────────────────────── Client ─────────────────────────────

/**
 * Where the server is, how to get in, and how patient to be. Options that are absent or undefined have their default.
 */
export interface ClientOptions extends ValidatorOptions {
  /**
   * Origin of the Livingdocs server, with a path prefix if it has one, without `/api`: `https://server.livingdocs.io`.
   * https, or http on a loopback host (localhost, 127.0.0.0/8, [::1]). Must not have credentials, a query or a
   * fragment, nor end in `/api` or `/api/2026-05`, which the client adds. Redirects are not followed, so it has to be the
   * server's own address.
   */
  baseUrl: string | URL;
  /** Lets `baseUrl` be http on any host: the token then travels unencrypted. Default false. */
  allowInsecureHttp?: boolean | undefined;
  /**
   * Bearer token, a non-empty string of visible ASCII without `Bearer `; or a function that gives one, asked before every
   * attempt. After a 401 the function is asked again, and when it gives another token, the request is repeated once. What
   * it throws, the call rejects with, unchanged; a result that is no token is a TypeError.
   */
  token: string | ((request: TokenRequest) => string | Promise<string>);
  /**
   * Sends the requests. Called with a text and a plain object, which has `method`, `headers` (a plain object), `body` (a
   * text, of patches), `signal` and `redirect: 'manual'`; and `cache: 'no-store'` where `updateEntry` reads. Default: the
   * runtime's own `fetch`, looked up at each call.
   */
  fetch?: ((url: string, init: RequestInit) => Promise<Response>) | undefined;
  /**
   * More headers for every request. Must not have `Accept`, `Authorization` and `Content-Type`, which the client sets. In a
   * page, the server has to allow them (CORS). Values that are undefined are left out. Default: none.
   */
  headers?: RequestHeaders | undefined;
  /** Milliseconds for one attempt: token, request and body. Default 30,000; 0 means none. */
  timeoutMs?: number | undefined;
  /**
   * Further attempts after the first. Default 2. They start after 0.5 s, 1 s, 2 s … (at most 8 s, less up to 25 % at
   * random), or when the server's `retry-after-ms` or `Retry-After` says; where it says more than 60 s, there are none.
   */
  maxRetries?: number | undefined;
  /**
   * Called after every attempt, the last one too; for logs and metrics; also where `token` took longer than `timeoutMs`. Not
   * after an abort, nor where `token` threw. Never sees the token, unless the answer's headers repeat it. What it throws or
   * rejects with is ignored.
   */
  onAttempt?: ((event: AttemptEvent) => void) | undefined;
}

/** What a function that gives tokens is told. */
export interface TokenRequest {
  /** The token that the server has just answered with 401: no cache may give it again. Undefined before other attempts. */
  readonly refused: string | undefined;
  /** Aborted when the call is, and when the attempt's time runs out. */
  readonly signal: AbortSignal;
}

/** Names and values of headers, as `fetch` takes them. */
export type RequestHeaders = Readonly<Record<string, string | undefined>> | Iterable<readonly [string, string]> | Headers;

/** Options of one call. */
export interface RequestOptions {
  /**
   * Ends the call at once, also while it waits to retry or for the caller's own functions; the promise rejects with
   * `signal.reason`.
   */
  signal?: AbortSignal | undefined;
  /** Milliseconds for one attempt; 0 means none. Default: the client's. */
  timeoutMs?: number | undefined;
  /** Further attempts after the first. Default: the client's. */
  maxRetries?: number | undefined;
  /** More headers, beside those of the client; of one name, these count. */
  headers?: RequestHeaders | undefined;
}

/** An attempt that has ended. */
export interface AttemptEvent {
  /** The request's method. */
  method: 'GET' | 'PATCH' | 'POST';
  /** The request's URL, without the token, should it stand there. */
  url: string;
  /** Which attempt of its request it was, from 1. */
  attempt: number;
  /** How long it took, in milliseconds, token and body included; by a clock that nobody sets. */
  durationMs: number;
  /** The answer's status. Absent where none came, or one that broke off and could not be used. */
  status?: number;
  /** The answer's headers, for the id of a request, say. Absent where `status` is. */
  headers?: Headers;
  /** How it failed. Absent: it succeeded. */
  error?: MediaLibraryFailure;
  /** Milliseconds until the next attempt. Absent: none follows. */
  retryInMs?: number;
}

/**
 * A client of the media library's Public API. Every method gives a promise, or iterates, and none throws synchronously.
 * Failures are {@link MediaLibraryFailure}s, see {@link MediaLibraryError} for the three exceptions; and
 * {@link WebAssemblyError}s where the WebAssembly cannot be used. GETs are retried on no answer, a timeout, 408, 429,
 * 500, 502, 503 and 504; for PATCHes see `patchEntry`.
 *
 * The token needs the scope `public-api:read`, and `public-api:write` to patch.
 *
 * API reference: Media Library, all sections.
 *
 * @example
 * import { MediaLibraryClient } from 'livingdocs-media-library';
 *
 * const client = new MediaLibraryClient({
 *   baseUrl: 'https://server.livingdocs.io',
 *   token: 'ey1234',
 *   serverRelease: 'release-2026-05',
 * });
 * const entry = await client.getEntry<{ title: string }>('asze63i9');
 * console.log(entry.metadata.title);
 */
export declare class MediaLibraryClient {
  /**
   * Makes a client; sends nothing.
   *
   * @throws TypeError when an option is not what its type says; the message says what to write
   * @throws WebAssemblyError when the WebAssembly cannot be used
   */
  constructor(options: ClientOptions);
  /** Judges this client's requests, by the options that the client was given. */
  readonly validator: Validator;

  /**
   * Reads one entry. Rejects with a NotFoundError when there is none, with a ResponseFormatError when the answer is no
   * object with `id` and `version`, and with a TypeError when `id` is empty, `.` or `..`.
   *
   * API reference: Get a Single Media Library Entry.
   *
   * @typeParam M the shape of the project's metadata, where it is known; it is not checked
   */
  getEntry<M extends object = JsonObject>(id: string, options?: RequestOptions): Promise<MediaLibraryEntry<M>>;

  /**
   * Reads entries by their ids, or by an external id. Any number of ids: long lists are split over several requests, so
   * that no URL is over 2,000 characters. Results come in the order of `ids`, for an id that is there twice twice; ids
   * that the server does not know are left out. No ids, no request. A 429 makes all of the call's requests wait as long as
   * the server asked, and no less than usual. Rejects with a TypeError when an id is empty or has a comma.
   *
   * API reference: Get Media Library Entries.
   *
   * @typeParam M the shape of the project's metadata, where it is known; it is not checked
   */
  getEntries<M extends object = JsonObject>(
    query:
      | {
          /** The ids to read. */
          ids: readonly string[];
        }
      | {
          /** The id in the external system; not empty. */
          externalId: string;
          /** Name of the external system. Absent: of any. */
          systemName?: string | undefined;
        },
    options?: RequestOptions & {
      /**
       * Told how many of the ids, each counted once, were asked for. What it throws or rejects with is ignored. Not called
       * for an external id, which takes one request.
       */
      onProgress?: ((progress: { readonly done: number; readonly of: number }) => void) | undefined;
    },
  ): Promise<MediaLibraryEntry<M>[]>;

  /**
   * Validates, then sends. A `version` travels as given.
   *
   * Retried only where a repeat cannot apply a patch twice: when the server surely did not process the request (429,
   * 503); and on no answer, a timeout, 408, 500, 502 and 504 when `version` is set, or when every patch is idempotent
   * (setMetadataProperty, replaceAsset, archive). A 409 is not retried.
   *
   * Rejects with a ValidationError before anything is sent, unless `validate` is false (what `JSON.stringify` cannot
   * serialise is one in any case); with a ConflictError when the version has moved on, an asset is revoked or unrevoked
   * already, or an `oldValue` no longer matches; with a NotFoundError when there is no such entry; with a
   * BadRequestError when the server finds faults that were not found here.
   *
   * API reference: Patch a Media Library Entry.
   *
   * @throws ValidationError before anything is sent, unless `validate` is false
   *
   * @example
   * import { MediaLibraryClient } from 'livingdocs-media-library';
   *
   * const client = new MediaLibraryClient({ baseUrl: 'https://server.livingdocs.io', token: 'ey1234' });
   * await client.patchEntry('asze63i9', {
   *   version: 1,
   *   patches: [
   *     { operation: 'setMetadataProperty', propertyName: 'title', value: 'Lake at dawn' },
   *     { operation: 'addUsageLogEntry', value: { purpose: 'print' } },
   *   ],
   * });
   */
  patchEntry(
    id: string,
    request: PatchRequest,
    options?: RequestOptions & {
      /** False sends the request without validating it. Default true. */
      validate?: boolean | undefined;
      /** The handle of the entry's media type; see {@link JudgeOptions}. */
      mediaType?: string | undefined;
    },
  ): Promise<void>;

  /**
   * Reads the entry, asks `update` for patches, and sends them with the version that was read. On a conflict it waits (50 ms,
   * 100 ms, 200 ms … at most 1 s, of which a random half to all), reads again and asks again. Where the read does not show
   * yet the version that the conflict named, it waits and reads once more. All that at most `maxConflicts` times. It reads
   * past the browser's cache. Resolves to true when patches were applied, to false when `update` returned nothing to do
   * (null, undefined or an empty array). Where the client knows the project's media types, metadata is judged by the entry's own;
   * for one that it does not know, as if none were named.
   *
   * Rejects like `getEntry` and `patchEntry`, and with what `update` throws, unchanged. A ConflictError is thrown, and
   * `update` not asked again, when `outcomeUnknown` is set, when the entry's version has not moved since it was read,
   * or after `maxConflicts`.
   *
   * API reference: Patch a Media Library Entry, `version` and the 409 answer.
   *
   * @typeParam M the shape of the project's metadata, where it is known; it is not checked
   *
   * @example
   * import { MediaLibraryClient } from 'livingdocs-media-library';
   *
   * const client = new MediaLibraryClient({ baseUrl: 'https://server.livingdocs.io', token: 'ey1234' });
   * const changed = await client.updateEntry<{ title: string }>('asze63i9', ({ metadata }) => {
   *   const title = metadata.title.trim();
   *   if (title === metadata.title) return null;
   *   return [{ operation: 'setMetadataProperty', propertyName: 'title', value: title }];
   * });
   * console.log(changed ? 'trimmed' : 'nothing to do');
   */
  updateEntry<M extends object = JsonObject>(
    id: string,
    update: (
      entry: MediaLibraryEntry<M>,
    ) => readonly Patch[] | null | undefined | Promise<readonly Patch[] | null | undefined>,
    options?: RequestOptions & {
      /** How often it reads again; more where many change the same entry at once over a slow network. Default 5. */
      maxConflicts?: number | undefined;
      /** See {@link PatchRequest.preserveUpdatedAt}. */
      preserveUpdatedAt?: boolean | undefined;
    },
  ): Promise<boolean>;

  /**
   * Patches many entries. Pulls from `jobs` as capacity frees, and never more than 16 × `concurrency` ahead of what has
   * been yielded. Gives one result per job, in order of completion; a job that fails is a result too. One entry's jobs
   * run one after another, in their order. A 429 makes every worker wait as long as the server asked (60 s at most), and no
   * less than the usual wait between attempts.
   *
   * Ends early on `signal`, or when the loop is left: then nothing more is started, what is in flight finishes, and
   * `jobs` is closed. After an abort, the results of what was in flight still come, then the iterator rejects with
   * `signal.reason`; leaving the loop waits for what is in flight. What `jobs` throws comes out unchanged, likewise
   * after the results; so does what it throws when it is closed, where the loop was left.
   *
   * API reference: Patch a Media Library Entry.
   *
   * @example
   * import { MediaLibraryClient, type PatchJob } from 'livingdocs-media-library';
   *
   * function* archiveAll(ids: string[]): Generator<PatchJob> {
   *   for (const id of ids) yield { id, request: { patches: [{ operation: 'archive' }] } };
   * }
   *
   * const client = new MediaLibraryClient({ baseUrl: 'https://server.livingdocs.io', token: 'ey1234' });
   * for await (const result of client.patchEntries(archiveAll(['asze63i9', '2er11b3i']), { concurrency: 8 })) {
   *   if (!result.ok) console.error(result.id, result.error.message);
   * }
   */
  patchEntries(
    jobs: Iterable<PatchJob> | AsyncIterable<PatchJob>,
    options?: BulkOptions,
  ): AsyncIterableIterator<PatchJobResult>;

  /**
   * Reads the project's configuration: one large object, which is handed over as it came, for the option `projectConfig` of a
   * client or a {@link Validator}. Rejects with a ResponseFormatError when the answer is no object.
   *
   * Public API: `GET /api/{version}/projectConfig`, scope `public-api:read`.
   */
  getProjectConfig(options?: RequestOptions): Promise<ProjectConfig>;

  /**
   * Reads the entry's usage log. Since release-2026-05: rejects with an UnsupportedError when `serverRelease` is older.
   *
   * API reference: Get the Usage Log of a Media Library Entry.
   */
  getUsageLog(id: string, options?: RequestOptions): Promise<UsageLogEntry[]>;

  /**
   * Reads the keys of all the entry's assets, variants included; for purging caches. Since API version 2026-03: rejects
   * with an UnsupportedError when `apiVersion` is older.
   *
   * API reference: Get All Media Library Entry Keys.
   */
  getAssetKeys(id: string, options?: RequestOptions): Promise<string[]>;

  /**
   * Gets the image in its original size, as the server sends it; the body is not read. `timeoutMs` ends with the
   * headers, `signal` also ends the body, if `fetch` heeds the signal that it is given. Rejects with a PermissionError when the
   * image is revoked or invalid, with a NotFoundError when there is none, and with a TypeError when `key` is empty or one
   * of its segments is `.` or `..`.
   *
   * API reference: Serve Image.
   *
   * @param key as in `asset.key`, slashes and all
   */
  serveImage(key: string, options?: RequestOptions): Promise<Response>;

  /**
   * The documents whose publications link to this entry, by content or metadata. `await` it for the first page,
   * `for await` it for every result of every page. The first request goes out at once, and only once.
   *
   * Rejects with an UnsupportedError for `after` before API version 2026-01, with a TypeError when the query is not
   * what its type says, and with a ResponseFormatError when the list would never end: a page gives a cursor that was used
   * before, or, in older API versions, is the same as the one before it.
   *
   * The list may shrink while it is walked, as it does when the links are removed one by one: since API version 2026-01
   * nothing is missed. In older ones pages are counted by offset, and what moves up is skipped: collect all results first.
   *
   * API reference: Get Incoming Publication References for a Media Library Entry.
   *
   * @example
   * import { MediaLibraryClient } from 'livingdocs-media-library';
   *
   * const client = new MediaLibraryClient({ baseUrl: 'https://server.livingdocs.io', token: 'ey1234' });
   * const { total } = await client.getIncomingDocumentReferences('9fKagDCiN6sb', { limit: 1 });
   * console.log(`in use by ${total} documents`);
   * for await (const { id, references } of client.getIncomingDocumentReferences('9fKagDCiN6sb')) {
   *   console.log(id, references.map((reference) => reference.location));
   * }
   */
  getIncomingDocumentReferences(
    mediaId: string,
    query?: PageQuery,
    options?: RequestOptions,
  ): PagePromise<DocumentReferences>;

  /**
   * The entries whose metadata links to this entry; pages as `getIncomingDocumentReferences` does, and rejects like it.
   *
   * API reference: Get Incoming Media References for a Media Library Entry.
   */
  getIncomingMediaReferences(
    mediaId: string,
    query?: PageQuery,
    options?: RequestOptions,
  ): PagePromise<MediaReferences>;
}

/**
 * Which part of a list to get.
 *
 * API reference: Get Incoming Publication References for a Media Library Entry, Parameters.
 */
export interface PageQuery {
  /** Results a page: a whole number from 1 to 100. Default 100. */
  limit?: number | undefined;
  /** Results to skip: a whole number from 0. Default 0. */
  offset?: number | undefined;
  /** The `cursor` of the page before. Since API version 2026-01. */
  after?: string | undefined;
}

/**
 * One page of a list.
 *
 * API reference: Get Incoming Publication References for a Media Library Entry, Response.
 */
export interface Page<T> {
  /** The page's results, in the server's order. */
  readonly results: readonly T[];
  /** How many results all pages have together. Absent before API version 2026-01. */
  readonly total?: number;
  /** What `after` takes to go on behind this page. Absent before API version 2026-01. */
  readonly cursor?: string;
  /**
   * The next page, or null at the end. Keeps the options of the call that gave the first page, save those given here;
   * rejects like that call.
   */
  nextPage(options?: RequestOptions): Promise<Page<T> | null>;
}

/**
 * A promise of the first page that is also an iterable of every result of every page. Doing both sends the first
 * request once. Leaving the loop aborts what is under way: left before the first page is there, the promise rejects with
 * an `AbortError`.
 *
 * API reference: Get Incoming Publication References for a Media Library Entry.
 */
export interface PagePromise<T> extends Promise<Page<T>>, AsyncIterable<T> {}

/**
 * One entry's patch request, for `patchEntries`.
 *
 * API reference: Patch a Media Library Entry.
 */
export interface PatchJob {
  /** The entry's id. */
  id: string;
  /** What to send. */
  request: PatchRequest;
  /** The handle of the entry's media type; see {@link JudgeOptions}. */
  mediaType?: string | undefined;
}

/** What became of a job; `ok` says which of the two. */
export type PatchJobResult =
  | {
      /** The job as it came from `jobs`. */
      readonly job: PatchJob;
      /** The job's `id`. */
      readonly id: string;
      /** The job's place in `jobs`, from 0. */
      readonly index: number;
      /** The request was applied. */
      readonly ok: true;
    }
  | {
      /** The job as it came from `jobs`. */
      readonly job: PatchJob;
      /** The job's `id`. */
      readonly id: string;
      /** The job's place in `jobs`, from 0. */
      readonly index: number;
      /** The request failed, or was not sent. */
      readonly ok: false;
      /**
       * Why. A TypeError where the job is not what its type says (an empty id). What `token` throws is here, too,
       * unchanged, and a {@link WebAssemblyError} where the WebAssembly cannot be used. {@link isMediaLibraryError} tells
       * the failures from the others.
       */
      readonly error: MediaLibraryFailure | TypeError;
    };

/** Options of `patchEntries`. `timeoutMs` and `maxRetries` are each job's. */
export interface BulkOptions extends RequestOptions {
  /** How many requests may be in flight at once. Default 4. */
  concurrency?: number | undefined;
  /** False sends requests without validating them. Default true: one that is not valid is not sent, and its result says so. */
  validate?: boolean | undefined;
  /** Told how far the jobs are. What it throws or rejects with is ignored. */
  onProgress?:
    | ((progress: {
        /** Jobs that are done. */
        readonly succeeded: number;
        /** Jobs that failed. */
        readonly failed: number;
        /** Jobs that are under way. */
        readonly inFlight: number;
      }) => void)
    | undefined;
}

// ───────────────────────────── What the server returns ─────────────────────────────
// Fields beyond these pass through untouched.

/**
 * A media library entry: an image, a video, a file, with its metadata. `M` is the shape of the project's metadata,
 * where it is known. Of an answer, only `id` and `version` are checked.
 *
 * API reference: Get a Single Media Library Entry, Response.
 */
export interface MediaLibraryEntry<M extends object = JsonObject> {
  /** The entry's id. */
  id: string;
  /** Rises with every change; what {@link PatchRequest.version} is compared with. */
  version: number;
  /** Name of the external system that the entry comes from. */
  systemName?: string;
  /** The entry's id in that system. */
  externalId?: string;
  /** What it is, e.g. `image`. */
  mediaType: string;
  /** The file. */
  asset?: Asset;
  /** The project's metadata. */
  metadata: M;
  /** Metadata, and perhaps a file, of other locales; in multilingual setups. */
  translations?: Array<{
    /** The locale, e.g. `en`. */
    locale: string;
    /** The metadata in that locale. */
    metadata: JsonObject;
    /** The file of that locale. */
    asset?: Asset;
  }>;
  /** ISO 8601 date-time. */
  createdAt: string;
  /** ISO 8601 date-time. */
  updatedAt: string;
  /** Other fields pass through untouched. */
  [other: string]: unknown;
}

/**
 * An entry's file.
 *
 * API reference: Get a Single Media Library Entry, Response.
 */
export interface Asset {
  /** Key in the project's storage; what `serveImage` takes. */
  key?: string;
  /** Where the file can be fetched. */
  url?: string;
  /** Media type, e.g. `image/jpeg`. */
  mimeType?: string;
  /** Name of the file, for people. */
  filename?: string;
  /** Pixels. */
  width?: number;
  /** Pixels. */
  height?: number;
  /** Bytes. */
  size?: number;
  /** Seconds. */
  duration?: number;
  /** Other fields pass through untouched. */
  [other: string]: unknown;
}

/**
 * A document that links to the entry.
 *
 * API reference: Get Incoming Publication References for a Media Library Entry, Response.
 */
export interface DocumentReferences {
  /** The document's id. */
  id: number;
  /** Where it links to the entry. */
  references: Reference[];
}

/**
 * An entry that links to the entry.
 *
 * API reference: Get Incoming Media References for a Media Library Entry, Response.
 */
export interface MediaReferences {
  /** Id of the entry that links. */
  id: string;
  /** Where it links to the entry. */
  references: Reference[];
}

/**
 * A place that links to an entry.
 *
 * API reference: Get Incoming Publication References for a Media Library Entry, Response.
 */
export interface Reference {
  /** Id of the entry that is linked to. */
  id: string;
  /** What is linked to, e.g. `image`. */
  type: string;
  /** What kind of place it is, e.g. `image-directive` or `metadata`. */
  location: string;
  /** In content: id of the component. */
  componentId?: string;
  /** In content: name of the component. */
  componentName?: string;
  /** In content: name of the directive. */
  directiveName?: string;
  /** In metadata: name of the property. */
  propertyName?: string;
  /** Other fields pass through untouched. */
  [other: string]: unknown;
}

/**
 * One use of the entry, planned or done.
 *
 * API reference: Get the Usage Log of a Media Library Entry, Response.
 */
export interface UsageLogEntry {
  /** What `usageLogEntryId` of a patch names. */
  id: string;
  /** Planned, or done. */
  state: 'pending' | 'confirmed';
  /** Handle of one of the project's usage purposes. */
  purpose: string;
  /** Link to the external editor or delivery. */
  url?: string;
  /** Values by handle, as the purpose's `paramsSchema` has them. */
  params?: JsonObject;
  /** Id of the document that uses the entry. */
  documentId?: number;
  /** Id of that document's publication. */
  publicationId?: number;
  /** When the use was reported: ISO 8601 date-time. */
  reportingDate?: string;
  /** When it was, or is to be, published: ISO 8601 date-time. */
  publicationDate?: string;
  /** Other fields pass through untouched. */
  [other: string]: unknown;
}

// ───────────────────────────── Errors ─────────────────────────────

/**
 * What every promise of the client rejects with, save three:
 *
 * - `signal.reason`, for a call that was aborted;
 * - a TypeError, for an argument that is not what its type says (an empty id, a `..` in an asset key);
 * - what the caller's own functions (`token`, `update`, `jobs`) throw, unchanged.
 *
 * No method throws synchronously. The token is taken out of messages, urls and JSON; `details` and `cause` stay as they
 * came.
 */
export declare class MediaLibraryError extends Error {
  /** The library makes its errors itself. */
  protected constructor();
  /** Tells the kinds of errors apart; {@link MediaLibraryFailure} lists them all. */
  readonly code: string;
  /** The request's method, e.g. `PATCH`. Absent where there was no request yet. */
  readonly method?: string;
  /** The request's URL. Absent where there was no request yet, and where it is about more than one. */
  readonly url?: string;
  /**
   * For logs, without the token: name, code, message, method, url, the kind's own fields (but no `headers`, and of a 400 its
   * `details` only) and the start of what the `cause` says.
   */
  toJSON(): Record<string, unknown>;
}

/**
 * The request is not valid. It was not sent.
 *
 * API reference: Patch a Media Library Entry, Parameters.
 */
export declare class ValidationError extends MediaLibraryError {
  /** Tells this error from the others. */
  readonly code: 'validation';
  /** What is wrong; at least one issue. */
  readonly issues: readonly Issue[];
}

/**
 * The method or parameter is newer than the client's `apiVersion` or `serverRelease`. Nothing was sent.
 *
 * API reference: the History of each section.
 */
export declare class UnsupportedError extends MediaLibraryError {
  /** Tells this error from the others. */
  readonly code: 'unsupported';
}

/**
 * No answer came: DNS, TLS, refused, reset, offline; or one that broke off or could not be decompressed. `cause` is what
 * `fetch` rejected with. Whether the server processed the request is not known.
 */
export declare class ConnectionError extends MediaLibraryError {
  /** Tells this error from the others. */
  readonly code: 'connection';
}

/** The time for an attempt ran out. Whether the server processed the request is not known. */
export declare class TimeoutError extends MediaLibraryError {
  /** Tells this error from the others. */
  readonly code: 'timeout';
  /** The time that the attempt had, in milliseconds. */
  readonly timeoutMs: number;
}

/**
 * A 2xx answer that is not what the API documents, or whose JSON is over 64 MiB. It is not retried.
 *
 * API reference: the Response of each section.
 */
export declare class ResponseFormatError extends MediaLibraryError {
  /** Tells this error from the others. */
  readonly code: 'response_format';
  /** The answer's status. */
  readonly status: number;
}

/**
 * The server answered with an error status. The classes below are its kinds; for the other statuses, 413 say, it is of
 * this very class, with the code `unexpected_status`. Bodies that are missing or not JSON still give the error of their
 * status. A redirect is never followed, lest token or patch reach another host: it is one of these, and its message names
 * where to.
 *
 * API reference: Patch a Media Library Entry, Response.
 */
export declare class ApiError extends MediaLibraryError {
  /** Tells the kinds of answers apart. */
  readonly code:
    | 'unexpected_status'
    | 'bad_request'
    | 'authentication'
    | 'permission'
    | 'not_found'
    | 'conflict'
    | 'gone'
    | 'rate_limit'
    | 'server';
  /** The answer's status, e.g. 404; 0 of a redirect that a browser hides or that `fetch` has followed. */
  readonly status: number;
  /** The answer's `error`, e.g. `Bad Request`. Absent where it has none. */
  readonly error?: string;
  /** The answer's `error_details`, as it came. Absent where it has none. */
  readonly details?: unknown;
  /** The answer's headers. */
  readonly headers: Headers;
}

/**
 * 400: the server found the request faulty.
 *
 * API reference: Patch a Media Library Entry, the 400 answer.
 */
export declare class BadRequestError extends ApiError {
  /** Tells this error from the others. */
  readonly code: 'bad_request';
  /** `details` as {@link issuesFromErrorDetails} reads them; may be empty. */
  readonly issues: readonly Issue[];
}

/** 401: the token is missing, expired or not known; where `token` is a function, it had no better one. */
export declare class AuthenticationError extends ApiError {
  /** Tells this error from the others. */
  readonly code: 'authentication';
}

/**
 * 403: the token lacks the scope; of `serveImage` also: the image is revoked or invalid.
 *
 * API reference: the required scope in each section; Serve Image.
 */
export declare class PermissionError extends ApiError {
  /** Tells this error from the others. */
  readonly code: 'permission';
}

/**
 * 404: no such entry, image or route.
 *
 * API reference: Patch a Media Library Entry, the 404 answer.
 */
export declare class NotFoundError extends ApiError {
  /** Tells this error from the others. */
  readonly code: 'not_found';
}

/**
 * 409: the version has moved on, the asset is revoked or unrevoked already, or an `oldValue` no longer matches.
 *
 * API reference: Patch a Media Library Entry, the 409 answer.
 */
export declare class ConflictError extends ApiError {
  /** Tells this error from the others. */
  readonly code: 'conflict';
  /** The entry's version, where the server named it. */
  readonly currentVersion?: number;
  /** The version that was sent, where the server named it. */
  readonly sentVersion?: number;
  /**
   * True when an earlier attempt of this call may have been applied (no answer, or 408, 500, 502, 504), so that this
   * very call may be what moved the version.
   */
  readonly outcomeUnknown: boolean;
}

/** 410: the server no longer offers this API version. */
export declare class GoneError extends ApiError {
  /** Tells this error from the others. */
  readonly code: 'gone';
}

/** 429: too many requests. */
export declare class RateLimitError extends ApiError {
  /** Tells this error from the others. */
  readonly code: 'rate_limit';
  /**
   * How long the server asks to wait, in milliseconds, by `retry-after-ms` or `Retry-After`. Absent: it does not say.
   */
  readonly retryAfterMs?: number;
}

/**
 * 5xx: the server, or a proxy before it, failed. After a 503 the request was not processed; after others that is not
 * known.
 */
export declare class ServerError extends ApiError {
  /** Tells this error from the others. */
  readonly code: 'server';
}

/**
 * The package's WebAssembly cannot be used. Whatever makes use of it throws this, or rejects with it; importing the
 * package never does, and what needs no WebAssembly goes on working. It is not among the {@link MediaLibraryFailure}s,
 * since the request is not at fault: what is wrong is the page or the runtime. `cause` is what the runtime threw.
 */
export declare class WebAssemblyError extends MediaLibraryError {
  /** Tells this error from the others. */
  readonly code: 'web_assembly';
  /**
   * What stands in the way:
   *
   * - `policy`: the page's Content-Security-Policy; its `script-src` needs `'wasm-unsafe-eval'`
   * - `embedder`: a Worker that compiles nothing from bytes; bundle with its export condition, `workerd` or `edge-light`,
   *   or keep the package external
   * - `synchronous`: a browser that wants `await ready()` before the first call (Chromium before 115)
   * - `unsupported`: no WebAssembly here, or an old one; or a global is missing, which the message names
   * - `uninitialised`: `livingdocs-media-library/slim` was used before its `init`
   * - `input`: what `init` was given is not the package's `client.wasm`
   * - `trap`: the WebAssembly broke off in this call; the next one starts afresh
   * - `failed`: anything else, such as no memory left
   */
  readonly reason:
    | 'policy'
    | 'embedder'
    | 'synchronous'
    | 'unsupported'
    | 'uninitialised'
    | 'input'
    | 'trap'
    | 'failed';
}

/**
 * Every failure, to be told apart by `code`.
 *
 * @example
 * import { isMediaLibraryError } from 'livingdocs-media-library';
 *
 * function explain(error: unknown): string {
 *   if (!isMediaLibraryError(error)) throw error;
 *   switch (error.code) {
 *     case 'validation':
 *       return error.issues.map((issue) => issue.message).join('\n');
 *     case 'conflict':
 *       return `someone else was faster: the entry is at version ${error.currentVersion}`;
 *     default:
 *       return error.message;
 *   }
 * }
 */
export type MediaLibraryFailure =
  | ValidationError
  | UnsupportedError
  | ConnectionError
  | TimeoutError
  | ResponseFormatError
  | BadRequestError
  | AuthenticationError
  | PermissionError
  | NotFoundError
  | ConflictError
  | GoneError
  | RateLimitError
  | ServerError
  | (ApiError & {
      /** Tells the other statuses from the kinds above. */
      readonly code: 'unexpected_status';
    });

/**
 * Whether `error` is a failure of this library. Works across duplicate copies of the package, where `instanceof` does
 * not. True of a {@link WebAssemblyError}, too, which is not among the failures' types: ask `instanceof` for it first.
 */
export declare function isMediaLibraryError(error: unknown): error is MediaLibraryFailure;

// ───────────────────────────── Edge ─────────────────────────────

/**
 * For a Worker in front of Livingdocs: null when the request may pass, else the answer to give instead. That is
 *
 * - 400, as Livingdocs would answer, for a request with issues, a body that breaks off or was read already, and more than one
 *   Content-Length;
 * - 413 for a body over `maxBytes`, by its Content-Length (then it is not read) or as soon as it is seen;
 * - 415 without a plain JSON content type, `application/json` or `…+json`: a `charset` has to be `utf-8`, and no parameter
 *   may have escapes, commas or blanks around its `=`; for a Content-Encoding but `identity`, and for a Transfer-Encoding but
 *   `chunked`.
 *
 * **What it guarantees:** of a request that passes, a server that reads the body as JSON in UTF-8 reads the document that was
 * judged: no charset, no compression, no second length or header line, no key that stands twice and no byte order mark makes
 * it another one. A method override counts as a PATCH: `X-HTTP-Method-Override`, `X-HTTP-Method`, `X-Method-Override` or a
 * query parameter `_method` that says `PATCH`. In doubt a request is judged.
 *
 * **What it does not:** other methods pass unread, also a form whose body names the method (`_method=PATCH` in a POST). It
 * checks no token and no right, not whether the entry exists, and of the path only what `paths` says. What the Worker sends
 * on has to be this request: its body, and its headers or fewer. Where a body ends is up to the platform, which has to refuse
 * what HTTP forbids before a Request is made of it.
 *
 * Reads a clone: `request` can still be forwarded. Rejects with a TypeError that names the option where one is wrong.
 *
 * API reference: Patch a Media Library Entry, the 400 answer.
 *
 * @example
 * import { Validator, guardPatch } from 'livingdocs-media-library/validator';
 *
 * const validator = new Validator({ serverRelease: 'release-2026-05' });
 *
 * export default {
 *   async fetch(request: Request): Promise<Response> {
 *     const options = { paths: 'mediaLibrary', apiVersion: 'path' } as const;
 *     return (await guardPatch(request, validator, options)) ?? fetch(request);
 *   },
 * };
 */
export declare function guardPatch(
  request: Request,
  validator: Validator,
  options?: {
    /** The longest body that may pass, in bytes. Default 512,000. */
    maxBytes?: number;
    /**
     * Judges only PATCHes of `…/api/{version}/mediaLibrary/{id}`, and lets those of other endpoints pass. A path that servers
     * may read differently (`//`, `%6d`, `;`, dot segments, backslashes, a URL in `X-Original-URL`) is judged as soon as
     * `mediaLibrary` is in it. The path is the one that arrives: a Worker that writes another one leaves this out. Default:
     * every PATCH is judged.
     */
    paths?: 'mediaLibrary';
    /**
     * Judges each request by the API version in its own path, and else as `validator` does; `v1` and `beta` mean 2025-03. Where
     * the path has no month in which versions appear (every odd one since 2025-03), `validator`'s own version counts. Default:
     * that always.
     */
    apiVersion?: 'path';
  },
): Promise<Response | null>;

export {};
