import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { WireHealth } from '../../src/shared/system.ts';
import { startPrinternizer } from '../fakes/fake-printernizer.ts';
import { expectAccessible } from '../helpers/axe.ts';
import { DESKTOP, openPage, PHONE } from '../helpers/browser.ts';
import { startIngressProxy } from '../helpers/ingress-proxy.ts';
import { makeFolders, startTestApp, type TestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { BY_HAND, startWithFolders } from '../helpers/with-video.ts';
import { de } from '../../web/i18n/de.ts';
import { optionTextsDe } from '../../web/settings/option-texts-de.ts';

/*
 * Nothing that a reader of German sees is left in English. What the page has no words of its own for comes from the
 * server and bears its language.
 */

/** The texts of something, one for each part of it that is read on its own. */
async function textsOf(what: Locator): Promise<string[]> {
  const texts = await what.allInnerTexts();
  return texts.map((text) => text.replaceAll(/\s+/g, ' ').trim());
}

const english = (page: Page): Locator => page.locator('pt-app [lang=en]');

async function openSettings(app: TestApp, device: object): Promise<Page> {
  const url = await startIngressProxy(app.app.port);
  const { page } = await openPage(`${url}#/settings`, { ...device, locale: 'de-DE' });
  return page;
}

/** Tests the configuration; gives what the line of each item says. */
async function testConfiguration(page: Page): Promise<(item: string) => Promise<string[]>> {
  await page.getByRole('button', { name: optionTextsDe.test }).click();
  await page.locator('pt-config-test li').first().waitFor();
  return (item) => textsOf(page.locator(`pt-config-test li[data-item="${item}"] p:not(.item)`));
}

describe.each([
  ['phone', { ...PHONE, colorScheme: 'dark' as const }],
  ['desktop', { ...DESKTOP, colorScheme: 'light' as const }],
])('on a German %s', (_name, device) => {
  test('a sound configuration is shown line by line with its details', async () => {
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

  test('a configuration with problems is shown with what is wrong, and what to do', async () => {
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
      'Mindestanzahl an Bildern: Gib einen Wert von 1 bis 1.000 ein.',
      'Korrigiere die genannten Werte.',
    ]);
    expect(await line('source')).toEqual([
      `„${missing}“ ist nicht lesbar (nicht vorhanden).`,
      'Prüfe Quellordner, Freigabe und Leserechte der App.',
    ]);
    expect((await line('output'))[0]).toBe(
      `In „${join(missing, 'videos')}“ kann nicht geschrieben werden (nicht vorhanden).`,
    );
    expect((await line('engine'))[0]).toBe(
      '„/nowhere/<b>do_timelapse.sh“ gibt es nicht, daher wird die mitgelieferte Engine verwendet.',
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
    /^Verwendet: \/\S+ \(„\/nowhere\/do_timelapse\.sh“ gibt es nicht, daher die mitgelieferte Engine\)$/,
  );
});

test('what needs attention is shown in German, with what is concerned', async () => {
  const folders = await makeFolders();
  const server = await startPrinternizer();
  await server.stop();
  const options = { min_frames: 0, printernizer_url: server.url };
  await rm(folders.source, { recursive: true });
  const app = await startTestApp({ ...BY_HAND, ...options }, { folders });
  await waitFor('all notices', async () => (await app.get<WireHealth>('/health')).notices.length === 3);
  const url = await startIngressProxy(app.app.port);
  const { page } = await openPage(url, { ...PHONE, locale: 'de-DE' });
  await page.locator('pt-notices .notice').nth(2).waitFor();
  const reported = await textsOf(page.locator('pt-notices .notice p:first-of-type'));
  expect(reported).toEqual([
    'Die Option „min_frames“ hat keinen gültigen Wert: 0.',
    `Der Quellordner „${folders.source}“ ist nicht erreichbar (nicht vorhanden).`,
    `Der Printernizer-Server „${server.url}“ ist nicht erreichbar (Verbindung abgelehnt).`,
  ]);
  expect(await english(page).count()).toBe(0);
  await expectAccessible(page);
});

test('the folder picker says in German why it cannot show a folder', async () => {
  const app = await startTestApp(BY_HAND);
  const page = await openSettings(app, PHONE);
  const option = page.locator('pt-option[data-option="timelapse_source_folder"]');
  const reported = async (path: string): Promise<string[]> => {
    await option.locator('input').first().fill(path);
    await option.getByRole('button', { name: optionTextsDe.browseFor('Quellordner') }).click();
    const error = page.locator('pt-folder-dialog .error');
    await error.waitFor();
    const texts = await textsOf(error);
    await page.locator('pt-folder-dialog').getByRole('button', { name: de.cancel }).click();
    await page.locator('pt-folder-dialog').waitFor({ state: 'detached' });
    return texts;
  };
  const missing = join(app.folders.data, 'weg');
  expect(await reported(missing)).toEqual([
    `„${missing}“ gibt es nicht oder ist kein Ordner. Wähle einen aus der Liste.`,
  ]);
  expect(await reported('/etc')).toEqual(['„/etc“ liegt außerhalb der Ordner, die gewählt werden können.']);
});
