import { describe, expect, it } from 'vitest';
import type { WireViewer } from '../../src/shared/system.ts';
import type { Supervisor } from '../fakes/supervisor/supervisor.ts';
import { waitFor } from '../helpers/wait-for.ts';
import type { CoreUser } from './helpers/auth-storage.ts';
import { makeHouse, shareCore } from './helpers/house.ts';

const core = shareCore();

async function viewer(supervisor: Supervisor, user: CoreUser): Promise<WireViewer> {
  return (await (await supervisor.request(user, 'GET', '/viewer')).json()) as WireViewer;
}

/** Status of something that only who may change things may do. */
async function pause(supervisor: Supervisor, user: CoreUser): Promise<number> {
  return (await supervisor.request(user, 'POST', '/queue/pause')).status;
}

describe('users of a real Home Assistant', () => {
  it('read and change as administrators, and only read when they are none', async () => {
    const { supervisor, start } = await makeHouse(core());
    await start();
    const { admin, user } = core();
    expect(await pause(supervisor, admin)).toBe(200);
    expect(await viewer(supervisor, user)).toEqual({ may_change: false, name: 'Ben' });
    expect((await supervisor.request(user, 'GET', '/timelapses')).status).toBe(200);
    expect(await pause(supervisor, user)).toBe(403);
    expect(await pause(supervisor, { ...user, id: 'f'.repeat(32) })).toBe(403);
  });

  it('may change things from the moment on that Home Assistant makes them administrators', async () => {
    const { supervisor, start } = await makeHouse(core());
    await start();
    const { user } = core();
    expect(await pause(supervisor, user)).toBe(403);
    const change = (group: string) =>
      core().ask({ type: 'config/auth/update', user_id: user.id, group_ids: [group] });
    await change('system-admin');
    await waitFor('Ben to be known', async () => (await pause(supervisor, user)) === 200);
    await change('system-users');
    await waitFor('Ben to be no administrator any more', async () => (await pause(supervisor, user)) === 403);
  });

  it('are known for a while when Core is away', async () => {
    const { supervisor, start } = await makeHouse(core());
    await start();
    const { admin, user } = core();
    expect(await pause(supervisor, admin)).toBe(200);
    supervisor.stopCore();
    expect(await pause(supervisor, admin)).toBe(200);
    expect(await pause(supervisor, user)).toBe(403);
  });
});
