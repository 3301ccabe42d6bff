import { run } from '../../app.mjs';

export const dynamic = 'force-dynamic';
export const GET = async () => Response.json(await run());
