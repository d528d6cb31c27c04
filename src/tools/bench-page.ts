import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { openDatabase } from '../db/open.ts';
import { fillLibrary } from './bench/fill-library.ts';
import { firstViewBytes } from './bench/first-view-bytes.ts';
import { CATEGORIES, installLighthouse, runLighthouse } from './bench/lighthouse.ts';
import { linkVideos } from './bench/link-videos.ts';
import { measureWork, type PageWork, watchPage } from './bench/page-work.ts';
import { type BuiltApp, startBuilt } from './bench/start-built.ts';
import { CHROMIUM_ARGS, chromiumPath, PHONE } from './support/chromium.ts';
import { drawPrint, writeFrames } from './support/draw-print.ts';

/* Measures the built page with a large library on a phone whose processor is four times slower than this one. */

const WEB = join(import.meta.dirname, '../../dist/web');
const RECORDS = 10_000;
/** Lighthouse tests a library of usual size. */
const USUAL_RECORDS = 200;
const SLOWER = 4;
const FLINGS = 20;
const FLING_PAUSE_MS = 500;
const LEAPS = 20;
const LEAP_PAUSE_MS = 120;
/** Scores vary, so the median counts. */
const LIGHTHOUSE_RUNS = 3;

const work = mkdtempSync(join(tmpdir(), 'bench-page-'));
const rows: [what: string, goal: string, measured: string][] = [];
const remarks: string[] = [];
try {
  const bytes = firstViewBytes(WEB);
  rows.push(['script and style of the first view, gzip', '≤ 60 kB', `${(bytes / 1000).toFixed(1)} kB`]);
  await withLibrary(RECORDS, ({ url }) => measureScrolling(url));
  await withLibrary(USUAL_RECORDS, async ({ url }) => measureLighthouse(url));
  console.log('\n| What | Goal | Measured |\n|---|---|---|');
  for (const row of rows) console.log(`| ${row.join(' | ')} |`);
  for (const remark of remarks) console.log(`\n${remark}`);
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function withLibrary(records: number, measure: (app: BuiltApp) => Promise<void>): Promise<void> {
  const top = join(work, String(records));
  const [dataDir, source, videos] = [join(top, 'data'), join(top, 'images'), join(top, 'videos')];
  mkdirSync(dataDir, { recursive: true });
  const { db } = await openDatabase(dataDir, Date.now());
  await fillLibrary(db, records, Date.now());
  await linkVideos(db, videos);
  await db.destroy();
  const print = { width: 640, height: 360, frames: 3, flicker: 0 };
  await writeFrames(drawPrint(print), print, join(source, 'Still printing'));
  const app = await startBuilt(dataDir, {
    TIMELAPSE_SOURCE_FOLDER: source,
    TIMELAPSE_OUTPUT_FOLDER: videos,
    TIMELAPSE_AUTO_PROCESS_TIMEOUT: '0',
  });
  try {
    await waitForFolder(app.url);
    await measure(app);
  } finally {
    await app.stop();
  }
}

/** Not measured: a card that slides in moves all others. */
async function waitForFolder(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/api/v1/timelapses?limit=1&q=still+printing`);
    if (((await answer.json()) as unknown[]).length > 0) return;
    await sleep(200);
  }
}

async function measureScrolling(url: string): Promise<void> {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });
  try {
    const context = await browser.newContext({ locale: 'en-GB', ...PHONE });
    const page = await context.newPage();
    await watchPage(page);
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await measureGallery({ browser, page, session, url });
  } finally {
    await browser.close();
  }
}

interface Phone {
  browser: Browser;
  page: Page;
  session: CDPSession;
  url: string;
}

async function measureGallery({ browser, page, session, url }: Phone): Promise<void> {
  const measure = async (what: string, goal: string, does: () => Promise<unknown>): Promise<void> => {
    rows.push([what, goal, describe(await measureWork(browser, page, does))]);
  };
  const toTop = (): Promise<unknown> => page.evaluate('scrollTo(0, 0)');
  const all = page.locator('pt-filters .chip').first();
  await measure(`open, and read ${RECORDS} records`, '–', async () => {
    await page.goto(`${url}/`);
    await all.filter({ hasText: '10,001' }).waitFor({ timeout: 120_000 });
  });
  await measure(`scroll: ${FLINGS} flings`, 'no long task', () => fling(session));
  await measure(`scroll: ${LEAPS} leaps to the end`, 'no long task', () => leapToTheEnd(page));
  await toTop();
  await measure('filter', 'no long task', () =>
    page.locator('pt-filters .chip').filter({ hasText: 'Completed' }).tap(),
  );
  await measure(`filtered, scroll: ${FLINGS} flings`, 'no long task', () => fling(session));
  await measure(`filtered, scroll: ${LEAPS} leaps to the end`, 'no long task', () => leapToTheEnd(page));
  await toTop();
  await measure('search, letter by letter', '–', async () => {
    await page.getByRole('button', { name: 'Search' }).tap();
    await page.locator('pt-search input').pressSequentially('benchy 12', { delay: 250 });
  });
}

function describe(cost: PageWork): string {
  const parts = [
    `${cost.longTasks} long tasks (${cost.busyTasks} by processor time, longest ${cost.longestMs.toFixed(0)} ms)`,
    `layout shift ${cost.layoutShift.toFixed(3)}`,
    `${cost.cards} cards at most`,
    `${cost.pictures} pictures asked for`,
  ];
  return parts.join(', ');
}

/** A thumb that swipes again and again, with inertia in between. */
async function fling(session: CDPSession): Promise<void> {
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints });
  for (let count = 0; count < FLINGS; count += 1) {
    await touch('touchStart', { x: 190, y: 700 });
    for (let y = 640; y >= 100; y -= 60) await touch('touchMove', { x: 190, y });
    await touch('touchEnd');
    await sleep(FLING_PAUSE_MS);
  }
}

/** In leaps, like someone dragging the scroll bar. */
async function leapToTheEnd(page: Page): Promise<void> {
  for (let leap = 1; leap <= LEAPS; leap += 1) {
    await page.evaluate(`scrollTo(0, document.documentElement.scrollHeight * ${leap / LEAPS})`);
    await sleep(LEAP_PAUSE_MS);
  }
}

function measureLighthouse(url: string): void {
  const missing = installLighthouse();
  if (missing !== null) {
    remarks.push(missing);
    return;
  }
  const runs = Array.from({ length: LIGHTHOUSE_RUNS }, () => runLighthouse(`${url}/`));
  for (const category of CATEGORIES) {
    const scores = runs.map((run) => run.scores[category]).sort((a, b) => a - b);
    rows.push([
      `Lighthouse, ${USUAL_RECORDS} records: ${category}`,
      '≥ 95',
      `${scores[scores.length >> 1]} (${scores.join(', ')})`,
    ]);
  }
  const lost = new Set(runs.flatMap((run) => run.lost));
  if (lost.size > 0) remarks.push(['Lighthouse took points for:', ...lost].join('\n- '));
}
