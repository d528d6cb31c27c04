import { expect, test } from 'vitest';
import { DESKTOP, openPage, PHONE } from '../helpers/browser.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { startWithFolders, startWithVideo } from '../helpers/with-video.ts';
import { english as en } from '../../web/i18n/whole-dictionary.ts';

test.each([
  ['phone', PHONE],
  ['desktop', DESKTOP],
])('stand-alone on a %s, the page opens without the app and says so', async (_name, device) => {
  const { app } = await startWithFolders(['Benchy']);
  const { page } = await openPage(`http://127.0.0.1:${app.app.port}/`, device);
  await page.locator('pt-card').waitFor();
  const manifest = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]');
    const answer = await fetch(link?.href ?? '');
    const { icons, display } = (await answer.json()) as { icons: { src: string }[]; display: string };
    const pictures = await Promise.all(icons.map(({ src }) => fetch(new URL(src, link!.href))));
    return { display, ok: pictures.map(({ status }) => status) };
  });
  expect(manifest).toEqual({ display: 'standalone', ok: [200, 200] });
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (navigator.serviceWorker.controller === null)
      await new Promise((resolve) => requestAnimationFrame(resolve));
  });
  await page.reload();
  await page.locator('pt-card').waitFor();
  await app.stop();
  await page.reload();
  await page.getByText(en.error_title).waitFor();
});

test('inside Home Assistant there is no worker and no manifest', async () => {
  const { app } = await startWithFolders(['Benchy']);
  const { page, problems } = await openPage(await startIngressProxy(app.app.port));
  await page.locator('pt-card').waitFor();
  const seen = await page.evaluate(async () => ({
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    manifest: document.querySelector('link[rel=manifest]') !== null,
  }));
  expect(seen).toEqual({ workers: 0, manifest: false });
  for (const file of ['manifest.webmanifest', 'shell-worker.js']) {
    const answer = await page.request.get(new URL(file, page.url()).href);
    expect(answer.status()).toBe(404);
  }
  expect(problems).toEqual([]);
});

test('the address of the filter and of the video is copied, also by plain http', async () => {
  const { app, done } = await startWithVideo();
  const url = await startIngressProxy(app.app.port);
  const { page, problems } = await openPage(`${url}#/?sort=name`, DESKTOP);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  const toasts = page.getByText('Address copied');
  await page.locator('pt-header pt-menu button').last().click();
  await page.locator('pt-header wa-dropdown-item[value=address]').click();
  await toasts.first().waitFor();
  expect(await copied()).toBe(`${url}#/?sort=name`);

  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException('Not here', 'NotAllowedError'));
  });
  await page.locator('pt-card').getByRole('button', { name: en.action.play }).click();
  await page.locator('pt-player-dialog [data-action=address]').click();
  await waitFor('the address of the video', async () => (await copied()).includes(`/timelapses/${done.id}`));
  expect(problems).toEqual([]);
});
