import { fromLocal, toLocal } from '../form/dates.js';
import { compact } from '../form/json.js';
import { formValueOf, placeIn, readValue } from '../form/plugins.js';

const FIELDS = ['state', 'purpose', 'publicationDate', 'url'];

export const purposeOf = (purposes, handle) => purposes?.find((purpose) => purpose.handle === handle);

const schemaOf = (purposes, handle) => purposeOf(purposes, handle)?.paramsSchema ?? [];

/** What the form starts from: a usage log entry, or nothing. */
export function valuesOf(usage, purposes) {
  const all = Object.fromEntries(
    (purposes ?? []).flatMap(({ paramsSchema = [] }) => paramsSchema.map((param) => [param.handle, formValueOf(param)])),
  );
  const own = schemaOf(purposes, usage?.purpose).map((param) => [
    param.handle,
    formValueOf(param, usage.params?.[param.handle]),
  ]);
  return {
    state: usage?.state ?? 'pending',
    purpose: usage?.purpose ?? '',
    publicationDate: toLocal(usage?.publicationDate),
    url: usage?.url ?? '',
    params: { ...all, ...Object.fromEntries(own) },
  };
}

/** Another purpose's param of that name is another one. */
export const storedParam = (usage, purpose, handle) => (usage?.purpose === purpose ? usage?.params?.[handle] : undefined);

/** What the form comes to, see `issueSchema`. */
export function readUsage(values, usage, purposes, validator, labelOf) {
  const schema = schemaOf(purposes, values.purpose);
  const issues = [];
  const paramOf = (param) => {
    const { handle } = param;
    const path = ['patches', 0, 'value', 'params', handle];
    const { value, issue } = readValue(param, values.params[handle], storedParam(usage, values.purpose, handle), path, validator);
    if (issue) issues.push(issue);
    return value;
  };
  // Where no purposes are known, params cannot be edited, and stay.
  const params = purposes
    ? compact(Object.fromEntries(schema.map((param) => [param.handle, paramOf(param)])))
    : usage?.params;
  const value = compact({
    state: values.state,
    purpose: values.purpose.trim() || undefined,
    publicationDate: fromLocal(values.publicationDate, usage?.publicationDate),
    url: values.url.trim() || undefined,
    params,
  });
  const patch = usage
    ? { operation: 'updateUsageLogEntry', usageLogEntryId: usage.id, value, oldValue: usage }
    : { operation: 'addUsageLogEntry', value };
  const place = ([, , property, field, handle, ...below]) => {
    if (property !== 'value') return undefined;
    if (FIELDS.includes(field)) return [field];
    const param = field === 'params' ? schema.find((param) => param.handle === handle) : undefined;
    return param && ['params', handle, ...placeIn(param, values.params[handle], below, storedParam(usage, values.purpose, handle))];
  };
  // Another purpose may have a param of the same name, under another label.
  const fields = Object.fromEntries(schema.map((param) => [param.handle, labelOf(param)]));
  return { request: { patches: [patch] }, place, issues, fields: () => fields };
}
