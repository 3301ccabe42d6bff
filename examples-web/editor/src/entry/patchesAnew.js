/** The same patches once more, after a conflict: an update of the usage log expects what is there now. */
export async function patchesAnew(client, id, patches) {
  if (!patches.some(({ operation }) => operation === 'updateUsageLogEntry')) return patches;
  const log = await client.getUsageLog(id);
  return patches.map((patch) => {
    if (patch.operation !== 'updateUsageLogEntry') return patch;
    const oldValue = log.find((usage) => usage.id === patch.usageLogEntryId);
    return { ...patch, oldValue };
  });
}
