import { run } from '../../app.mjs';

export const runtime = 'edge';
export const GET = async () => Response.json(await run());
