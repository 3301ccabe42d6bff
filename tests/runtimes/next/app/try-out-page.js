'use client';

import { Validator } from 'livingdocs-media-library/validator';
import { useEffect } from 'react';

/** Judges while it is rendered, which happens on the server first; then reports what came of `run` in the browser. */
export function TryOutPage({ run }) {
  const [issue] = new Validator().validatePatch({ operation: 'x' });
  useEffect(() => {
    run()
      .catch((error) => ({ error: String(error?.stack ?? error) }))
      .then((results) => {
        const body = JSON.stringify(results);
        return fetch(new URLSearchParams(location.search).get('report'), { method: 'POST', mode: 'no-cors', body });
      });
  }, [run]);
  return <p>{issue.code}</p>;
}
