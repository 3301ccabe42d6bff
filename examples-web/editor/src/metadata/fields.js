import { isSame } from '../form/json.js';
import { controlOf, formValueOf, placeIn, readValue } from '../form/plugins.js';
import { propertiesOf, propertyOf } from '../project/mediaTypes.js';

/**
 * A media type's properties as fields: `{ property, stored, name }`, `name` that of the form's field. What no field is made
 * for, a plugin of the customer's own or what an older configuration left, is among the `others`, `[property, value]`.
 */
export function fieldsOf(mediaType, metadata = {}) {
  const fields = propertiesOf(mediaType)
    .filter((property) => controlOf(property) !== 'json')
    .map((property, index) => ({ property, stored: metadata[property.handle], name: `fields.${index}` }));
  const isField = (handle) => fields.some(({ property }) => property.handle === handle);
  const others = Object.entries(metadata)
    .filter(([name, value]) => !isField(name) && value !== null)
    .map(([name, value]) => [propertyOf(mediaType, name), value]);
  return { fields, others };
}

/**
 * Of metadata as the media type has them, see `useMetadataForm`. The form's values are a list, since handles may hold any
 * character. `ends` are what the ends of a period are called.
 */
export function fieldsModel(mediaType, validator, labelOf, ends) {
  const changesOf = ({ fields: values }, { metadata }) => changedFields(fieldsOf(mediaType, metadata).fields, values, validator);
  return {
    valuesOf: (metadata) => ({
      fields: fieldsOf(mediaType, metadata).fields.map(({ property, stored }) => formValueOf(property, stored)),
    }),
    changesOf,
    read: (values, before) => readFields(changesOf(values, before), labelOf, ends),
    merge: (values, before, fresh) => ({ fields: merge(mediaType, fresh, changesOf(values, before)) }),
  };
}

/** The fields of which something else is to be stored, with that `value`, or with the `issue` of what cannot be read. */
function changedFields(fields, values, validator) {
  const read = fields.map((field, index) => {
    const typed = values[index];
    return { ...field, index, typed, ...readValue(field.property, typed, field.stored, [], validator) };
  });
  return read.filter(({ value, issue, stored }) => issue || !isSame(value ?? null, stored ?? null));
}

function readFields(changes, labelOf, ends) {
  const issues = changes.flatMap(({ issue }, at) => (issue ? [{ ...issue, path: ['patches', at, 'value'] }] : []));
  const patches = changes.map(({ property, value = null }) => ({
    operation: 'setMetadataProperty',
    propertyName: property.handle,
    value,
  }));
  // The server names a property, the validator a patch.
  const changeAt = ([list, which]) =>
    list === 'metadata' ? changes.find(({ property }) => property.handle === which) : changes[which];
  const place = ([list, which, ...below]) => {
    const change = changeAt([list, which]);
    if (!change) return undefined;
    const { property, typed, stored, index } = change;
    return ['fields', index, ...placeIn(property, typed, list === 'metadata' ? below : below.slice(1), stored)];
  };
  const fields = (path) => {
    const change = changeAt(path);
    if (!change) return undefined;
    const label = labelOf(change.property);
    return { ...ends, value: label, propertyName: label, [change.property.handle]: label };
  };
  return { request: { patches }, issues, place, fields };
}

/** What was typed stays, unless the stored value is now one for another control. */
function merge(mediaType, { metadata, values }, changes) {
  const { fields } = fieldsOf(mediaType, metadata);
  return values.fields.map((value, index) => {
    const mine = changes.find((change) => change.index === index);
    const isStill = mine && controlOf(mine.property, mine.stored) === controlOf(mine.property, fields[index].stored);
    return isStill ? mine.typed : value;
  });
}
