/** The body of an image, which the caller reads after the call has ended, and may abort still. */
import { attempted, registry, weakly } from './callbacks.js';
import { onAbort } from './deadline.js';
import { isObject } from './options.js';

/**
 * By the body: its controller lives as long.
 * @type {WeakMap<object, AbortController>}
 */
const controllers = new WeakMap();
const collected = /* @__PURE__ */ registry((/** @type {() => void} */ release) => release());

/**
 * Aborts what `body` still brings along with `signal`, as long as somebody holds it; for where `AbortSignal.any` is missing, or
 * does not take the signal. No function here may see what would then be held as long as the signal.
 * @param {AbortSignal} signal
 * @param {unknown} body
 * @param {AbortController} controller
 */
export function abortBodyWith(signal, body, controller) {
  if (!isObject(body)) return;
  controllers.set(body, controller);
  const held = weakly(controller);
  const release = onAbort(signal, () => held.deref()?.abort(attempted(() => signal.reason)));
  collected?.register(controller, release);
}
