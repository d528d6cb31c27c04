import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { WirePrinter } from '../../src/shared/capture.ts';
import type { WireTimelapse } from '../../src/shared/timelapse.ts';
import { type FakeCamera, startFakeCamera } from '../fakes/fake-camera.ts';
import { addRealPrinter, REAL_PRINTERS } from '../fixtures/real-printers.ts';
import { expectAccessible } from '../helpers/axe.ts';
import { DESKTOP, openPage, type PageOptions, PHONE, type WatchedPage } from '../helpers/browser.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { arrowTo, focusedName, tabTo } from '../helpers/keyboard.ts';
import { startTestApp } from '../helpers/start-app.ts';
import { type InHomeAssistant, startInHomeAssistant } from '../helpers/start-in-home-assistant.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { captureTextsDe } from '../../web/captures/capture-texts-de.ts';
import { captureTextsEn } from '../../web/captures/capture-texts-en.ts';
import { de } from '../../web/i18n/de.ts';
import { en } from '../../web/i18n/en.ts';
import { printerTextsDe } from '../../web/printers/printer-texts-de.ts';
import { printerTextsEn as texts } from '../../web/printers/printer-texts-en.ts';

interface Workshop {
  home: InHomeAssistant;
  camera: FakeCamera;
  /** Opens the page through Home Assistant, as an administrator. */
  open(device: PageOptions): Promise<WatchedPage>;
}

/** An X1C with its camera, of which pictures are taken twenty times as fast, and another camera. */
async function startWorkshop(integration: 'bambu_lab' | 'octoprint' = 'bambu_lab'): Promise<Workshop> {
  const [camera, garden] = [await startFakeCamera(), await startFakeCamera()];
  const home = await startInHomeAssistant(
    { timelapse_auto_process_timeout: 3600 },
    {
      times: { secondMs: 50 },
      prepare: (core) => {
        core.users.push({ id: 'ada', name: 'Ada', is_owner: true });
        addRealPrinter(core, REAL_PRINTERS[integration]);
        core.setState('sensor.x1c_print_status', 'idle');
        core.setState('sensor.octoprint_current_state', 'Operational');
        core.setState('camera.x1c_camera', 'idle', Date.now(), { friendly_name: 'X1C Camera' });
        core.setState('camera.garden', 'idle', Date.now(), { friendly_name: 'Garden' });
        for (const id of ['camera.x1c_camera', 'camera.octoprint_camera'])
          core.cameras.set(id, (response) => camera.answer(response));
        core.cameras.set('camera.garden', (response) => garden.answer(response));
      },
    },
  );
  const { app, supervisor } = home;
  await waitFor('the printer', async () => (await app.get<WirePrinter[]>('/printers')).length === 1);
  const [name = '', value = ''] = supervisor.signIn({ id: 'ada' }).split('=');
  return {
    home,
    camera,
    open: (device) =>
      openPage(supervisor.ingressUrl, {
        ...device,
        prepare: (page) => page.context().addCookies([{ name, value, url: supervisor.url }]),
      }),
  };
}

const picture = (page: Page) => page.locator('pt-test-picture img');
const pictureWidth = (page: Page): Promise<number> =>
  picture(page).evaluate((image: HTMLImageElement) => image.naturalWidth);
const takeSwitch = (page: Page) => page.locator('pt-printer header wa-switch');

test('from an empty app to the finished video, with fingers alone: the printer, its camera, one switch [5.2]', async () => {
  const { home, open } = await startWorkshop();
  const { app, core } = home;
  const { page, problems, press } = await open({ ...PHONE, colorScheme: 'dark' });
  await press(page.locator('pt-empty').getByRole('button', { name: en.empty_printers }));
  const printer = page.locator('pt-printer');
  await printer.getByRole('heading', { name: 'X1C' }).waitFor();
  await printer.getByText(texts.idle).waitFor();
  await printer.getByText(/320 × 240 pixels · .+ · took .+ s/).waitFor();
  expect(await pictureWidth(page)).toBe(320);
  await expectAccessible(page);
  await press(takeSwitch(page).locator('label'));
  await waitFor(
    'it to be on',
    async () => (await app.get<WirePrinter[]>('/printers'))[0]?.options.capture_enabled,
  );
  await press(printer.locator('summary'));
  const interval = printer.getByLabel(texts.option.interval_seconds.label, { exact: true });
  await interval.fill('1');
  await interval.blur();
  await printer.getByText(`${texts.saved}.`).waitFor();
  const linger = printer.getByLabel(texts.option.linger_seconds.label, { exact: true });
  await linger.fill('0');
  await linger.blur();
  await waitFor('both to be saved', async () => {
    const [{ options } = { options: null }] = await app.get<WirePrinter[]>('/printers');
    return options?.interval_seconds === 1 && options.linger_seconds === 0;
  });
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);

  core.setState('sensor.x1c_task_name', 'Owl');
  core.setState('sensor.x1c_total_layer_count', '210');
  core.setState('sensor.x1c_print_status', 'running');
  core.setState('sensor.x1c_current_stage', 'printing');
  core.setState('sensor.x1c_current_layer', '12');
  await printer.getByText('Printing “Owl” · Layer 12 of 210').waitFor();
  await printer.locator('pt-capture img.loaded').waitFor();
  await press(page.getByRole('button', { name: en.back }));
  const capture = page.locator('pt-app').locator('pt-captures pt-capture');
  await capture.getByText('Owl', { exact: true }).waitFor();
  await capture.getByText(/Layer 12 of 210/).waitFor();
  await expectAccessible(page);
  core.setState('sensor.x1c_print_status', 'finish');
  core.setState('sensor.x1c_current_stage', 'idle');
  const card = page.locator('pt-card[data-status=completed]').filter({ hasText: 'Owl' });
  await card.waitFor();
  await capture.waitFor({ state: 'detached' });
  await press(card.locator('.poster-button'));
  const video = page.locator('pt-player-dialog video');
  await video.waitFor();
  await waitFor('the video to play', () =>
    video.evaluate(async (element: HTMLVideoElement) => {
      element.muted = true;
      await element.play();
      return element.currentTime > 0;
    }),
  );
  const [made] = await app.get<WireTimelapse[]>('/timelapses');
  expect(made).toMatchObject({ status: 'completed', link_source: 'capture', printer: 'X1C' });
  expect(problems).toEqual([]);
});

test('with the keys alone: another camera, a test picture, a wrong value, the switch; seen on another screen [5.2]', async () => {
  const { home, camera, open } = await startWorkshop('octoprint');
  const { app } = home;
  const { page } = await open(DESKTOP);
  const other = await open({ ...PHONE, locale: 'de-DE' });
  await other.press(other.page.locator('pt-empty').getByRole('button', { name: de.empty_printers }));
  await other.page.locator('pt-printer').waitFor();
  const { keyboard } = page;
  await page.locator('pt-empty').waitFor();
  await tabTo(page, new RegExp(`^${en.more_views}$`));
  await keyboard.press('Enter');
  await arrowTo(page, new RegExp(`^${en.view.printers}`));
  await keyboard.press('Enter');
  await picture(page).waitFor();
  expect(await focusedName(page)).toBe(en.back);

  await tabTo(page, new RegExp(`^${texts.take}`));
  await keyboard.press('Space');
  await waitFor('the switch on the other screen', () =>
    takeSwitch(other.page).evaluate((element: HTMLInputElement) => element.checked),
  );
  await tabTo(page, new RegExp(`^${texts.camera}$`));
  await keyboard.press('Enter');
  await page.locator('wa-option:visible').first().waitFor();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await waitFor('the other camera', async () => {
    const [{ options } = { options: null }] = await app.get<WirePrinter[]>('/printers');
    return options?.cameras[0] === 'camera.garden';
  });
  const chosen = other.page.locator('pt-printer-camera').getByRole('combobox');
  await waitFor('it on the other screen', async () => (await chosen.inputValue()) === 'Garden');
  await tabTo(page, new RegExp(`^${texts.testAgain}`));
  await keyboard.press('Enter');
  await picture(page).waitFor();

  await tabTo(page, new RegExp(`^${texts.more}`));
  await keyboard.press('Enter');
  await page.getByText(texts.noLayers).waitFor();
  await tabTo(page, new RegExp(`^${texts.option.interval_seconds.label}$`));
  await keyboard.press('Control+A');
  await keyboard.type('0');
  await keyboard.press('Tab');
  await page.getByText('Enter a value from 1 to 3,600.').waitFor();
  await expectAccessible(page);

  camera.mood = 'html';
  await app.request('PATCH', `/printers/${(await app.get<WirePrinter[]>('/printers'))[0]!.key}`, {
    cameras: ['camera.octoprint_camera'],
  });
  await page.getByText(captureTextsEn.remedy.no_picture).waitFor();
  await other.page.getByText(captureTextsDe.remedy.no_picture).waitFor();
  await expectAccessible(page);
  await expectAccessible(other.page);
  expect(await other.page.locator('pt-printer').getByText(printerTextsDe.more).count()).toBeGreaterThan(0);
});

test('without Home Assistant it says what to do, and starts by hand [5.2]', async () => {
  const app = await startTestApp();
  const url = await startIngressProxy(app.app.port);
  const { page, problems, press } = await openPage(`${url}#/printers`, PHONE);
  await page.getByText(texts.standAlone.title).waitFor();
  await expectAccessible(page);
  await press(page.getByRole('button', { name: texts.start }));
  await page.locator('pt-capture-dialog').getByLabel(captureTextsEn.address).waitFor();
  expect(problems).toEqual([]);
});
