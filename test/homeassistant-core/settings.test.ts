import { describe, expect, it } from 'vitest';
import { optionOf, savedOptions } from '../helpers/settings.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { makeHouse, shareCore } from './helpers/house.ts';

const core = shareCore();

describe('settings in Home Assistant', () => {
  it('go from the page to the Supervisor, are in effect at once, and are there after the next start', async () => {
    const { supervisor, start } = await makeHouse(core());
    const first = await start();
    const { admin } = core();
    const options = { min_frames: 7, video: { quality: 30 } };
    expect((await supervisor.request(admin, 'PUT', '/settings', { options })).status).toBe(200);
    expect(supervisor.userOptions).toMatchObject({ min_frames: 7, video: { quality: 30 } });
    expect((await optionOf(first, 'min_frames')).value).toBe(7);
    await first.stop();
    const second = await start();
    expect(await savedOptions(second)).toMatchObject({ min_frames: 7 });
    expect((await optionOf(second, 'min_frames')).value).toBe(7);
  });

  it('that a user without rights sends do not arrive', async () => {
    const { supervisor, start } = await makeHouse(core());
    await start();
    const put = () => supervisor.request(core().user, 'PUT', '/settings', { options: { min_frames: 9 } });
    expect((await put()).status).toBe(403);
    expect(supervisor.userOptions).not.toHaveProperty('min_frames');
  });

  it('that are changed on the options page of Home Assistant are noticed', async () => {
    const { supervisor, start } = await makeHouse(core());
    const app = await start();
    supervisor.saveOptions({ ...supervisor.userOptions, timelapse_cleanup_age_days: 60 });
    // Looked for now and then, and whenever Core is there anew.
    supervisor.cutSockets();
    const reported = () => app.live.all('settings.changed').flatMap(({ options }) => options);
    await waitFor('the change', () => reported().includes('timelapse_cleanup_age_days'), 90_000);
    expect((await optionOf(app, 'timelapse_cleanup_age_days')).value).toBe(60);
  });
});
