/** At most one call per interval; the last call always gets through. */
export interface Throttle {
  call: () => void;
  stop: () => void;
}

export function createThrottle(everyMs: number, run: () => void): Throttle {
  let timer: NodeJS.Timeout | undefined;
  let lastRun = Number.NEGATIVE_INFINITY;
  return {
    call() {
      if (timer) return;
      const wait = Math.max(0, lastRun + everyMs - performance.now());
      timer = setTimeout(() => {
        timer = undefined;
        lastRun = performance.now();
        run();
      }, wait);
      timer.unref();
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
