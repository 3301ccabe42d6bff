/**
 * A project's usage purposes: the list itself, or the one of its configuration, as src/validate/configuration.rs finds it.
 * @param {any} purposes
 */
export function purposesOf(purposes) {
  const center = purposes?.mediaCenter;
  return center?.usagePurposes ?? center?.usageLog?.purposes ?? purposes;
}
