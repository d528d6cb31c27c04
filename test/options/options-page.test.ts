import { describe, expect, it } from 'vitest';
import type { ApiErrorBody } from '../../src/shared/api-error.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { optionOf, putSettings, savedOptions } from '../helpers/settings.ts';
import type { TestApp } from '../helpers/start-app.ts';
import { startInHomeAssistant, waitForCore } from '../helpers/start-in-home-assistant.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { BY_HAND } from '../helpers/with-video.ts';

/** Further than the pause between two polls of the options page, milliseconds. */
const UNTIL_THE_NEXT_LOOK = 31_000;

/** A PUT that fails: its status and its error. */
async function refusedPut(app: TestApp, options: Record<string, unknown>) {
  const answer = await app.request('PUT', '/settings', { options });
  const { error } = (await answer.json()) as ApiErrorBody;
  return { status: answer.status, ...error };
}

const isNow = (app: TestApp, name: string, value: unknown) =>
  waitFor(`${name} to be ${value}`, async () => (await optionOf(app, name)).value === value || null);

describe('a change in the page', () => {
  it('is in effect at once, on the options page of Home Assistant, and after the next start', async () => {
    const { app, supervisor, start } = await startInHomeAssistant(BY_HAND);
    const { options } = await putSettings(app, {
      timelapse_cleanup_age_days: 60,
      'video.fps': 30,
      printers: [{ name: 'Mini', status_entity: 'sensor.mini' }],
    });
    expect(options.find(({ name }) => name === 'video.fps')).toMatchObject({
      value: 30,
      source: 'supervisor',
    });
    expect(app.app.options.current.timelapse_cleanup_age_days).toBe(60);
    expect(supervisor.userOptions).toMatchObject({
      timelapse_cleanup_age_days: 60,
      timelapse_scan_interval: 2,
      video: { fps: 30, preset: 'veryfast', quality: 20 },
      printers: [{ name: 'Mini', status_entity: 'sensor.mini' }],
    });
    await app.stop();
    const again = await start();
    expect(await optionOf(again, 'timelapse_cleanup_age_days')).toMatchObject({ value: 60 });
    expect(await optionOf(again, 'video.fps')).toMatchObject({ value: 30 });
  });

  it('can take an option back to its default, one without a value included', async () => {
    const { app, supervisor } = await startInHomeAssistant({
      ...BY_HAND,
      min_frames: 9,
      printernizer_url: 'http://127.0.0.1:9',
    });
    await putSettings(app, { min_frames: null, printernizer_url: null });
    expect(await optionOf(app, 'min_frames')).toMatchObject({ value: 2, source: 'default' });
    expect(await optionOf(app, 'printernizer_url')).toMatchObject({ value: null });
    expect(supervisor.userOptions).toMatchObject({ min_frames: 2 });
    expect(supervisor.userOptions).not.toHaveProperty('printernizer_url');
  });

  it('leaves options.json to the Supervisor', async () => {
    const { app } = await startInHomeAssistant(BY_HAND);
    const before = await savedOptions(app);
    await putSettings(app, { min_frames: 4 });
    expect(await savedOptions(app)).toEqual(before);
  });

  it('that is wrong does not even reach the Supervisor', async () => {
    const { app, supervisor } = await startInHomeAssistant(BY_HAND);
    const before = structuredClone(supervisor.userOptions);
    expect(await refusedPut(app, { min_frames: 0, 'video.fps': 30 })).toMatchObject({ status: 400 });
    expect(supervisor.userOptions).toEqual(before);
    expect(
      supervisor.requests.filter(({ path, method }) => method === 'POST' && path === '/addons/self/options'),
    ).toEqual([]);
  });

  it('that the Supervisor refuses comes back with its words, and changes nothing', async () => {
    const { app, supervisor } = await startInHomeAssistant(BY_HAND);
    supervisor.schema.min_frames = 'int(1,3)';
    const refused = await refusedPut(app, { min_frames: 4 });
    expect(refused).toMatchObject({ status: 409, code: 'cannot_save' });
    expect(refused.message).toContain("value must be at most 3 for option 'min_frames'");
    expect(await optionOf(app, 'min_frames')).toMatchObject({ value: 2 });
    supervisor.schema.min_frames = 'int(1,1000)';
  });

  it('while the Supervisor is away is refused with a sentence, and works when it is back', async () => {
    const { app, supervisor } = await startInHomeAssistant(BY_HAND);
    await supervisor.stop();
    const refused = await refusedPut(app, { min_frames: 4 });
    expect(refused).toMatchObject({ status: 409, code: 'cannot_save' });
    expect(refused.message).toContain('Supervisor cannot be reached');
    expect(refused.remedy).toContain('Nothing was changed');
    expect(await optionOf(app, 'min_frames')).toMatchObject({ value: 2 });
    await supervisor.start();
    await putSettings(app, { min_frames: 4 });
    expect(supervisor.userOptions).toMatchObject({ min_frames: 4 });
  });
});

describe("a change on Home Assistant's options page", () => {
  it('is noticed, in effect, announced and logged', async () => {
    const clock = new FakeClock();
    const { app, supervisor } = await startInHomeAssistant(BY_HAND, { clock });
    await app.live.waitForEvent('snapshot');
    supervisor.saveOptions({ ...supervisor.userOptions, min_frames: 7 });
    clock.advance(UNTIL_THE_NEXT_LOOK);
    expect((await app.live.waitForEvent('settings.changed')).options).toEqual(['min_frames']);
    expect(app.app.options.current.min_frames).toBe(7);
    expect(app.log.some((line) => line.includes('settings were changed elsewhere'))).toBe(true);
  });

  it('is noticed when Core is back, without waiting', async () => {
    const { app, supervisor } = await startInHomeAssistant(BY_HAND);
    supervisor.cutSockets();
    supervisor.saveOptions({ ...supervisor.userOptions, min_frames: 7 });
    await waitForCore(app, 2);
    await isNow(app, 'min_frames', 7);
  });

  it('and one in the page at the same time both stay', async () => {
    const clock = new FakeClock();
    const { app, supervisor } = await startInHomeAssistant(BY_HAND, { clock });
    await app.live.waitForEvent('snapshot');
    supervisor.saveOptions({ ...supervisor.userOptions, min_frames: 7, timelapse_cleanup_age_days: 40 });
    await putSettings(app, { timelapse_cleanup_age_days: 50 });
    expect(supervisor.userOptions).toMatchObject({ min_frames: 7, timelapse_cleanup_age_days: 50 });
    expect(app.app.options.current).toMatchObject({ min_frames: 7, timelapse_cleanup_age_days: 50 });
    const reported = await app.live.waitForEvent('settings.changed');
    expect(reported.options.toSorted()).toEqual(['min_frames', 'timelapse_cleanup_age_days']);
    clock.advance(UNTIL_THE_NEXT_LOOK);
    await isNow(app, 'min_frames', 7);
  });

  it('that is not there is not reported', async () => {
    const clock = new FakeClock();
    const { app, supervisor } = await startInHomeAssistant(BY_HAND, { clock });
    const polls = () => supervisor.requests.filter(({ path }) => path.endsWith('/options/config')).length;
    const before = polls();
    clock.advance(UNTIL_THE_NEXT_LOOK);
    await waitFor('a poll', () => polls() > before);
    await putSettings(app, { min_frames: 5 });
    expect(app.log.filter((line) => line.includes('changed elsewhere'))).toEqual([]);
  });
});

describe('a !secret in the options', () => {
  it('keeps them all from being changed in the page, which would write it out', async () => {
    const { app, supervisor } = await startInHomeAssistant({
      ...BY_HAND,
      printers: [{ name: '!secret printer_name', status_entity: 'sensor.mini' }],
    });
    const written = structuredClone(supervisor.userOptions);
    const refused = await refusedPut(app, { min_frames: 4 });
    expect(refused).toMatchObject({ status: 400 });
    expect(refused.remedy).toContain('printers uses a !secret');
    expect(supervisor.userOptions).toEqual(written);
    expect(await optionOf(app, 'min_frames')).toMatchObject({ read_only: true });
  });
});
