import type { Page, WebSocketRoute } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../helpers/axe.ts';
import { DESKTOP, holdMessages, openPage, PHONE } from '../helpers/browser.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { startWithFolders, startWithVideo } from '../helpers/with-video.ts';
import { en } from '../../web/i18n/en.ts';
import { de } from '../../web/i18n/de.ts';

/* The app is updated while a page is open: parts that the page loads late are no longer there. */

/** Answers as the new build does for a part of the old one, until the returned function is called. */
async function takeAway(page: Page, part: string): Promise<() => Promise<void>> {
  const files = new RegExp(`/assets/${part}-[^/]*\\.js`);
  await page.route(files, (route) => route.fulfill({ status: 404, body: 'Not found' }));
  return () => page.unroute(files);
}

const loadedAt = (page: Page): Promise<number> => page.evaluate(() => performance.timeOrigin);

describe.each([
  ['phone', { ...PHONE, colorScheme: 'dark' as const }, en.updated, en.reload],
  ['desktop in German', { ...DESKTOP, locale: 'de-DE' }, de.updated, de.reload],
])('on a %s', (_name, device, sentence, reload) => {
  test('a view that is gone is reported, nothing unsaved is lost, and a reload brings it', async () => {
    const { app } = await startWithFolders([]);
    const url = await startIngressProxy(app.app.port);
    const { page, press } = await openPage(`${url}#/settings`, device);
    const uncaught: string[] = [];
    page.on('pageerror', (error) => uncaught.push(error.message));
    const option = (name: string) => page.locator(`pt-option[data-option="${name}"]`);
    await option('min_frames').locator('input').first().fill('7');
    const before = await loadedAt(page);
    const bringBack = await takeAway(page, 'pt-folder-dialog');

    await press(option('timelapse_source_folder').locator('.text .button'));
    const banner = page.locator('pt-connection-banner .banner');
    await banner.getByText(sentence).waitFor();
    await expectAccessible(page);
    expect(await loadedAt(page)).toBe(before);
    expect(await option('min_frames').locator('input').first().inputValue()).toBe('7');

    await bringBack();
    const questions: string[] = [];
    page.on('dialog', (question) => {
      questions.push(question.type());
      void question.accept();
    });
    await press(banner.getByRole('button', { name: reload }));
    await waitFor('another page', async () => (await loadedAt(page).catch(() => before)) !== before);
    expect(questions).toEqual(['beforeunload']);
    await press(option('timelapse_source_folder').locator('.text .button'));
    await page.locator('pt-folder-dialog h2').waitFor();
    expect(await banner.count()).toBe(0);
    expect(uncaught).toEqual([]);
  });

  test('in the player it is shown above the video, which plays on until the reload', async () => {
    const { app, done } = await startWithVideo('Benchy', { timelapse_flickerfree_path: '' });
    const url = await startIngressProxy(app.app.port);
    const { page, press } = await openPage(`${url}#/timelapses/${done.id}`, {
      ...device,
      prepare: holdMessages,
    });
    const player = page.locator('pt-player-dialog');
    const video = player.locator('video');
    await video.evaluate((element: HTMLVideoElement) => {
      element.loop = true;
      return element.play();
    });
    const bringBack = await takeAway(page, 'pt-confirm-dialog');
    await press(player.getByRole('button', { name: /Delete|Löschen/ }));
    const toast = player.locator('.toast').filter({ hasText: sentence });
    await toast.waitFor();
    expect(await video.evaluate((element: HTMLVideoElement) => element.paused)).toBe(false);

    await bringBack();
    const before = await loadedAt(page);
    await press(toast.getByRole('button', { name: reload }));
    await waitFor('another page', async () => (await loadedAt(page).catch(() => before)) !== before);
    await press(player.getByRole('button', { name: /Delete|Löschen/ }));
    await page.locator('pt-confirm-dialog h2').waitFor();
  });
});

test('a part that is out of reach with the whole app is no update', async () => {
  const { app } = await startWithFolders(['Benchy']);
  let port: number | null = app.app.port;
  const { page } = await openPage(await startIngressProxy(() => port));
  await page.locator('pt-card').waitFor();
  port = null;
  await page.keyboard.press('?');
  await page.locator('.toast').getByText(en.request_unreachable).waitFor();
  expect(await page.getByText(en.updated).count()).toBe(0);
  port = app.app.port;
});

test('another version behind the live connection is reported, and the same one is not', async () => {
  const { app } = await startWithFolders(['Benchy']);
  const sockets: WebSocketRoute[] = [];
  let version: string | null = null;
  const prepare = (page: Page): Promise<void> =>
    page.routeWebSocket(/\/ws$/, (socket) => {
      sockets.push(socket);
      const server = socket.connectToServer();
      server.onMessage((text) => {
        const message = JSON.parse(String(text)) as { data: { health?: { version: string } } };
        if (version !== null && message.data.health) message.data.health.version = version;
        socket.send(JSON.stringify(message));
      });
    });
  const { page } = await openPage(await startIngressProxy(app.app.port), { ...DESKTOP, prepare });
  const updated = page.locator('pt-connection-banner').getByText(en.updated);
  await page.locator('pt-queue-banner').waitFor();

  await sockets[0]!.close();
  await waitFor('the second connection', () => sockets.length === 2);
  await app.request('POST', '/queue/pause');
  await page.getByText(en.queue_paused).waitFor();
  expect(await updated.count()).toBe(0);

  version = '99.0.0';
  await sockets[1]!.close();
  await updated.waitFor();
  await page.locator('pt-card').getByText('Benchy').waitFor();
});
