import { createContext, useCallback, useContext } from 'react';
import { describe } from '../messages.js';
import { useLanguage } from '../language/Language.jsx';

const UNKNOWN = {};
const ProjectContext = createContext(UNKNOWN);

/** What is known of the project, see `readProject`. */
export const useProject = () => useContext(ProjectContext);

export function ProjectProvider({ project = UNKNOWN, children }) {
  return <ProjectContext value={project}>{children}</ProjectContext>;
}

/** A period's times as they were typed: in the reader's time zone, and not in UTC. */
function asTyped(issue, formatDate) {
  const { minimum, actual } = issue.params ?? {};
  if (issue.code !== 'invalid_date_time' || !minimum) return issue;
  return { ...issue, params: { ...issue.params, minimum: formatDate(minimum), actual: formatDate(actual) } };
}

/** `describeIssue(issue, fields)`: an issue in words, with the project's names, and names of what that does not name. */
export function useDescribeIssue() {
  const { locale, formatDate } = useLanguage();
  const { projectConfig, usagePurposes } = useProject();
  return useCallback(
    (issue, fields) => describe(asTyped(issue, formatDate), locale, { fields, projectConfig, usagePurposes }),
    [locale, formatDate, projectConfig, usagePurposes],
  );
}
