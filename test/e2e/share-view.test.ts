import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { WireShare } from '../../src/shared/share-copies.ts';
import { en } from '../../web/i18n/en.ts';
import { shareTextsEn as texts } from '../../web/sharing/share-texts-en.ts';
import { expectAccessible } from '../helpers/axe.ts';
import { DESKTOP, openPage, PHONE, slide } from '../helpers/browser.ts';
import { askCopy, NOISE, startWithMadeVideo, whenOver } from '../helpers/copied-video.ts';
import { FIREFOX, openFirefox } from '../helpers/firefox.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { tabTo } from '../helpers/keyboard.ts';
import type { TestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';

const SMALL = { seconds: 3, width: 640, height: 360, draw: NOISE };

async function openSheet(page: Page, press: (what: Locator) => Promise<void>): Promise<Locator> {
  await press(page.locator('pt-player-dialog').getByRole('button', { name: en.action.share, exact: true }));
  const sheet = page.locator('pt-share-dialog');
  await sheet.getByText(texts.copies).waitFor();
  return sheet;
}

const rowOf = (sheet: Locator, preset: string): Locator =>
  sheet.locator(`pt-share-row[data-preset=${preset}]`);
const inRow = (row: Locator, action: string): Locator => row.getByRole('button', { name: `${action}: ` });

const sharesOf = (app: TestApp, id: string): Promise<WireShare[]> => app.get(`/timelapses/${id}/shares`);

/** The browser's own sheet, which remembers what it was given. */
async function shareHere(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const given: string[] = [];
    const share = async ({ files = [], url = '' }: ShareData): Promise<void> => {
      for (const { name, type, size } of files) given.push(`${name} ${type} ${size}`);
      if (url) given.push(url);
    };
    Object.assign(navigator, { share, canShare: () => true });
    Object.assign(window, { given });
  });
}

const givenIn = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { given: string[] }).given);

test('title and print data are drawn into a copy where that is wanted [shares]', async () => {
  const { app, done } = await startWithMadeVideo(SMALL);
  const url = await startIngressProxy(app.app.port);
  const { page, press } = await openPage(`${url}#/timelapses/${done.id}`, { ...PHONE, locale: 'de-DE' });
  await press(page.locator('pt-player-dialog').getByRole('button', { name: 'Teilen', exact: true }));
  const sheet = page.locator('pt-share-dialog');
  await press(sheet.locator('wa-switch').locator('[part=control]'));
  await expectAccessible(page);
  await press(rowOf(sheet, 'chat').getByRole('button', { name: 'Erstellen: ' }));
  const made = await waitFor('the copy', async () => (await sharesOf(app, done.id))[0]);
  expect(made).toMatchObject({ kind: 'mp4', overlay: { title: true, language: 'de' } });
  await press(sheet.locator('wa-switch').locator('[part=control]'));
  await rowOf(sheet, 'chat').getByRole('button', { name: 'Erstellen: ' }).waitFor();
});

test('they are not offered once more where the video itself shows them [6]', async () => {
  const { app, done } = await startWithMadeVideo(SMALL);
  const url = await startIngressProxy(app.app.port);
  const { page, press } = await openPage(url, PHONE);
  await page.route('**/recipe', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), has_overlay: true } });
  });
  await page.goto(`${url}#/timelapses/${done.id}`);
  const sheet = await openSheet(page, press);
  await sheet.getByText(texts.drawnAlready).waitFor();
  expect(await sheet.locator('wa-switch').evaluate((each: HTMLInputElement) => each.disabled)).toBe(true);
});

test('with fingers: a copy is made, plays, is shared and deleted [shares]', async () => {
  const { app, done } = await startWithMadeVideo(SMALL);
  const url = await startIngressProxy(app.app.port);
  const { page, problems, press } = await openPage(`${url}#/timelapses/${done.id}`, {
    ...PHONE,
    colorScheme: 'dark',
  });
  await shareHere(page);
  await page.reload();
  const sheet = await openSheet(page, press);
  await expectAccessible(page);
  const chat = rowOf(sheet, 'chat');
  await press(inRow(chat, texts.make));
  await inRow(chat, texts.share).waitFor({ timeout: 170_000 });
  const [share] = await sharesOf(app, done.id);
  expect(share).toMatchObject({ state: 'ready', kind: 'mp4' });

  await press(inRow(chat, texts.show));
  const video = chat.locator('video');
  await waitFor('the copy to play', () =>
    video.evaluate((element: HTMLVideoElement) => element.currentTime > 0),
  );
  await press(inRow(chat, texts.share));
  await waitFor('the file to be passed on', async () => (await givenIn(page)).length === 1);
  expect(await givenIn(page)).toEqual([`Benchy.mp4 video/mp4 ${share!.bytes}`]);
  const link = chat.getByRole('link', { name: `${texts.download}: ` });
  expect(await link.getAttribute('href')).toMatch(/\/file\?download=true$/);
  await expectAccessible(page);

  await press(inRow(chat, texts.remove));
  await inRow(chat, texts.make).waitFor();
  expect(await sharesOf(app, done.id)).toEqual([]);
  expect(problems).toEqual([]);
});

test('with fingers: an upright copy shows the part that the frame was dragged to [shares]', async () => {
  const { app, done } = await startWithMadeVideo(SMALL);
  const url = await startIngressProxy(app.app.port);
  const { page, problems, press } = await openPage(`${url}#/timelapses/${done.id}`, PHONE);
  const sheet = await openSheet(page, press);
  await press(inRow(rowOf(sheet, 'shorts'), texts.make));
  const area = sheet.locator('pt-share-crop .area');
  await area.waitFor();
  await sheet.locator('pt-share-crop .filled').scrollIntoViewIfNeeded();
  const box = (await area.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const dragging = await slide(page, [
    [x, y],
    [x + 20, y],
    [x + 390, y],
  ]);
  await dragging.lift();
  await press(sheet.locator('pt-share-crop').getByRole('button', { name: texts.make, exact: true }));
  const [share] = await waitFor('the copy', async () => {
    const all = await sharesOf(app, done.id);
    return all.length > 0 && all;
  });
  expect(share).toMatchObject({ aspect: '9:16', max_seconds: 60 });
  expect(share!.crop!.x + share!.crop!.width).toBeCloseTo(1, 3);
  await inRow(rowOf(sheet, 'shorts'), texts.show).waitFor({ timeout: 170_000 });
  const ready = (await sharesOf(app, done.id))[0]!;
  expect(ready.width! / ready.height!).toBeCloseTo(9 / 16, 1);
  expect(problems).toEqual([]);
});

test('with keys alone: the frame is moved, and what is being made is followed and cancelled [shares]', async () => {
  const { app, done } = await startWithMadeVideo({ ...SMALL, seconds: 30 });
  const url = await startIngressProxy(app.app.port);
  const { page, problems, press } = await openPage(`${url}#/timelapses/${done.id}`, DESKTOP);
  const sheet = await openSheet(page, press);
  await tabTo(page, /^Make: Shorts$/);
  await page.keyboard.press('Enter');
  const area = sheet.locator('pt-share-crop .area');
  await area.waitFor();
  await area.focus();
  const left = (): Promise<number> => area.evaluate((element) => element.getBoundingClientRect().left);
  const before = await left();
  for (const key of ['ArrowRight', 'ArrowRight', 'Shift+ArrowRight']) await page.keyboard.press(key);
  await waitFor('the frame to move', async () => (await left()) > before + 10);
  await tabTo(page, /^Make$/);
  await page.keyboard.press('Enter');
  const shorts = rowOf(sheet, 'shorts');
  await shorts.locator('pt-progress').waitFor({ timeout: 170_000 });
  await waitFor('it to go on', async () => {
    const value = await shorts.locator('[role=progressbar]').getAttribute('aria-valuenow');
    return Number(value) > 0;
  });
  await tabTo(page, /^Cancel: Shorts$/);
  await page.keyboard.press('Enter');
  await inRow(shorts, texts.make).waitFor();
  expect(await sharesOf(app, done.id)).toEqual([]);
  expect(problems).toEqual([]);
});

test('what failed says why, and can be tried again; what programs made is there too [shares]', async () => {
  const { app, done } = await startWithMadeVideo(SMALL);
  const failed = await whenOver(app, await askCopy(app, done.id, { kind: 'mp4', max_bytes: 1000 }));
  const url = await startIngressProxy(app.app.port);
  const { page, problems, press } = await openPage(`${url}#/timelapses/${done.id}`, DESKTOP);
  const sheet = await openSheet(page, press);
  await sheet.getByText(failed.reason!).waitFor();
  const row = rowOf(sheet, 'other');
  await row.getByText('MP4 · at most 1 kB', { exact: true }).waitFor();
  await press(inRow(row, texts.again));
  await waitFor('another try', async () => (await sharesOf(app, done.id))[0]?.id !== failed.id);
  await expectAccessible(page);
  expect(problems).toEqual([]);
});

describe.skipIf(FIREFOX === undefined)('in Firefox', () => {
  test('copies play and loop [shares]', async () => {
    const { app, done } = await startWithMadeVideo(SMALL);
    const upright = { kind: 'mp4', aspect: '9:16', max_seconds: 60 } as const;
    for (const wish of [{ kind: 'mp4', max_bytes: 200_000 } as const, upright, { kind: 'gif' } as const])
      await whenOver(app, await askCopy(app, done.id, wish));
    const page = await openFirefox(`${await startIngressProxy(app.app.port)}#/timelapses/${done.id}`);
    const seen = await page.evaluate(async () => {
      const id = location.hash.split('/').at(-1);
      const shares = (await (await fetch(`./api/v1/timelapses/${id}/shares`)).json()) as {
        id: string;
        kind: string;
      }[];
      const results: [kind: string, size: number, plays: boolean][] = [];
      for (const share of shares) {
        const src = `./api/v1/timelapses/${id}/shares/${share.id}/file`;
        if (share.kind === 'mp4') {
          const video = Object.assign(document.createElement('video'), { src, muted: true, loop: true });
          document.body.append(video);
          await video.play();
          await new Promise<void>((resolve) => {
            video.addEventListener('timeupdate', () => {
              if (video.currentTime > 0) resolve();
            });
          });
          results.push([share.kind, video.videoWidth, video.currentTime > 0]);
        } else {
          const image = Object.assign(new Image(), { src });
          await image.decode();
          results.push([share.kind, image.naturalWidth, true]);
        }
      }
      return results;
    });
    const made = await sharesOf(app, done.id);
    expect(seen).toEqual(made.map(({ kind, width }) => [kind, width, true]));
  });
});
