import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { DESKTOP, openPage, PHONE, slide } from '../helpers/browser.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { render, startWithFolders, startWithVideo } from '../helpers/with-video.ts';
import { english as en } from '../../web/i18n/whole-dictionary.ts';

/** What `foreign.sh` makes. */
const FPS = 12;

const property = <Name extends keyof HTMLVideoElement>(video: Locator, name: Name) =>
  video.evaluate((element: HTMLVideoElement, key) => element[key], name) as Promise<HTMLVideoElement[Name]>;

describe.each([
  ['phone', PHONE],
  ['desktop', DESKTOP],
])('on a %s', (_name, device) => {
  test('a link opens one video, and from there one goes on, back, faster, round and frame by frame', async () => {
    const { app, found } = await startWithFolders(['A', 'B', 'C']);
    for (const folder of found) await render(app, folder);
    const b = found[1]!;
    await app.request('PATCH', `/timelapses/${b.id}`, { notes: 'Printed with the new nozzle.' });
    const url = await startIngressProxy(app.app.port);
    const { page, problems, press } = await openPage(`${url}#/timelapses/${b.id}?sort=name`, device);
    const player = page.locator('pt-player-dialog');
    const video = player.locator('video');
    const heading = player.locator('h2').first();
    const shows = (name: string): Promise<void> => heading.getByText(name, { exact: true }).waitFor();
    const button = (name: string): Locator => player.getByRole('button', { name, exact: true });

    await shows('B');
    await player.locator('.notes').getByText('Printed with the new nozzle.').waitFor();
    await press(button('Next video'));
    await shows('C');
    expect(page.url()).toContain(found[2]!.id);
    await waitFor('the last one to have no next', () => button('Next video').isDisabled());
    await press(button('Previous video'));
    await press(button('Previous video'));
    await shows('A');
    await waitFor('the first one to have no previous', () => button('Previous video').isDisabled());
    await waitFor('the video to play', async () => (await property(video, 'currentTime')) > 0);

    await press(player.getByRole('button', { name: new RegExp(`^${en.speed}`) }));
    await press(player.locator('wa-dropdown-item').filter({ hasText: en.speed_value('2') }));
    await waitFor('the speed', async () => (await property(video, 'playbackRate')) === 2);
    await press(button('Repeat'));
    await video.evaluate(async (element: HTMLVideoElement) => {
      const again = new Promise((resolve) => element.addEventListener('seeked', resolve, { once: true }));
      await element.play();
      await again;
    });
    expect(await property(video, 'ended')).toBe(false);
    await press(button('Next video'));
    await shows('B');
    await waitFor('the speed to stay', async () => (await property(video, 'playbackRate')) === 2);

    await press(button('One frame forward'));
    await waitFor('the pause', () => property(video, 'paused'));
    const frame = async (): Promise<number> => Math.floor((await property(video, 'currentTime')) * FPS);
    const first = await frame();
    await press(button('One frame back'));
    await waitFor('a frame back', async () => (await frame()) === first - 1);
    await press(button('One frame forward'));
    await waitFor('a frame forward', async () => (await frame()) === first);

    await press(button('Close'));
    await player.waitFor({ state: 'detached' });
    expect(page.url()).not.toContain('timelapses/');
    expect(problems).toEqual([]);
  });

  test('Back closes the player, and a video is downloaded whole under its own name', async () => {
    const { app, done } = await startWithVideo('Größe 2 – Ümlaut');
    const { page, press } = await openPage(await startIngressProxy(app.app.port), device);
    await press(page.locator('pt-card').getByRole('button', { name: en.action.play }));
    const player = page.locator('pt-player-dialog');
    await player.locator('video').waitFor();
    expect(page.url()).toContain(done.id);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      press(player.locator('a[download]')),
    ]);
    expect(download.suggestedFilename()).toBe('Größe 2 – Ümlaut.mp4');
    const original = await readFile(join(app.folders.output, 'Größe 2 – Ümlaut.mp4'));
    expect((await readFile(await download.path())).equals(original)).toBe(true);
    const { headers } = await fetch(download.url(), { method: 'HEAD' });
    expect(headers.get('content-disposition')).toMatch(/^attachment; .*filename\*=UTF-8''Gr%C3%B6%C3%9Fe/);

    await page.goBack();
    await player.waitFor({ state: 'detached' });
    await page.locator('pt-card').waitFor();
  });

  test('title and notes are given, and every open page shows them', async () => {
    const { app } = await startWithVideo('vase_v3_final');
    const url = await startIngressProxy(app.app.port);
    const { page, press } = await openPage(url, device);
    const other = await openPage(url);
    await press(page.locator('pt-card pt-menu').getByRole('button'));
    await press(page.locator('pt-card wa-dropdown-item').filter({ hasText: en.action.edit }));
    const dialog = page.locator('pt-edit-dialog');
    await dialog.locator('wa-input input').fill('Spiral vase');
    await dialog.locator('wa-textarea textarea').fill('Silk gold,\n0.2 mm');
    await press(dialog.getByRole('button', { name: en.save }));
    await dialog.waitFor({ state: 'detached' });
    for (const one of [page, other.page]) {
      await one.locator('pt-card h2').getByText('Spiral vase').waitFor();
    }
    expect((await app.list())[0]).toMatchObject({ title: 'Spiral vase', notes: 'Silk gold,\n0.2 mm' });
  });
});

describe('a card is scrubbed', () => {
  test('by a finger that slides over it, without opening the player; a tap opens it', async () => {
    const { app } = await startWithVideo('Scrubbed');
    const { page, problems } = await openPage(await startIngressProxy(app.app.port), PHONE);
    const scrub = page.locator('pt-card pt-scrub');
    await scrub.locator('pt-poster img.loaded').waitFor();
    const { x, y, width, height } = (await scrub.boundingBox())!;
    const at = (share: number): [number, number] => [x + width * share, y + height / 2];
    const finger = await slide(page, [at(0.2), at(0.3), at(0.5)]);
    await page.locator('pt-scrub[scrubbing] .box').waitFor();
    const moment = (): Promise<string> =>
      scrub.locator('.box img').evaluate((image) => image.style.transform);
    const middle = await moment();
    await finger.move(at(0.9));
    await waitFor('another moment', async () => (await moment()) !== middle);
    await finger.lift();
    await scrub.locator('.box').waitFor({ state: 'hidden' });
    expect(await page.locator('pt-player-dialog').count()).toBe(0);

    await scrub.tap();
    await page.locator('pt-player-dialog video').waitFor();
    expect(problems).toEqual([]);
  });

  test('by a mouse that moves over it', async () => {
    const { app } = await startWithVideo('Scrubbed');
    const { page } = await openPage(await startIngressProxy(app.app.port));
    const scrub = page.locator('pt-card pt-scrub');
    await scrub.hover();
    await scrub.locator('.box img').waitFor({ state: 'attached' });
    const { x, y, width, height } = (await scrub.boundingBox())!;
    await page.mouse.move(x + width * 0.8, y + height / 2);
    await scrub.locator('.box').waitFor();
    await page.mouse.move(0, 0);
    await scrub.locator('.box').waitFor({ state: 'hidden' });
  });
});
