import { lstat, mkdir, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planMediaLink, wantedLink } from '../../../src/homeassistant/media/media-link-plan.ts';
import type { WireTestReport } from '../../../src/shared/settings.ts';
import type { WireHealth } from '../../../src/shared/system.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { putSettings } from '../../helpers/settings.ts';
import type { TestApp, TestFolders } from '../../helpers/start-app.ts';
import { startInHomeAssistant } from '../../helpers/start-in-home-assistant.ts';
import { waitFor } from '../../helpers/wait-for.ts';
import { BY_HAND } from '../../helpers/with-video.ts';

/** Longer than the pause between two checks, milliseconds. */
const MINUTE_MS = 61_000;

const mediaOf = ({ data }: TestFolders) => join(data, '..', 'media');
const linkOf = (folders: TestFolders) => join(mediaOf(folders), 'timelapses');

/** Where the link leads; null = there is none. */
const target = (folders: TestFolders) => readlink(linkOf(folders)).catch(() => null);

const leadsTo = (folders: TestFolders, to: string | null, clock?: FakeClock) =>
  waitFor(`the link to lead to ${to}`, async () => {
    clock?.advance(MINUTE_MS);
    return (await target(folders)) === to;
  });

/** Waits for the notice. @param clock is put forward until a check has been made */
const blocked = (app: TestApp, clock?: FakeClock) =>
  waitFor('the notice', async () => {
    clock?.advance(MINUTE_MS);
    const { notices } = await app.get<WireHealth>('/health');
    return notices.find(({ code }) => code === 'media_link_blocked');
  });

/** The app in Home Assistant with a media folder; `prepare` is called before its start. */
async function start(options = {}, prepare: (folders: TestFolders) => Promise<unknown> = async () => {}) {
  const clock = new FakeClock();
  const house = await startInHomeAssistant(
    { ...BY_HAND, ...options },
    {
      clock,
      beforeStart: async (folders) => {
        await mkdir(mediaOf(folders));
        await prepare(folders);
      },
    },
  );
  return { ...house, clock };
}

describe('the link in the media folder', () => {
  it('leads to the output folder', async () => {
    const { folders, app } = await start();
    await leadsTo(folders, folders.output);
    const { items } = (await (await app.request('POST', '/settings/test')).json()) as WireTestReport;
    expect(items.find(({ item }) => item === 'media')).toMatchObject({ ok: true });
  });

  it('follows the output folder, and goes and comes with the option', async () => {
    const { folders, app } = await start();
    await leadsTo(folders, folders.output);
    const next = join(folders.output, 'other');
    await mkdir(next);
    await putSettings(app, { timelapse_output_folder: next });
    await leadsTo(folders, next);
    await putSettings(app, { timelapse_show_in_media: false });
    await leadsTo(folders, null);
    await putSettings(app, { timelapse_show_in_media: true });
    await leadsTo(folders, next);
  });

  it('is repaired when someone removes it', async () => {
    const { folders, clock } = await start();
    await leadsTo(folders, folders.output);
    await rm(linkOf(folders));
    await leadsTo(folders, folders.output, clock);
  });

  it('is still known as ours after a restart', async () => {
    const { folders, app, supervisor, start: again } = await start();
    await leadsTo(folders, folders.output);
    await app.stop();
    supervisor.saveOptions({ ...supervisor.userOptions, timelapse_show_in_media: false });
    await again();
    await leadsTo(folders, null);
  });

  it('is not made while the videos lie in the media folder anyway', async () => {
    const { folders, app } = await start();
    await leadsTo(folders, folders.output);
    const inside = join(mediaOf(folders), 'prints');
    await putSettings(app, { timelapse_output_folder: inside });
    await leadsTo(folders, null);
    const { items } = (await (await app.request('POST', '/settings/test')).json()) as WireTestReport;
    expect(items.find(({ item }) => item === 'media')).toMatchObject({ ok: true });
  });
});

describe('what is not ours', () => {
  it.each([
    ['a folder', (path: string) => mkdir(path)],
    ['a file', (path: string) => writeFile(path, 'mine')],
    ["someone's link", (path: string) => symlink('/somewhere/else', path)],
  ])('is never touched: %s', async (_what, make) => {
    const { folders, app, clock } = await start({}, (f) => make(linkOf(f)));
    const before = await lstat(linkOf(folders));
    const { message, remedy, facts } = await blocked(app);
    expect(facts).toMatchObject({
      path: linkOf(folders),
      cause: expect.stringMatching(/^(other_link|something_else)$/),
    });
    expect(message).toContain(linkOf(folders));
    expect(remedy).toContain('timelapse_show_in_media');
    await putSettings(app, { timelapse_show_in_media: false });
    await waitFor('the notice to go', async () => {
      clock.advance(MINUTE_MS);
      const { notices } = await app.get<WireHealth>('/health');
      return notices.every(({ code }) => code !== 'media_link_blocked');
    });
    expect((await lstat(linkOf(folders))).ino).toBe(before.ino);
  });

  it('stays when it is put in the place of ours, and ours comes when it has gone', async () => {
    const { folders, app, clock } = await start();
    await leadsTo(folders, folders.output);
    await rm(linkOf(folders));
    await mkdir(linkOf(folders));
    await blocked(app, clock);
    expect((await lstat(linkOf(folders))).isDirectory()).toBe(true);
    await rename(linkOf(folders), `${linkOf(folders)}-mine`);
    await leadsTo(folders, folders.output, clock);
  });
});

it('says why when there is no media folder', async () => {
  const { app } = await startInHomeAssistant(BY_HAND);
  expect(await blocked(app)).toMatchObject({
    message: expect.stringContaining('ENOENT'),
    facts: { cause: 'ENOENT' },
  });
});

describe('the plan', () => {
  const link = (target: string) => ({ kind: 'link', target }) as const;

  it.each([
    ['nothing there, nothing wanted', { kind: 'nothing' } as const, null, [], 'keep'],
    ['nothing there', { kind: 'nothing' } as const, '/out', [], 'make'],
    ['as wanted, by whom ever', link('/out'), '/out', [], 'keep'],
    ['ours, to an earlier folder', link('/old'), '/out', ['/old'], 'remake'],
    ['ours, no longer wanted', link('/old'), null, ['/old'], 'remove'],
    ["someone's, nothing wanted", link('/old'), null, [], 'keep'],
    ["someone's", link('/old'), '/out', ['/out'], 'none'],
    ['a folder', { kind: 'other' } as const, '/out', ['/out'], 'none'],
  ])('%s', (_what, found, wanted, ours, act) => {
    expect(planMediaLink(found, wanted, ours).act).toBe(act);
  });

  it.each([
    [true, '/share/timelapses', '/share/timelapses'],
    [false, '/share/timelapses', null],
    [true, '/media', null],
    [true, '/media/timelapses', null],
    [true, '/media-2/timelapses', '/media-2/timelapses'],
    [true, '/', null],
  ])('wanted %j, output %s: to %s', (isWanted, output, to) => {
    expect(wantedLink(isWanted, output, '/media')).toBe(to);
  });
});
