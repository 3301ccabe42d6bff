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

/** `describeIssue(issue, fields)`: an issue in words, with the project's names, and names of what that does not name. */
export function useDescribeIssue() {
  const { locale } = useLanguage();
  const { projectConfig, usagePurposes } = useProject();
  return useCallback(
    (issue, fields) => describe(issue, locale, { fields, projectConfig, usagePurposes }),
    [locale, projectConfig, usagePurposes],
  );
}
