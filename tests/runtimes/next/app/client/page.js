'use client';

import { run } from '../../app.mjs';
import { TryOutPage } from '../try-out-page.js';

export default function Page() {
  return <TryOutPage run={run} />;
}
