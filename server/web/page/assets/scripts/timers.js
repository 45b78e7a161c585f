/** The browser's own timers. @type {Timers} */
export const TIMERS = {
  now: () => performance.now(),
  after: (milliseconds, action) => window.setTimeout(action, milliseconds),
  cancel: (timer) => window.clearTimeout(timer),
};
