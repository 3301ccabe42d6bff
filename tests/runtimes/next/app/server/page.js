import { run } from '../../app.mjs';

// Or it would be rendered by the build.
export const dynamic = 'force-dynamic';

export default async function Page() {
  return <pre>{JSON.stringify(await run())}</pre>;
}
