import type { Browser, Page } from 'playwright-core';

/** By the definition of a long task (https://w3c.github.io/longtasks/), ms. */
const LONG_MS = 50;

export interface PageWork {
  /** By the clock. */
  longTasks: number;
  /** By processor time: the tasks that would be long without other load. */
  busyTasks: number;
  /** By processor time, ms. */
  longestMs: number;
  /** Cumulative layout shift not caused by the user. */
  layoutShift: number;
  /** Maximum at once. */
  cards: number;
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

/** Injected before the page's code: sums layout shifts and counts cards on every frame. */
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
  // Lets started work finish.
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

/** The busiest of the renderers. */
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
