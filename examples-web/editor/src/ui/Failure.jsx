import { isMediaLibraryError } from 'livingdocs-media-library';
import { useLanguage } from '../language/Language.jsx';
import { useDescribeIssue } from '../project/ProjectContext.jsx';

/** Why something could not be done: what it means for people, and the library's own words below. */
export function Failure({ failure, children }) {
  const { t } = useLanguage();
  const describeIssue = useDescribeIssue();
  if (!failure) return null;
  const issues = failure.issues ?? [];
  const summary = (isMediaLibraryError(failure) && t.failures[failure.code]) || t.failures.other;
  return (
    <div className="failure" role="alert">
      <p>
        <strong>{summary}</strong>
      </p>
      {issues.length > 0 ? (
        <ul>
          {issues.map((issue, index) => (
            <li key={index}>{describeIssue(issue)}</li>
          ))}
        </ul>
      ) : (
        <p className="small">{failure.message}</p>
      )}
      {children}
    </div>
  );
}
