import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { putFrames } from '../fixtures/make-frames.ts';
import { DESKTOP, openPage, PHONE } from '../helpers/browser.ts';
import { type IngressSession, startIngressProxy } from '../helpers/ingress-proxy.ts';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';
import { BY_HAND, startWithFolders } from '../helpers/with-video.ts';
import { en } from '../../web/i18n/en.ts';

/** An app that can be away, and a page's way to it. */
async function startBehindIngress(session: IngressSession = {}) {
  let { app }: { app: TestApp | null } = await startWithFolders(['Before']);
  const folders = app.folders;
  const url = await startIngressProxy(() => app?.app.port ?? null, session);
  return {
    url,
    folders,
    leave: async (): Promise<void> => {
      const left = app;
      app = null;
      await left?.stop();
    },
    comeBack: async (): Promise<void> => {
      app = await startTestApp(BY_HAND, { folders });
    },
  };
}

describe.each([
  ['phone', PHONE],
  ['desktop', DESKTOP],
])('on a %s', (_name, device) => {
  test('a lost connection is shown, and the page reconnects automatically', async () => {
    const behind = await startBehindIngress();
    const { page } = await openPage(behind.url, device);
    await page.locator('pt-card').getByText('Before').waitFor();
    const loadedAt = await page.evaluate(() => performance.timeOrigin);
    const banner = page.locator('pt-connection-banner .banner');

    await behind.leave();
    await banner.getByText(en.lost.unreachable.title).waitFor();
    await page.locator('pt-card').getByRole('button', { name: en.action.process }).click();
    await page.locator('.toast').getByText(en.request_unreachable).waitFor();

    await putFrames(join(behind.folders.source, 'Meanwhile'));
    await behind.comeBack();
    await banner.waitFor({ state: 'detached' });
    await page.locator('pt-card').getByText('Meanwhile').waitFor();
    expect(await page.evaluate(() => performance.timeOrigin)).toBe(loadedAt);
  });

  test('who tries again does not wait', async () => {
    const behind = await startBehindIngress();
    const { page, press } = await openPage(behind.url, {
      ...device,
      prepare: (opened) => opened.clock.install(),
    });
    await page.locator('pt-card').waitFor();
    await behind.leave();
    const banner = page.locator('pt-connection-banner .banner');
    await banner.getByText(en.lost.unreachable.title).waitFor();
    // From here on nothing is tried again unless the user asks for it.
    await page.clock.pauseAt(Date.now() + 1000);
    await behind.comeBack();
    await press(banner.getByRole('button', { name: en.try_again }));
    await banner.waitFor({ state: 'detached' });
  });

  test('an expired session is shown with the way out', async () => {
    const session: IngressSession = {};
    const behind = await startBehindIngress(session);
    const { page, press } = await openPage(behind.url, device);
    const card = page.locator('pt-card');
    await card.getByText('Before').waitFor();
    // On a phone, cards are small, and pinning is in the menu only.
    await press(card.locator('pt-menu button').first());
    const pin = card.locator('wa-dropdown-item[value=pin]');
    await pin.waitFor();
    session.expired = true;
    await press(pin);
    await page.locator('.toast').getByText(en.lost.session.text).waitFor();
    await card.locator('.pin[aria-pressed=false]').waitFor({ state: 'attached' });

    await behind.leave();
    await behind.comeBack();
    const banner = page.locator('pt-connection-banner .banner');
    await banner.getByText(en.lost.session.title).waitFor();
    // Home Assistant begins the next session with the reload, not before: else the page may reconnect without it.
    await page.route('**/*', (route) => {
      if (route.request().isNavigationRequest()) session.expired = false;
      return route.continue();
    });
    await press(banner.getByRole('button', { name: en.reload }));
    await card.getByText('Before').waitFor();
    await banner.waitFor({ state: 'detached' });
  });
});

test('records that cannot be read are reported, and are read again on demand', async () => {
  const behind = await startBehindIngress();
  const { page } = await openPage(behind.url);
  await page.locator('pt-card').waitFor();
  await page.route(/\/api\/v1\/timelapses\?/, (route) => route.fulfill({ status: 502, body: '' }));
  // The page asks again when its live connection is up; after that only on demand.
  const askedAgain = page.waitForEvent('websocket').then(() => page.waitForResponse(/\/timelapses\?/));
  await page.reload();
  const error = page.locator('pt-empty');
  await error.getByText(en.error_title).waitFor();
  await askedAgain;
  await page.unroute(/\/api\/v1\/timelapses\?/);
  await error.getByRole('button', { name: en.try_again }).click();
  await page.locator('pt-card').getByText('Before').waitFor();
});
