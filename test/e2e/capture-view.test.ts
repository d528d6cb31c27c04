import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { WireCapture } from '../../src/shared/capture.ts';
import { startFakeCamera } from '../fakes/fake-camera.ts';
import { expectAccessible } from '../helpers/axe.ts';
import { DESKTOP, holdMessages, openPage, PHONE } from '../helpers/browser.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { arrowTo, focusedName, tabTo } from '../helpers/keyboard.ts';
import { startTestApp } from '../helpers/start-app.ts';
import { startInHomeAssistant } from '../helpers/start-in-home-assistant.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { captureTextsEn as texts } from '../../web/captures/capture-texts-en.ts';
import { en } from '../../web/i18n/en.ts';

/** A picture every twentieth of a second, and as many scans. */
const FAST = { times: { secondMs: 50 } };

/** The picture that is shown, as the browser has it. */
const shownPicture = (page: Page, name: string) =>
  page
    .locator('pt-capture')
    .filter({ hasText: name })
    .locator('img.loaded')
    .evaluate((image: HTMLImageElement) => ({ width: image.naturalWidth, address: image.currentSrc }));

test('from an empty app to the video, with fingers alone: start, see the pictures come, stop, watch [5.2]', async () => {
  const camera = await startFakeCamera();
  const app = await startTestApp({ timelapse_auto_process_timeout: 3600 }, FAST);
  const url = await startIngressProxy(app.app.port);
  const { page, problems, press } = await openPage(url, { ...PHONE, colorScheme: 'dark' });
  await press(page.locator('pt-empty').getByRole('button', { name: en.empty_capture }));
  const dialog = page.locator('pt-capture-dialog');
  await dialog.getByLabel(texts.name, { exact: true }).fill('Tomatoes');
  await dialog.getByLabel(texts.address).fill('file:///etc/passwd');
  await dialog.getByLabel(texts.interval).fill('1');
  await press(dialog.getByRole('button', { name: texts.begin }));
  await dialog.getByText(texts.invalid.still_image_url()).waitFor();
  await expectAccessible(page);
  // As one types it.
  await dialog.getByLabel(texts.address).fill(camera.url.replace('http://', ''));
  await press(dialog.getByRole('button', { name: texts.begin }));
  await dialog.waitFor({ state: 'detached' });

  const capture = page.locator('pt-capture');
  await capture.getByText('Tomatoes', { exact: true }).waitFor();
  const first = await shownPicture(page, 'Tomatoes');
  expect(first.width).toBe(320);
  await expectAccessible(page);
  await waitFor(
    'a newer picture',
    async () => (await shownPicture(page, 'Tomatoes')).address !== first.address,
  );

  const [{ folder_name: folder } = { folder_name: '' }] = await app.get<WireCapture[]>('/captures');
  await press(capture.getByRole('button', { name: en.action_for(texts.stop, 'Tomatoes') }));
  await capture.waitFor({ state: 'detached' });
  const card = page.locator('pt-card[data-status=completed]').filter({ hasText: folder });
  // A busy machine renders for a while.
  await card.waitFor({ timeout: 180_000 });
  await press(card.getByRole('button', { name: en.action_for(en.action.play, folder) }).first());
  await page.locator('pt-player-dialog video').waitFor();
  expect(problems).toEqual([]);
});

test('with the keys alone, from a camera of Home Assistant: several at once, a problem and its end [5.2]', async () => {
  const [garden, shed] = [await startFakeCamera(), await startFakeCamera()];
  const { app, supervisor } = await startInHomeAssistant(
    { timelapse_auto_process_timeout: 3600 },
    {
      times: { secondMs: 50 },
      prepare: (core) => {
        core.users.push({ id: 'ada', name: 'Ada', is_owner: true });
        for (const [id, name, camera] of [
          ['camera.garden', 'Garden', garden],
          ['camera.shed', 'Shed', shed],
        ] as const) {
          core.setState(id, 'idle', Date.now(), { friendly_name: name });
          core.cameras.set(id, (response) => camera.answer(response));
        }
      },
    },
  );
  const [name = '', value = ''] = supervisor.signIn({ id: 'ada' }).split('=');
  const { page, problems } = await openPage(supervisor.ingressUrl, {
    ...DESKTOP,
    prepare: async (opened) => {
      await holdMessages(opened);
      await opened.context().addCookies([{ name, value, url: supervisor.url }]);
    },
  });
  const { keyboard } = page;
  const dialog = page.locator('pt-capture-dialog');
  await page.locator('pt-empty').waitFor();
  for (const [nth, camera] of ['Garden', 'Shed'].entries()) {
    await tabTo(page, new RegExp(`^${en.more_views}$`));
    await keyboard.press('Enter');
    await arrowTo(page, new RegExp(`^${en.view.capture}`));
    await keyboard.press('Enter');
    await waitFor('the focus on the cameras', async () => (await focusedName(page)) === texts.camera);
    await keyboard.press('Enter');
    await dialog.locator('wa-option').first().waitFor();
    for (let step = 0; step < nth; step += 1) await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await waitFor(
      'the name of the camera',
      async () => (await dialog.getByLabel(texts.name, { exact: true }).inputValue()) === camera,
    );
    await tabTo(page, new RegExp(`^${texts.interval}$`));
    await keyboard.press('Control+A');
    // Slower than in the other test, so that a busy machine has not too many pictures to render.
    await keyboard.type('5');
    await keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await shownPicture(page, camera);
  }
  await expectAccessible(page);

  garden.mood = 'html';
  const troubled = page.locator('pt-capture').filter({ hasText: texts.remedy.no_picture });
  await troubled.getByText('Garden', { exact: true }).waitFor();
  await expectAccessible(page);
  garden.mood = 'picture';
  await troubled.waitFor({ state: 'detached' });

  await tabTo(page, /^Stop: Shed/);
  await keyboard.press('Enter');
  await waitFor('the focus on what is left', async () => (await focusedName(page)) === 'Stop: Garden');
  await keyboard.press('Enter');
  await page.locator('pt-capture').first().waitFor({ state: 'detached' });
  expect(await focusedName(page)).toBe(en.more_views);
  for (const { folder_name: folder } of await app.get<WireCapture[]>('/captures'))
    await page
      .locator('pt-card[data-status=completed]')
      .filter({ hasText: folder })
      .waitFor({ timeout: 180_000 });
  expect(problems).toEqual([]);
});

test('who may only view sees what is captured, and nothing to start or stop it with [5.2]', async () => {
  const camera = await startFakeCamera();
  const { app, supervisor } = await startInHomeAssistant(
    {},
    { ...FAST, prepare: (core) => core.users.push({ id: 'jo', name: 'Jo', group_ids: ['system-users'] }) },
  );
  const [name = '', value = ''] = supervisor.signIn({ id: 'jo' }).split('=');
  const { page } = await openPage(supervisor.ingressUrl, {
    ...PHONE,
    prepare: (opened) => opened.context().addCookies([{ name, value, url: supervisor.url }]),
  });
  await page.locator('pt-empty').waitFor();
  await page.locator('.view-only').waitFor();
  expect(await page.getByRole('button', { name: en.empty_capture }).count()).toBe(0);
  const body = { name: 'Tomatoes', still_image_url: camera.url, interval_seconds: 1 };
  await app.request('POST', '/captures', body);
  await shownPicture(page, 'Tomatoes');
  expect(await page.locator('pt-capture').getByRole('button').count()).toBe(0);
  await page.locator('pt-header').getByRole('button', { name: en.more_views }).tap();
  await page.locator('wa-dropdown-item[value=jobs]').waitFor();
  expect(await page.locator('wa-dropdown-item[value=capture]').count()).toBe(0);
});
