// What work may leave behind, counted in every runtime: timers, listeners, promises that nobody settled or handled.

const timers = new Set();
let listeners = 0;
const unhandled = [];

/** To be called once, before the package is used. */
export function watch() {
  const { setTimeout: start, clearTimeout: stop } = globalThis;
  globalThis.setTimeout = (call, ms, ...given) => {
    const timer = start(() => {
      timers.delete(timer);
      call(...given);
    }, ms);
    // Node's fetch keeps connections by it.
    if (!/node:internal\/deps/.test(new Error().stack)) timers.add(timer);
    return timer;
  };
  globalThis.clearTimeout = (timer) => {
    timers.delete(timer);
    stop(timer);
  };
  const tell = (reason) => unhandled.push(String(reason?.stack ?? reason));
  if (globalThis.process?.on) {
    process.on('unhandledRejection', tell).on('uncaughtException', tell);
  } else {
    addEventListener('unhandledrejection', (event) => {
      event.preventDefault?.();
      tell(event.reason);
    });
  }
}

/** A signal whose listeners are counted. */
export function watched(signal) {
  const { addEventListener, removeEventListener } = signal;
  const calls = new Set();
  signal.addEventListener = function (type, call, options) {
    if (!calls.has(call)) listeners++;
    calls.add(call);
    return addEventListener.call(this, type, call, options);
  };
  signal.removeEventListener = function (type, call, options) {
    if (calls.delete(call)) listeners--;
    return removeEventListener.call(this, type, call, options);
  };
  return signal;
}

/** What is left now. */
export const left = () => ({ timers: timers.size, listeners, unhandled: unhandled.splice(0) });
