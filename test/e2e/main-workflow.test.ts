import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { FakeClock } from '../fakes/fake-clock.ts';
import { putFrames } from '../fixtures/make-frames.ts';
import { DESKTOP, openPage, PHONE } from '../helpers/browser.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { engine, startTestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';

const NAME = 'My print (2) – Ümlaut.3mf';

/** Writes down every status that a card goes through, in the page itself, where nothing is missed. */
async function watchStatuses(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { seenStatuses: seen, loadedAt: performance.timeOrigin });
    const look = (): void => {
      const find = (root: ParentNode): Element | undefined =>
        root.querySelector('pt-card') ??
        [...root.querySelectorAll('*')]
          .flatMap((each) => (each.shadowRoot ? [find(each.shadowRoot)] : []))
          .find(Boolean) ??
        undefined;
      const status = find(document)?.getAttribute('data-status');
      if (status && seen.at(-1) !== status) seen.push(status);
      requestAnimationFrame(look);
    };
    look();
  });
  return () => page.evaluate(() => (globalThis as unknown as { seenStatuses: string[] }).seenStatuses);
}

async function playToTheEnd(page: Page): Promise<{ duration: number; width: number }> {
  const video = page.locator('pt-player-dialog video');
  await video.waitFor();
  return video.evaluate(async (element: HTMLVideoElement) => {
    element.muted = true;
    element.playbackRate = 4;
    const ended = new Promise<void>((resolve, reject) => {
      element.addEventListener('ended', () => resolve(), { once: true });
      element.addEventListener('error', () => reject(new Error(element.error?.message)), { once: true });
    });
    if (element.ended) element.currentTime = 0;
    await element.play();
    await ended;
    return { duration: element.duration, width: element.videoWidth };
  });
}

describe.each([
  ['phone', PHONE],
  ['desktop', DESKTOP],
])('the page below an ingress path on a %s', (_name, device) => {
  test('shows a new folder, its countdown and its render, and plays the video to the end, without a reload', async () => {
    const clock = new FakeClock();
    const app = await startTestApp(
      { timelapse_auto_process_timeout: 600, timelapse_flickerfree_path: engine('let.sh') },
      { clock },
    );
    const url = await startIngressProxy(app.app.port);
    const { page, problems } = await openPage(url, device);
    await page.locator('pt-empty').waitFor();
    const statuses = await watchStatuses(page);

    await putFrames(join(app.folders.source, NAME), { frames: 30 });
    const card = page.locator('pt-card');
    await card.getByText(NAME).waitFor();
    clock.advance(601_000);
    await waitFor('the render', async () => (await statuses()).at(-1) === 'processing');
    await writeFile(join(app.folders.source, `${NAME}.go`), '');
    await waitFor('all statuses', async () => (await statuses()).at(-1) === 'completed');
    expect(await statuses()).toEqual(
      expect.arrayContaining(['discovered', 'processing', 'completed']) as unknown as string[],
    );

    await card.getByRole('button', { name: /play/i }).first().click();
    const { duration, width } = await playToTheEnd(page);
    expect(duration).toBeGreaterThan(1);
    expect(width).toBe(160);
    expect(problems).toEqual([]);
  });

  test('seeks in a video that is longer than one slice of bytes', async () => {
    const app = await startTestApp({ timelapse_flickerfree_path: engine('noise.sh') });
    const url = await startIngressProxy(app.app.port);
    await putFrames(join(app.folders.source, 'Noise'), { secondsAgo: 5000 });
    const done = await app.waitForCompleted('Noise');
    expect(done.file_size_bytes).toBeGreaterThan(8_000_000);
    const { page, problems } = await openPage(url, device);
    await page.locator('pt-card').getByRole('button', { name: /play/i }).first().click();
    const video = page.locator('pt-player-dialog video');
    await video.waitFor();
    const reached = await video.evaluate(async (element: HTMLVideoElement) => {
      element.muted = true;
      if (element.readyState === 0) {
        await new Promise((resolve) => element.addEventListener('loadedmetadata', resolve, { once: true }));
      }
      const times: number[] = [];
      for (const share of [0.9, 0.1, 0.5]) {
        const seeked = new Promise<void>((resolve) => {
          element.addEventListener('seeked', () => resolve(), { once: true });
        });
        element.currentTime = share * element.duration;
        await seeked;
        times.push(element.currentTime / element.duration);
      }
      return times;
    });
    for (const [index, share] of [0.9, 0.1, 0.5].entries()) expect(reached[index]).toBeCloseTo(share, 1);
    expect(problems).toEqual([]);
  });
});

test('two pages open at once see each other’s changes', async () => {
  const app = await startTestApp({ timelapse_flickerfree_path: engine('foreign.sh') });
  const url = await startIngressProxy(app.app.port);
  await putFrames(join(app.folders.source, 'Shared'), { secondsAgo: 5000 });
  const done = await app.waitForCompleted('Shared');
  const [first, second] = [await openPage(url), await openPage(url, PHONE)];
  await first.page.locator('pt-card[data-status="completed"]').waitFor();
  await second.page.locator('pt-card[data-status="completed"]').waitFor();

  await first.page.locator('pt-card').getByRole('button', { name: /^pin/i }).first().click();
  await waitFor('the pin', async () => (await app.one(done.id)).pinned);
  await second.page.locator('pt-card').getByRole('button', { name: /^pin/i, pressed: true }).waitFor();

  await app.request('DELETE', `/timelapses/${done.id}`);
  await first.page.locator('pt-card').waitFor({ state: 'detached' });
  await second.page.locator('pt-card').waitFor({ state: 'detached' });
});
