// Time that passes only when nothing else goes on: timers run at once, in their order.

const turn = () => new Promise(setImmediate);
/** What does not wait for a timer goes on within so many turns of the event loop. */
const TURNS = 30;

/** Takes the place of the runtime's timers and clock; `finish(promise)` lets time pass until that is settled. */
export function virtualTime() {
  const { setTimeout, clearTimeout } = globalThis;
  const { now } = performance;
  const timers = new Map();
  let time = 0;
  let count = 0;
  globalThis.setTimeout = (call, ms = 0, ...given) => {
    timers.set(++count, { at: time + ms, call: () => call(...given) });
    return count;
  };
  globalThis.clearTimeout = (timer) => void timers.delete(timer);
  performance.now = () => time;
  return {
    async finish(promise) {
      let isSettled = false;
      const settle = () => (isSettled = true);
      promise.then(settle, settle);
      for (;;) {
        for (let turns = 0; !isSettled && turns < TURNS; turns++) await turn();
        if (isSettled) return promise;
        const [first] = [...timers].sort(([, one], [, other]) => one.at - other.at);
        if (!first) throw new Error('a promise that nothing will settle');
        timers.delete(first[0]);
        time = Math.max(time, first[1].at);
        first[1].call();
      }
    },
    timers: () => timers.size,
    end() {
      Object.assign(globalThis, { setTimeout, clearTimeout });
      performance.now = now;
    },
  };
}
