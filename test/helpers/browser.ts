import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core';
import { afterAll } from 'vitest';
import { CHROMIUM_ARGS, chromiumPath, DESKTOP, PHONE } from '../../src/tools/support/chromium.ts';
import { cleanUp } from './start-app.ts';

export { DESKTOP, PHONE };
export { holdMessages } from '../../src/tools/screenshots/hold-messages.ts';

let launched: Promise<Browser> | undefined;

afterAll(async () => {
  await (await launched)?.close();
  launched = undefined;
});

/** A page in a real browser; problems that the page reports are collected and fail the test in the end. */
export interface WatchedPage {
  page: Page;
  /** Errors on the console and uncaught ones so far. */
  problems: string[];
  /** Presses something as the device does: with a finger or with the mouse. */
  press(what: Locator): Promise<void>;
}

/** How the page is opened. */
export interface PageOptions extends BrowserContextOptions {
  /** What is set up before it. */
  prepare?: ((page: Page) => Promise<unknown>) | undefined;
}

/**
 * What pages share that are opened by the same visitor; whoever opens it closes it.
 *
 * @throws Error when there is no Chromium; `npm test` installs it
 */
export async function openContext(options: BrowserContextOptions): Promise<BrowserContext> {
  launched ??= chromium.launch({ executablePath: chromiumPath(), args: CHROMIUM_ARGS });
  const context = await (await launched).newContext({ locale: 'en-GB', ...options });
  // Not a measurement: only keeps a failing test from hanging.
  context.setDefaultTimeout(60_000);
  return context;
}

/** Opens a page in Chromium that lives as long as the test. */
export async function openPage(
  url: string,
  { prepare, ...options }: PageOptions = DESKTOP,
): Promise<WatchedPage> {
  const context = await openContext(options);
  cleanUp(() => context.close());
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${message.text()} ${message.location().url}`);
  });
  await prepare?.(page);
  await page.goto(url);
  const press = (what: Locator): Promise<void> => (options.hasTouch ? what.tap() : what.click());
  return { page, problems, press };
}

/** A finger on the screen. */
export interface Finger {
  move(to: readonly [x: number, y: number]): Promise<unknown>;
  lift(): Promise<unknown>;
}

/** Lays a finger on a page that has touch, at the first point, and slides it over the others; it stays down. */
export async function slide(
  page: Page,
  [first, ...others]: readonly (readonly [number, number])[],
): Promise<Finger> {
  const session = await page.context().newCDPSession(page);
  // As slow as a person: after a fling, Chromium takes the next touch as one that stops it.
  let at = Date.now() / 1000 - 10;
  const touch = (type: 'touchStart' | 'touchMove', [x, y]: readonly [number, number]): Promise<unknown> => {
    at += 0.5;
    return session.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x, y }], timestamp: at });
  };
  await touch('touchStart', first!);
  for (const point of others) await touch('touchMove', point);
  return {
    move: (to) => touch('touchMove', to),
    lift: () => session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] }),
  };
}

type TouchPoint = readonly [x: number, y: number];

/** Moves two fingers from where they are put down to where they are lifted. */
export async function pinch(
  page: Page,
  from: readonly [TouchPoint, TouchPoint],
  to: readonly [TouchPoint, TouchPoint],
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const points = (part: number) =>
    from.map(([x, y], index) => {
      const [endX, endY] = to[index]!;
      return { x: x + (endX - x) * part, y: y + (endY - y) * part, id: index };
    });
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: points(0) });
  for (const part of [0.25, 0.5, 0.75, 1])
    await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: points(part) });
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

/** Two taps so close that they are one gesture, however slow the machine is. */
export async function doubleTap(page: Page, [x, y]: TouchPoint): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const start = Date.now() / 1000;
  await Promise.all(
    [0, 1, 2, 3].map((step) =>
      session.send('Input.dispatchTouchEvent', {
        type: step % 2 === 0 ? 'touchStart' : 'touchEnd',
        touchPoints: step % 2 === 0 ? [{ x, y }] : [],
        timestamp: start + step * 0.04,
      }),
    ),
  );
}
