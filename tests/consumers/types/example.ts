import { Validator, type JsonValue, type MetadataValue, type Patch, type PatchDraft, type PatchRequest, type PatchRequestDraft, type Schema } from 'livingdocs-media-library/validator';
import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec';

export type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Compiles only where `T` is true. */
export const sure = <T extends true>(): T | undefined => undefined;

export const validator = new Validator();

export const schema: StandardSchemaV1<PatchRequestDraft, PatchRequest> = validator.patchRequest;
export const jsonSchema: StandardJSONSchemaV1<PatchDraft, Patch> = validator.patch;
sure<Equal<StandardSchemaV1.InferInput<typeof validator.patchRequest>, PatchRequestDraft>>();
sure<Equal<StandardSchemaV1.InferOutput<typeof validator.patchRequest>, PatchRequest>>();
sure<Equal<StandardSchemaV1.InferOutput<typeof validator.patch>, Patch>>();

/** A form of one operation, with fields that no other has. */
export interface TitleForm {
  operation: 'setMetadataProperty';
  propertyName: 'title';
  value: { en: string; de: string };
}
export const titleSchema = validator.patch as Schema<TitleForm, Patch>;

/** What forms may start with as a metadata property's value, besides what tests write there themselves. */
export declare const json: JsonValue;
export declare const metadataValue: MetadataValue;
