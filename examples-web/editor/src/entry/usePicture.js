import { useEffect, useState } from 'react';

/**
 * The picture behind an asset's key, as the server serves it: `{ state, url }`. `state` is `loading`, `shown`, `none`
 * (no key, or no such image), `revoked` or `failed`. Read again when `version` changes.
 */
export function usePicture(client, key, version) {
  const [picture, setPicture] = useState({ state: 'loading' });
  useEffect(() => {
    if (!key) {
      setPicture({ state: 'none' });
      return undefined;
    }
    const leaving = new AbortController();
    let url;
    client
      .serveImage(key, { signal: leaving.signal })
      .then((answer) => answer.blob())
      .then((blob) => {
        if (leaving.signal.aborted) return;
        url = URL.createObjectURL(blob);
        setPicture({ state: 'shown', url });
      })
      .catch((error) => {
        if (!leaving.signal.aborted) setPicture({ state: stateOf(error) });
      });
    return () => {
      leaving.abort();
      if (url) URL.revokeObjectURL(url);
    };
  }, [client, key, version]);
  return picture;
}

function stateOf(error) {
  if (error.code === 'not_found') return 'none';
  // A token without the scope is refused with the same status.
  if (error.code === 'permission' && error.details?.access_token === undefined) return 'revoked';
  return 'failed';
}
