/**
 * Who may call: fill this in. As it stands, it refuses everybody.
 *
 * It gets the request without its body: its headers have the editor's session, a cookie or `Authorization: Bearer …`. Ask your
 * own session service, or verify the session's signature; never compare with Livingdocs' token, which stays in this Worker.
 *
 * - `true`: the request goes on.
 * - `'forbidden'`: the session is fine, but may not do this: 403. `action` is `read` or `patch`.
 * - Anything else: 401. What it throws, and more than five seconds, is a 503.
 *
 * @type {import('./gateway.js').Authorize}
 */
export async function authorize(request, { action, env, signal }) {
  // const session = await env.SESSIONS.fetch('https://sessions/check', { headers: request.headers, signal });
  // return session.ok && (action === 'read' || (await session.json()).isEditor || 'forbidden');
  return false;
}
