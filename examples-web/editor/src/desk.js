/**
 * `desk.json`, beside the page: what the page is told about a project. All of it may be left out, and so may the file.
 *
 *   entries        ids to offer
 *   files          assets that `replaceAsset` may take, to choose from
 *   usagePurposes  the project's `mediaCenter.usagePurposes`, for a server that does not tell its configuration
 */
export async function loadDesk() {
  try {
    const answer = await fetch(new URL('desk.json', document.baseURI));
    return answer.ok ? await answer.json() : {};
  } catch {
    return {};
  }
}
