import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Scene } from '../../src/commands/screenshots/scene.ts';
import { STATES } from '../../src/commands/screenshots/states.ts';
import {
  AFTER_DELETION,
  EMPTY,
  OFFLINE,
  RENDERING,
  TROUBLE,
  type ViewShot,
  VIEWS,
} from '../../src/commands/screenshots/views.ts';
import { expectAccessible } from '../helpers/axe.ts';
import { DESKTOP, openPage, PHONE } from '../helpers/browser.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';

/*
 * Every view, dialog and state that the screenshots show, asked of axe on a phone and a desktop, light and dark. The
 * groups build upon one another, as the library grows and gets into trouble.
 */

const GERMAN = /^german-/;

let scene: Scene;

beforeAll(async () => {
  scene = await Scene.create();
  await scene.start();
});

afterAll(async () => {
  await scene.stop();
  await scene.remove();
});

/** Opens a view as a user comes to it. */
async function reach(view: ViewShot, whileOpen?: () => Promise<void>): Promise<Page> {
  const url = await startIngressProxy(() => Number(new URL(scene.url).port));
  const { page } = await openPage(`${url}#${view.hash ?? '/'}`, {
    ...PHONE,
    locale: view.locale ?? 'en-GB',
    reducedMotion: 'reduce',
    prepare: view.prepare,
  });
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
      await expectAccessible(page, `${colorScheme}, ${viewport!.width} pixels wide`);
    }
  }
  await undoDeletion(page);
}

describe('axe finds nothing wrong', () => {
  describe('in an empty library:', () => {
    test.each(EMPTY)('$name', async (view) => expectAllAccessible(await reach(view)));
  });

  describe('in a full library:', () => {
    beforeAll(() => scene.fill());
    const views = [...VIEWS, ...STATES].filter(({ name, full }) => !full && !GERMAN.test(name));

    test.each(views)('$name', async (view) => expectAllAccessible(await reach(view)));
  });

  describe('after a deletion:', () => {
    beforeAll(() => scene.deleteOne());

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
