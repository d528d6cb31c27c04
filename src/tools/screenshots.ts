import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath, DESKTOP, PHONE } from './support/chromium.ts';
import { Scene } from './screenshots/scene.ts';
import { STATES } from './screenshots/states.ts';
import {
  AFTER_DELETION,
  EMPTY,
  GERMAN,
  OFFLINE,
  RENDERING,
  TROUBLE,
  type ViewShot,
  VIEWS,
} from './screenshots/views.ts';

/*
 * npm run screenshots: every view and state of the built page, on phone and desktop, light and dark, into
 * dist/screenshots. Arguments select views by parts of their names.
 */

const FOLDER = join(import.meta.dirname, '../../dist/screenshots');
const DEVICES: Record<string, BrowserContextOptions> = { phone: PHONE, desktop: DESKTOP };
const SCHEMES = ['light', 'dark'] as const;

const wanted = process.argv.slice(2);
const failures: string[] = [];

const executablePath = chromiumPath();
if (wanted.length === 0) await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });

const scene = await Scene.create();
const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
try {
  await scene.start();
  await shootAll(EMPTY);
  await scene.fill();
  await shootAll([...VIEWS, ...GERMAN, ...STATES]);
  await shootAll(AFTER_DELETION, { before: () => scene.deleteSome() });
  await shootAll(RENDERING, { before: () => scene.renderWithoutEnd() });
  await shootAll(TROUBLE, { before: sourceAway, after: sourceBack });
  await shootAll(OFFLINE, { whileOpen: () => scene.stop(), afterEach: () => scene.start() });
} finally {
  await browser.close();
  await scene.stop();
  await scene.remove();
}
for (const failure of failures) console.error(failure);
console.log(`The screenshots are in ${FOLDER}.`);
process.exit(failures.length === 0 ? 0 : 1);

interface Around {
  before?: () => Promise<void>;
  /** Between opening the page and the screenshots. */
  whileOpen?: () => Promise<void>;
  afterEach?: () => Promise<void>;
  after?: () => Promise<void>;
}

async function shootAll(views: readonly ViewShot[], around: Around = {}): Promise<void> {
  const chosen = views.filter(
    ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
  );
  if (chosen.length === 0) return;
  await around.before?.();
  for (const view of chosen) {
    for (const device of Object.keys(DEVICES)) {
      await shoot(view, device, around).catch((error: Error) => {
        failures.push(`${view.name} on a ${device}: ${error.message.split('\n')[0]}`);
      });
      await around.afterEach?.();
    }
  }
  await around.after?.();
}

async function shoot(view: ViewShot, device: string, { whileOpen }: Around): Promise<void> {
  const context = await browser.newContext({
    locale: view.locale ?? 'en-GB',
    reducedMotion: 'reduce',
    ...DEVICES[device],
  });
  context.setDefaultTimeout(15_000);
  try {
    const page = await context.newPage();
    page.on('pageerror', (error) => failures.push(`${view.name}: ${error.message}`));
    await view.prepare?.(page);
    await page.goto(`${scene.url}#${view.hash ?? '/'}`);
    await settle(page);
    await whileOpen?.();
    await view.reach?.(page);
    await page.locator(view.sees).first().waitFor({ state: 'attached' });
    await settle(page);
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      // Lets colour transitions finish.
      await page.waitForTimeout(150);
      const path = join(FOLDER, `${view.name}-${device}-${colorScheme}.png`);
      await page.screenshot({ path, fullPage: view.full ?? false });
    }
    await undoDeletion(page);
  } finally {
    await context.close();
  }
}

/** Until pictures are loaded and dialogs are open. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await page.waitForTimeout(700);
}

/** Every screenshot starts from the same library. */
async function undoDeletion(page: Page): Promise<void> {
  const undo = page.locator('.toast button');
  if ((await undo.count()) === 0) return;
  await undo.click();
  await page.waitForTimeout(500);
}

/** As a share may do. */
async function sourceAway(): Promise<void> {
  await rename(join(scene.folder, 'images'), join(scene.folder, 'images.away'));
  await new Promise((resolve) => setTimeout(resolve, 5000));
}

async function sourceBack(): Promise<void> {
  await rename(join(scene.folder, 'images.away'), join(scene.folder, 'images'));
}
