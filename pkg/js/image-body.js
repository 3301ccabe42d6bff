/** The body of an image, which the caller reads after the call has ended, and may abort still. */
import { attempted, registry } from './callbacks.js';
import { onAbort } from './deadline.js';
import { isObject } from './options.js';

/**
 * By the body: its controller lives as long.
 * @type {WeakMap<object, AbortController>}
 */
const controllers = new WeakMap();
const collected = /* @__PURE__ */ registry((/** @type {() => void} */ release) => release());

/**
 * Aborts what `raw` still brings along with `signal`, as long as somebody holds its body; for where `AbortSignal.any` is
 * missing, or does not take the signal.
 * @param {AbortSignal} signal
 * @param {Response} raw
 * @param {AbortController} controller
 */
export function abortBodyWith(signal, raw, controller) {
  const body = attempted(() => raw.body);
  if (!isObject(body)) return;
  controllers.set(body, controller);
  const weak = new WeakRef(controller);
  collected?.register(controller, onAbort(signal, () => weak.deref()?.abort(attempted(() => signal.reason))));
}
