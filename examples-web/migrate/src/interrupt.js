/** Ctrl-C, and what else asks a program to stop. */

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** npm passes on what the terminal has sent already: one press arrives twice. */
const SAME_PRESS_MS = 200;

/**
 * Gives the function that stops listening.
 * @param {{ first(): void, second(): void }} what
 */
export function onInterrupt({ first, second }) {
  let pressed = -Infinity;
  const listen = () => {
    const since = performance.now() - pressed;
    if (since < SAME_PRESS_MS) return;
    if (pressed === -Infinity) {
      pressed = performance.now();
      first();
    } else {
      second();
    }
  };
  for (const signal of SIGNALS) process.on(signal, listen);
  return () => SIGNALS.forEach((signal) => process.off(signal, listen));
}
