import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Scene } from '../../src/tools/screenshots/scene.ts';
import { STATES } from '../../src/tools/screenshots/states.ts';
import {
  AFTER_DELETION,
  EMPTY,
  OFFLINE,
  RENDERING,
  TROUBLE,
  type ViewShot,
  VIEWS,
} from '../../src/tools/screenshots/views.ts';
import { expectAccessible } from '../helpers/axe.ts';
import { DESKTOP, openContext, PHONE } from '../helpers/browser.ts';
import { type IngressProxy, openIngressProxy } from '../helpers/ingress-proxy.ts';
import { cleanUp } from '../helpers/start-app.ts';

/*
 * Every view, dialog and state that the screenshots show, asked of axe on a phone and a desktop, light and dark. The
 * groups build upon one another, as the library grows and gets into trouble.
 */

const GERMAN = /^german-/;

let scene: Scene;
let proxy: IngressProxy;
let context: BrowserContext;

beforeAll(async () => {
  // No eye sees them, so the pictures may be small.
  scene = await Scene.create({ width: 320, height: 180, frames: 12 });
  await scene.start();
  proxy = await openIngressProxy(() => Number(new URL(scene.url).port));
  context = await openContext({ ...PHONE, reducedMotion: 'reduce' });
});

afterAll(async () => {
  await context.close();
  await proxy.close();
  await scene.stop();
  await scene.remove();
});

/** Opens a view as a user comes to it. */
async function reach(view: ViewShot, whileOpen?: () => Promise<void>): Promise<Page> {
  const page = await context.newPage();
  cleanUp(() => page.close());
  await view.prepare?.(page);
  await page.goto(`${proxy.url}#${view.hash ?? '/'}`);
  await page.locator('pt-app').waitFor({ state: 'attached' });
  await whileOpen?.();
  await view.reach?.(page);
  await page.locator(view.sees).first().waitFor({ state: 'attached' });
  return page;
}

/** Every test starts from the same library. */
async function undoDeletion(page: Page): Promise<void> {
  const undo = page.locator('.toast button');
  if ((await undo.count()) === 0) return;
  await undo.click();
  await undo.waitFor({ state: 'detached' });
}

async function expectAllAccessible(page: Page): Promise<void> {
  for (const { viewport } of [PHONE, DESKTOP]) {
    await page.setViewportSize(viewport!);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const about = colorScheme === 'light' ? 'everything' : 'colours';
      await expectAccessible(page, `${colorScheme}, ${viewport!.width} pixels wide`, about);
    }
  }
  await undoDeletion(page);
}

describe('axe finds nothing wrong [1.32]', () => {
  describe('in an empty library:', () => {
    test.each(EMPTY)('$name', async (view) => expectAllAccessible(await reach(view)));
  });

  describe('in a full library:', () => {
    beforeAll(() => scene.fill());
    const views = [...VIEWS, ...STATES].filter(({ name, full }) => !full && !GERMAN.test(name));

    test.each(views)('$name', async (view) => expectAllAccessible(await reach(view)));
  });

  describe('after a deletion:', () => {
    beforeAll(() => scene.deleteSome());

    test.each(AFTER_DELETION)('$name', async (view) => expectAllAccessible(await reach(view)));
  });

  describe('while something is rendered:', () => {
    beforeAll(() => scene.renderWithoutEnd());

    test.each(RENDERING)('$name', async (view) => expectAllAccessible(await reach(view)));
  });

  describe('without the source folder:', () => {
    const images = (): string => join(scene.folder, 'images');
    beforeAll(() => rename(images(), `${images()}.away`));
    afterAll(() => rename(`${images()}.away`, images()));

    test.each(TROUBLE)('$name', async (view) => expectAllAccessible(await reach(view)));
  });

  describe('without the app:', () => {
    test.each(OFFLINE)('$name', async (view) => {
      await expectAllAccessible(await reach(view, () => scene.stop()));
      await scene.start();
      expect(await scene.list()).not.toEqual([]);
    });
  });
});
