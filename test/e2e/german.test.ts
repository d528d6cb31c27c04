import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../helpers/axe.ts';
import { DESKTOP, openPage, PHONE } from '../helpers/browser.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { startTestApp, type TestApp } from '../helpers/start-app.ts';
import { BY_HAND, startWithFolders } from '../helpers/with-video.ts';

/*
 * Nothing that a reader of German sees is left in English. What the page has no words of its own for comes from the
 * server and bears its language.
 */

/** The texts of something, one for each part of it that is read on its own. */
async function textsOf(what: Locator): Promise<string[]> {
  const texts = await what.allInnerTexts();
  return texts.map((text) => text.replaceAll(/\s+/g, ' ').trim());
}

const english = (page: Page): Locator => page.locator('pt-settings [lang=en]');

async function openSettings(app: TestApp, device: object): Promise<Page> {
  const url = await startIngressProxy(app.app.port);
  const { page } = await openPage(`${url}#/settings`, { ...device, locale: 'de-DE' });
  return page;
}

/** Tests the configuration; gives what the line of each item says. */
async function testConfiguration(page: Page): Promise<(item: string) => Promise<string[]>> {
  await page.getByRole('button', { name: 'Konfiguration prüfen' }).click();
  await page.locator('pt-config-test li').first().waitFor();
  return (item) => textsOf(page.locator(`pt-config-test li[data-item="${item}"] p:not(.item)`));
}

describe.each([
  ['phone', { ...PHONE, colorScheme: 'dark' as const }],
  ['desktop', { ...DESKTOP, colorScheme: 'light' as const }],
])('on a German %s', (_name, device) => {
  test('a configuration that is well is told line by line with its facts', async () => {
    const { app } = await startWithFolders(['Benchy', 'Vase']);
    const page = await openSettings(app, device);
    const line = await testConfiguration(page);
    const { source, output } = app.folders;
    expect(await line('options')).toEqual(['Alle Optionen sind gültig.']);
    expect(await line('source')).toEqual([`„${source}“ ist lesbar: 2 Ordner darin.`]);
    expect(await line('output')).toEqual([`„${output}“ ist beschreibbar.`]);
    expect((await line('space'))[0]).toMatch(/^In „.+“ sind [\d,.]+ .B von [\d,.]+ .B frei\.$/);
    expect((await line('ffmpeg'))[0]).toMatch(/^Version \S+$/);
    expect(await english(page).count()).toBe(0);
    await expectAccessible(page);
  });

  test('a configuration that is not well is told with what is wrong, and what to do', async () => {
    const app = await startTestApp({ ...BY_HAND, timelapse_flickerfree_path: '/nowhere/<b>do_timelapse.sh' });
    const page = await openSettings(app, device);
    const missing = join(app.folders.data, 'weg', 'da');
    const fill = (option: string, value: string) =>
      page.locator(`pt-option[data-option="${option}"] input`).first().fill(value);
    await fill('timelapse_source_folder', missing);
    await fill('timelapse_output_folder', join(missing, 'videos'));
    await fill('min_frames', '5000');
    const line = await testConfiguration(page);
    expect(await line('options')).toEqual([
      'Mindestzahl an Bildern: Erlaubt ist 1 bis 1.000.',
      'Die genannten Werte berichtigen.',
    ]);
    expect(await line('source')).toEqual([
      `„${missing}“ ist nicht lesbar (nicht vorhanden).`,
      'Prüfe Quellordner, Freigabe und Leserechte der App.',
    ]);
    expect((await line('output'))[0]).toBe(
      `In „${join(missing, 'videos')}“ kann nicht geschrieben werden (nicht vorhanden).`,
    );
    expect((await line('engine'))[0]).toBe(
      '„/nowhere/<b>do_timelapse.sh“ gibt es nicht, daher wird die mitgelieferte Engine benutzt.',
    );
    expect(await english(page).count()).toBe(0);
    await expectAccessible(page);
  });
});

test('the settings say in German which engine is used, and why', async () => {
  const app = await startTestApp({ ...BY_HAND, timelapse_flickerfree_path: '/nowhere/do_timelapse.sh' });
  const page = await openSettings(app, DESKTOP);
  const engine = page.locator('pt-option[data-option="timelapse_flickerfree_path"] .engine');
  await engine.getByText('daher die mitgelieferte Engine').waitFor();
  expect((await textsOf(engine))[0]).toMatch(
    /^In Gebrauch: \/\S+ \(„\/nowhere\/do_timelapse\.sh“ gibt es nicht, daher die mitgelieferte Engine\)$/,
  );
});
