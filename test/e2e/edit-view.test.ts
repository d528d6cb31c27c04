import { link, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { WireRecipeView } from '../../src/shared/recipe.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { expectAccessible } from '../helpers/axe.ts';
import { DESKTOP, openPage, PHONE, slide } from '../helpers/browser.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { focusedName, tabTo } from '../helpers/keyboard.ts';
import { makeFolders, startTestApp, type TestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { english as en } from '../../web/i18n/whole-dictionary.ts';
import { recipeTextsEn as texts } from '../../web/recipe/recipe-texts-en.ts';

/** More frames in the page than any screen shows mean that they are not bounded at all. */
const MAX_DRAWN = 60;

/** A folder of frames that nothing renders by itself, with the bundled engine. */
async function startWithFrames(fill: (folder: string) => Promise<unknown>) {
  const folders = await makeFolders();
  await fill(join(folders.source, 'Benchy'));
  const app = await startTestApp({ timelapse_auto_process_timeout: 0 }, { folders });
  const found = await app.waitForStatus('Benchy', 'discovered');
  return { app, id: found.id, url: await startIngressProxy(app.app.port) };
}

const twelve = (folder: string) => putFrames(folder);

/** 5,000 names of the same few pictures. */
async function fiveThousand(folder: string): Promise<void> {
  const some = await putFrames(`${folder}-few`, { frames: 20 });
  await mkdir(folder);
  for (let n = 1; n <= 5000; n += 1) {
    const name = `img_${String(n).padStart(5, '0')}.jpg`;
    await link(join(`${folder}-few`, some[n % some.length]!), join(folder, name));
  }
}

async function openEditor(page: Page, press: (what: Locator) => Promise<void>): Promise<Locator> {
  const card = page.locator('pt-card').filter({ has: page.getByText('Benchy', { exact: true }) });
  await press(card.locator('pt-menu button').first());
  await press(card.locator('wa-dropdown-item[value=recipe]'));
  const dialog = page.locator('pt-recipe-dialog');
  await dialog.locator('pt-stage img.preview').waitFor();
  return dialog;
}

const recipeOf = async (app: TestApp, id: string) =>
  (await app.get<WireRecipeView>(`/timelapses/${id}/recipe`)).recipe;

/** The picture is what was asked for last. */
const previewed = (dialog: Locator) => dialog.locator('pt-stage .fit[aria-busy=false]').waitFor();

async function middleOf(what: Locator): Promise<[number, number]> {
  const { x, y, width, height } = (await what.boundingBox())!;
  return [x + width / 2, y + height / 2];
}

test("title and print data are shown by the preview, in a corner of one's own, and saved [6]", async () => {
  const { app, id, url } = await startWithFrames(twelve);
  const { page, problems, press } = await openPage(url, { ...PHONE, locale: 'de-DE', colorScheme: 'dark' });
  const dialog = await openEditor(page, press);
  const panel = dialog.locator('pt-overlay');
  const before = await dialog.locator('pt-stage img.preview').getAttribute('src');
  await press(panel.locator('wa-switch').first().locator('[part=control]'));
  await waitFor('another picture', async () => {
    const now = await dialog.locator('pt-stage img.preview').getAttribute('src');
    return now !== before;
  });
  await press(panel.locator('[data-part=elapsed]').locator('[part=control]'));
  await press(panel.locator('wa-select[data-field=position]'));
  await press(panel.locator('wa-option[value=top-right]'));
  await previewed(dialog);
  await expectAccessible(page);
  await press(dialog.getByRole('button', { name: 'Speichern', exact: true }));
  await waitFor('the recipe', async () => (await recipeOf(app, id)).overlay);
  expect((await recipeOf(app, id)).overlay).toMatchObject({
    ...{ title: true, elapsed: false, layer: true, position: 'top-right', language: 'de' },
  });
  expect(problems).toEqual([]);
});

test('with fingers: frames are left out and cut off, the picture is cropped, and the video rendered [4.3]', async () => {
  const { app, id, url } = await startWithFrames(twelve);
  const { page, problems, press } = await openPage(url, { ...PHONE, colorScheme: 'dark' });
  const dialog = await openEditor(page, press);
  await expectAccessible(page);

  await press(dialog.locator('[role=option]').nth(3));
  await press(dialog.getByRole('button', { name: texts.leaveOut }));
  await dialog.locator('[role=option][aria-label="Frame 4 of 12, left out"]').waitFor();

  const bar = (await dialog.locator('pt-trim-bar .bar').boundingBox())!;
  const [fromX, y] = await middleOf(dialog.locator('.handle.first'));
  const trimming = await slide(page, [
    [fromX, y],
    [fromX + 10, y],
    [bar.x + (bar.width * 2) / 12, y],
  ]);
  await trimming.lift();
  await previewed(dialog);
  await dialog.getByRole('slider', { name: texts.first }).and(page.locator('[aria-valuenow="3"]')).waitFor();

  await press(dialog.getByRole('button', { name: texts.cropStart, exact: true }));
  await expectAccessible(page);
  const corner = await middleOf(dialog.locator('.corner.bottom_right'));
  const area = (await dialog.locator('pt-crop').boundingBox())!;
  const cropping = await slide(page, [
    corner,
    [corner[0] - 10, corner[1] - 10],
    [corner[0] - area.width / 2, corner[1] - area.height / 4],
  ]);
  await cropping.lift();
  await previewed(dialog);
  await dialog.getByText(texts.cropSize('50', '75')).waitFor();
  await press(dialog.getByRole('button', { name: texts.cropEnd, exact: true }));
  await press(dialog.getByRole('button', { name: texts.rotateRight }));

  await press(dialog.getByRole('button', { name: texts.render, exact: true }));
  await dialog.waitFor({ state: 'detached' });
  const done = await app.waitForCompleted('Benchy');
  expect(await recipeOf(app, id)).toMatchObject({
    first_frame: 'frame_0003.jpg',
    excluded_frames: ['frame_0004.jpg'],
    rotate: 90,
    crop: { x: 0, y: 0 },
  });
  expect(done.video_exists).toBe(true);
  expect(problems).toEqual([]);
});

test('with keys alone: everything is reached, nothing is lost by accident, and the original comes back [4.3]', async () => {
  const { app, id, url } = await startWithFrames(twelve);
  const { page, problems, press } = await openPage(url, DESKTOP);
  const dialog = await openEditor(page, press);
  await expectAccessible(page);

  await tabTo(page, new RegExp(`^${texts.first}$`));
  await page.keyboard.press('ArrowRight');
  await tabTo(page, new RegExp(`^${texts.strip}$`));
  for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'x', 'End', 'ArrowLeft', 'o'])
    await page.keyboard.press(key);
  await dialog.getByText(texts.filmHint('9', '12')).waitFor();

  await tabTo(page, new RegExp(`^${texts.cropStart}$`));
  await page.keyboard.press('Space');
  await tabTo(page, new RegExp(texts.corner.top_left), 'Shift+Tab');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('ArrowDown');
  await dialog.getByText(texts.cropSize('95', '99')).waitFor();

  await page.keyboard.press('Escape');
  const question = page.locator('pt-confirm-dialog');
  await question.getByRole('button', { name: en.cancel }).waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await question.waitFor({ state: 'detached' });
  expect(await dialog.locator('pt-stage').isVisible()).toBe(true);

  await tabTo(page, new RegExp(`^${en.save}$`));
  await page.keyboard.press('Enter');
  await waitFor('the recipe', async () => (await recipeOf(app, id)).last_frame === 'frame_0011.jpg');
  expect(await recipeOf(app, id)).toMatchObject({
    first_frame: 'frame_0002.jpg',
    excluded_frames: ['frame_0003.jpg'],
    crop: { x: 0.05, y: 0.01, width: 0.95, height: 0.99 },
  });

  await tabTo(page, new RegExp(texts.reset));
  await page.keyboard.press('Enter');
  await question.getByRole('button', { name: texts.reset }).click();
  await waitFor('the original', async () => (await recipeOf(app, id)).first_frame === null);
  await dialog.getByText(texts.filmHint('12', '12')).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await waitFor('the focus on the card', async () => /Benchy/.test(await focusedName(page)));
  expect(problems).toEqual([]);
});

test('a preset is saved, used, refused at its field, and deleted [4.3]', async () => {
  const { app, id, url } = await startWithFrames(twelve);
  const { page, press } = await openPage(url, DESKTOP);
  const dialog = await openEditor(page, press);
  const quality = dialog.locator('[data-field=quality]');
  await quality.locator('input').fill('77');
  await press(dialog.getByRole('button', { name: en.save, exact: true }));
  await quality.getByText('1 to 51').waitFor();
  await quality.locator('input').fill('30');
  await press(dialog.getByRole('button', { name: texts.presetSave }));
  await page.locator('pt-preset-dialog input').fill('Rough');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await page.locator('pt-preset-dialog').waitFor({ state: 'detached' });
  await press(dialog.getByRole('button', { name: en.save, exact: true }));
  await waitFor('the preset in the recipe', async () => (await recipeOf(app, id)).preset_id !== null);
  expect((await recipeOf(app, id)).quality).toBeNull();

  await press(dialog.getByRole('button', { name: texts.presetDelete }));
  await press(page.locator('pt-confirm-dialog').getByRole('button', { name: en.action.delete }));
  await waitFor('the preset to be gone', async () => (await app.get<unknown[]>('/presets')).length === 3);
  await waitFor('what it set to be kept', async () => (await recipeOf(app, id)).quality === 30);
});

test('on a phone, what is wrong comes into sight when it is to be saved [4.3]', async () => {
  const { url } = await startWithFrames(twelve);
  const { page, press } = await openPage(url, PHONE);
  const dialog = await openEditor(page, press);
  const quality = dialog.locator('[data-field=quality]');
  await quality.locator('input').fill('77');
  const problem = quality.getByText('1 to 51');
  await problem.waitFor();
  const isSeen = () =>
    problem.evaluate((element) => {
      const { left, top } = element.getBoundingClientRect();
      const seen = element.getRootNode() as ShadowRoot;
      return seen.elementFromPoint(left + 1, top + 1) === element;
    });
  await dialog.locator('pt-stage').evaluate((element) => element.scrollIntoView());
  expect(await isSeen()).toBe(false);
  await press(dialog.getByRole('button', { name: en.save, exact: true }));
  await waitFor('the problem to be seen', isSeen);
});

test('the video is as long as the editor said [4.3]', async () => {
  const { app, url } = await startWithFrames(twelve);
  const { page, press } = await openPage(url, DESKTOP);
  const dialog = await openEditor(page, press);
  const length = dialog.locator('[data-field=length]');
  await press(length);
  await press(length.locator('wa-option[value=rate]'));
  await dialog.locator('[data-field=fps] input').fill('8');
  const said = dialog.locator('pt-recipe-result .facts');
  await said.getByText('1.5 s · 8 fps · 12 frames').waitFor();
  await press(dialog.getByRole('button', { name: texts.render, exact: true }));
  await dialog.waitFor({ state: 'detached' });
  expect(await app.waitForCompleted('Benchy')).toMatchObject({ video_duration: 1.5, fps: 8 });
});

describe.each([
  ['phone', PHONE],
  ['desktop', DESKTOP],
])('five thousand frames on a %s', (_name, device) => {
  test('scroll, and only what is near the view exists and is asked for [4.3]', async () => {
    const { url } = await startWithFrames(fiveThousand);
    const asked = new Set<string>();
    const { page, problems, press } = await openPage(url, {
      ...device,
      prepare: async (opened) => {
        opened.on('request', (request) => {
          const n = /frames\/(\d+)\?/.exec(request.url())?.[1];
          if (n !== undefined) asked.add(n);
        });
      },
    });
    const dialog = await openEditor(page, press);
    const strip = dialog.locator('pt-film-strip .strip');
    const drawn = () => dialog.locator('pt-film-strip .frame').count();
    expect(await drawn()).toBeLessThan(MAX_DRAWN);
    await strip.evaluate((element) => {
      element.scrollLeft = element.scrollWidth;
    });
    const last = dialog.locator('[role=option][aria-posinset="5000"]');
    await last.waitFor();
    await strip.evaluate((element) => {
      element.scrollLeft = 0;
    });
    await dialog.locator('[role=option][aria-posinset="1"]').waitFor();
    expect(await drawn()).toBeLessThan(MAX_DRAWN);
    expect(asked.size).toBeLessThan(4 * MAX_DRAWN);
    await press(dialog.locator('[role=option][aria-posinset="2"]'));
    await press(dialog.getByRole('button', { name: texts.startHere }));
    await dialog.getByText(texts.filmHint('4,999', '5,000')).waitFor();
    expect(problems).toEqual([]);
  });
});
