import { connect } from '../connection.js';
import { mediaTypesOf } from './mediaTypes.js';

/** Nothing to tell: the server does not offer it, or not to this token; one that it does not know is told with the entries. */
const WITHOUT = ['not_found', 'permission', 'unsupported', 'authentication'];
const PATIENCE_MS = 10_000;

/**
 * What a server tells of its project, and the client that knows it: `{ client, project }`, or the `problem` with the
 * connection. `project` has, as far as they are known,
 *
 *   projectConfig   the configuration as it came
 *   mediaTypes      its media types
 *   usagePurposes   those of `desk.json`, or else those of the configuration
 *   failure         why there is no configuration, where that is worth telling
 */
export async function readProject(connection, desk, signal) {
  const { usagePurposes } = desk;
  const without = connect(connection, { usagePurposes });
  if (without.problem) return without;
  let projectConfig;
  try {
    projectConfig = await without.client.getProjectConfig({ signal, timeoutMs: PATIENCE_MS, maxRetries: 0 });
  } catch (failure) {
    return { ...without, project: { usagePurposes, failure: WITHOUT.includes(failure.code) ? undefined : failure } };
  }
  const { client, problem } = connect(connection, { projectConfig, usagePurposes });
  if (problem) return { ...without, project: { usagePurposes, failure: new Error(problem) } };
  return {
    client,
    project: {
      projectConfig,
      mediaTypes: mediaTypesOf(projectConfig),
      usagePurposes: usagePurposes ?? purposesOf(projectConfig),
    },
  };
}

/** Their place moved in release-2026-07. */
function purposesOf({ mediaCenter }) {
  return mediaCenter?.usagePurposes ?? mediaCenter?.usageLog?.purposes;
}
