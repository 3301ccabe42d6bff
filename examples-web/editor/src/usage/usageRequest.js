import { fromLocal, toLocal } from '../form/dates.js';
import { compact, parseJson } from '../form/json.js';
import { controlOf, readParam, textOfParam } from './params.js';

const FIELDS = ['state', 'purpose', 'publicationDate', 'url'];

export const purposeOf = (purposes, handle) => purposes?.find((purpose) => purpose.handle === handle);

const schemaOf = (purposes, handle) => purposeOf(purposes, handle)?.paramsSchema ?? [];

/** What the form starts from: a usage log entry, or nothing. */
export function valuesOf(usage, purposes) {
  const all = Object.fromEntries(
    (purposes ?? []).flatMap(({ paramsSchema = [] }) => paramsSchema.map((param) => [param.handle, textOfParam(param)])),
  );
  const own = schemaOf(purposes, usage?.purpose).map((param) => [
    param.handle,
    textOfParam(param, usage.params?.[param.handle]),
  ]);
  return {
    state: usage?.state ?? 'pending',
    purpose: usage?.purpose ?? '',
    publicationDate: toLocal(usage?.publicationDate),
    url: usage?.url ?? '',
    params: { ...all, ...Object.fromEntries(own) },
  };
}

/** What the form comes to, see `issueSchema`. */
export function readUsage(values, usage, purposes, validator, labelOf) {
  const schema = schemaOf(purposes, values.purpose);
  const issues = [];
  const paramOf = (param) => {
    const { handle } = param;
    const text = values.params[handle];
    if (controlOf(param) === 'json' && text?.trim()) {
      const { value, issue } = parseJson(text, ['patches', 0, 'value', 'params', handle], validator);
      if (issue) issues.push(issue);
      return value;
    }
    return readParam(param, text, usage?.params?.[handle]);
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
  const place = ([, , property, field, handle]) => {
    if (property !== 'value') return undefined;
    if (FIELDS.includes(field)) return [field];
    const isShown = field === 'params' && schema.some((param) => param.handle === handle);
    return isShown ? ['params', handle] : undefined;
  };
  // Another purpose may have a param of the same name, under another label.
  const fields = Object.fromEntries(schema.map((param) => [param.handle, labelOf(param)]));
  return { request: { patches: [patch] }, place, issues, fields };
}
