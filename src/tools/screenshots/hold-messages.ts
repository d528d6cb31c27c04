import type { Page } from 'playwright-core';

/** No message disappears before its screenshot. To be called before the page opens. */
export async function holdMessages(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const start = globalThis.setTimeout;
    // The shortest message is shown for four seconds; shorter timers are no messages.
    const held = (...[run, ms, ...args]: Parameters<typeof start>) =>
      Number(ms) > 3000 ? start(() => {}, 0) : start(run, ms, ...args);
    globalThis.setTimeout = held as typeof start;
  });
}
