import type { Browser, Page } from 'playwright-core';

/** Longer than this is felt, by the definition of a long task (https://w3c.github.io/longtasks/), ms. */
const LONG_MS = 50;

/** What a piece of work costs the page. */
export interface PageWork {
  /** Tasks that were long by the clock. */
  longTasks: number;
  /** Tasks that were long by processor time: what is left of them where nothing else runs on the machine. */
  busyTasks: number;
  /** The longest task by processor time, ms. */
  longestMs: number;
  /** Cumulative layout shift that nothing the user did explains. */
  layoutShift: number;
  /** Most cards that existed at once. */
  cards: number;
  /** Pictures asked for. */
  pictures: number;
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** µs. */
  dur?: number;
  /** Processor time, µs. */
  tdur?: number;
  args: { name?: string };
}

/** Goes into the page before its own code: adds up what moved by itself, and counts cards with every frame. */
const WATCH = `
  const watch = { layoutShift: 0, cards: 0 };
  globalThis.pageWatch = watch;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) watch.layoutShift += value;
  }).observe({ type: 'layout-shift', buffered: true });
  const inside = (root, name) => root?.querySelector(name)?.shadowRoot;
  const count = () => {
    const gallery = inside(inside(inside(document, 'pt-app'), 'pt-timelapses'), 'pt-gallery');
    watch.cards = Math.max(watch.cards, gallery?.querySelectorAll('pt-card').length ?? 0);
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
`;

/** To be called before the page is opened. */
export async function watchPage(page: Page): Promise<void> {
  await page.addInitScript(WATCH);
}

/** Does a piece of work in the page and says what it cost. */
export async function measureWork(
  browser: Browser,
  page: Page,
  work: () => Promise<unknown>,
): Promise<PageWork> {
  let pictures = 0;
  const count = (request: { url(): string }): void => {
    if (/\/(?:poster|preview|frames\/\w+)\?/.test(request.url())) pictures += 1;
  };
  page.on('request', count);
  await page.evaluate('Object.assign(globalThis.pageWatch ?? {}, { layoutShift: 0, cards: 0 })');
  await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] });
  await work();
  // What the work has started comes to its end.
  await page.waitForTimeout(500);
  const tasks = mainThreadTasks(await browser.stopTracing());
  page.off('request', count);
  const { layoutShift, cards } = (await page.evaluate('globalThis.pageWatch')) as PageWork;
  const long = (time: 'dur' | 'tdur'): number =>
    tasks.filter((task) => (task[time] ?? 0) > LONG_MS * 1000).length;
  const longest = Math.max(0, ...tasks.map(({ tdur = 0 }) => tdur));
  return {
    longTasks: long('dur'),
    busyTasks: long('tdur'),
    longestMs: longest / 1000,
    layoutShift,
    cards,
    pictures,
  };
}

/** The tasks of the page's own main thread: among the renderers it is the busiest. */
function mainThreadTasks(trace: Buffer): TraceEvent[] {
  const { traceEvents } = JSON.parse(String(trace)) as { traceEvents: TraceEvent[] };
  const mains = traceEvents.filter(
    ({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain',
  );
  const perThread = mains.map(({ pid, tid }) =>
    traceEvents.filter(
      (event) => event.name === 'RunTask' && event.ph === 'X' && event.pid === pid && event.tid === tid,
    ),
  );
  const busy = (tasks: readonly TraceEvent[]): number => tasks.reduce((sum, { tdur = 0 }) => sum + tdur, 0);
  return perThread.toSorted((a, b) => busy(b) - busy(a))[0] ?? [];
}
