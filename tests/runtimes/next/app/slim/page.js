'use client';

import { init, run } from '../../slim-app.mjs';
import { TryOutPage } from '../try-out-page.js';

const start = () => init(fetch(new URL('livingdocs-media-library/client.wasm', import.meta.url))).then(run);

export default function Page() {
  return <TryOutPage run={start} />;
}
