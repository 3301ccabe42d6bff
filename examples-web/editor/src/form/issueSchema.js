/**
 * The package's schema of a request, as the schema of a form. `read(values)` says what the form's values come to:
 *
 *   request  the request to judge, and to send
 *   place    path of an issue → path of the form's field, or undefined where no field shows it
 *   issues   what the form itself has to object to, with paths of the request; may be absent
 *   fields   path of an issue → names of what the package cannot know, for `describe(issue, fields)`; may be absent
 *
 * A valid form's values are the request.
 */
export function issueSchema(schema, read, describe) {
  const standard = schema['~standard'];
  return {
    '~standard': {
      ...standard,
      validate(values) {
        const { request, place, issues: own = [], fields } = read(values);
        const issues = [...own, ...(standard.validate(request).issues ?? [])];
        if (issues.length === 0) return { value: request };
        return {
          issues: issues.map((issue) => ({ path: place(issue.path) ?? ['root', 'request'], message: describe(issue, fields?.(issue.path)) })),
        };
      },
    },
  };
}

/** The names of all fields with an error of the schema; those of the server stand in its own words. */
export function namesOfErrors(errors, path = []) {
  return Object.entries(errors ?? {}).flatMap(([key, error]) => {
    if (!error || typeof error !== 'object' || (path.length === 0 && key === 'root')) return [];
    const here = [...path, key];
    if (typeof error.message === 'string') return error.type === 'server' ? [] : [here.join('.')];
    return namesOfErrors(error, here);
  });
}
