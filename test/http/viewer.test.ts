import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createReadViewer } from '../../src/http/viewer.ts';
import type { ApiErrorBody } from '../../src/shared/api-error.ts';
import type { CoreUser } from '../fakes/fake-core.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { startInHomeAssistant } from '../helpers/start-in-home-assistant.ts';
import { startTestApp } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';

const ADMIN: CoreUser = { id: 'a1', name: 'Ada', group_ids: ['system-admin'] };
const OWNER: CoreUser = { id: 'o1', name: 'Olga', is_owner: true, group_ids: [] };
const USER: CoreUser = { id: 'u1', name: 'Jürgen', group_ids: ['system-users'] };
const RETIRED: CoreUser = { id: 'r1', name: 'Rex', is_active: false, group_ids: ['system-admin'] };
const USERS = [ADMIN, OWNER, USER, RETIRED];

const start = (options = {}) =>
  startInHomeAssistant(options, { prepare: (core) => core.users.push(...USERS) });

type House = Awaited<ReturnType<typeof start>>;

/** The answer to a user who wants to pause the queue. */
async function tryToPause({ supervisor }: House, user: { id: string }) {
  const answer = await supervisor.request(user, 'POST', '/queue/pause');
  const body = (await answer.json()) as Partial<ApiErrorBody>;
  return { status: answer.status, code: body.error?.code, message: body.error?.message };
}

async function viewerOf({ supervisor }: House, user: { id: string; name?: string }): Promise<unknown> {
  return (await supervisor.request(user, 'GET', '/viewer')).json();
}

const isPaused = async ({ app }: House) => {
  app.live.close();
  const { paused } = (await (await app.request('POST', '/queue/resume')).json()) as { paused: boolean };
  return paused;
};

describe('users of Home Assistant', () => {
  it('may change something when they are administrators or the owner', async () => {
    const house = await start();
    expect(await tryToPause(house, ADMIN)).toMatchObject({ status: 200 });
    expect(await tryToPause(house, OWNER)).toMatchObject({ status: 200 });
    expect(await viewerOf(house, ADMIN)).toEqual({ may_change: true, name: 'Ada' });
  });

  it('may view and change nothing when they are not, and see why', async () => {
    const house = await start();
    expect(await viewerOf(house, USER)).toEqual({ may_change: false, name: 'Jürgen' });
    expect((await house.supervisor.request(USER, 'GET', '/timelapses')).status).toBe(200);
    const refused = await tryToPause(house, USER);
    expect(refused).toMatchObject({ status: 403, code: 'admin_only' });
    expect(refused.message).toContain('administrators');
    expect(await tryToPause(house, RETIRED)).toMatchObject({ status: 403, code: 'admin_only' });
  });

  it('may not change anything when nobody knows them', async () => {
    const house = await start();
    const refused = await tryToPause(house, { id: 'nobody' });
    expect(refused).toMatchObject({ status: 403, code: 'admin_only' });
    expect(refused.message).toContain('does not know you');
    expect(await viewerOf(house, { id: 'nobody', name: 'Zoë' })).toEqual({ may_change: false, name: 'Zoë' });
  });

  it('may all change something when the option says so, from the moment on that it does', async () => {
    const house = await start({ non_admins_may_change: true });
    expect(await viewerOf(house, USER)).toEqual({ may_change: true, name: 'Jürgen' });
    expect(await tryToPause(house, USER)).toMatchObject({ status: 200 });
    const { options } = house.app.app;
    options.replace({ ...options.current, non_admins_may_change: false });
    expect(await tryToPause(house, USER)).toMatchObject({ status: 403 });
  });

  it('are asked for once, not for every request', async () => {
    const house = await start();
    for (let n = 0; n < 5; n += 1) await tryToPause(house, ADMIN);
    await Promise.all([tryToPause(house, USER), tryToPause(house, OWNER)]);
    expect(house.core.commands.filter(({ type }) => type === 'config/auth/list')).toHaveLength(1);
  });

  it('are known at once when they are new, and lose their right at once', async () => {
    const house = await start();
    await tryToPause(house, ADMIN);
    house.core.users = [
      { ...ADMIN, group_ids: ['system-users'] },
      { id: 'n1', name: 'New', is_owner: true },
    ];
    house.core.fire('user_updated', { user_id: ADMIN.id });
    await waitFor('the loss', async () => (await tryToPause(house, ADMIN)).status === 403 || null);
    expect(await tryToPause(house, { id: 'n1' })).toMatchObject({ status: 200 });
  });
});

describe('while Home Assistant is away', () => {
  it('a user who is known keeps their rights, an unknown one is refused with the reason', async () => {
    const clock = new FakeClock();
    const house = await startInHomeAssistant({}, { clock, prepare: (core) => core.users.push(...USERS) });
    await tryToPause(house, ADMIN);
    house.supervisor.stopCore();
    await waitFor('Core to be away', async () => {
      const health = await house.app.get<{ checks: { home_assistant: string } }>('/health');
      return health.checks.home_assistant === 'degraded' || null;
    });
    clock.advance(10_000);
    expect(await tryToPause(house, ADMIN)).toMatchObject({ status: 200 });
    expect(await tryToPause(house, USER)).toMatchObject({ status: 403, code: 'admin_only' });
    const refused = await tryToPause(house, { id: 'n1' });
    expect(refused).toMatchObject({ status: 403, code: 'admin_only' });
    expect(refused.message).toContain('cannot confirm');
  });

  it('nobody is trusted for ever', async () => {
    const clock = new FakeClock();
    const house = await startInHomeAssistant({}, { clock, prepare: (core) => core.users.push(ADMIN) });
    await tryToPause(house, ADMIN);
    house.core.refused.add('config/auth/list');
    clock.advance(30 * 60_000);
    expect(await tryToPause(house, ADMIN)).toMatchObject({ status: 200 });
    clock.advance(31 * 60_000);
    expect(await tryToPause(house, ADMIN)).toMatchObject({ status: 403 });
    house.core.refused.clear();
    clock.advance(3000);
    await waitFor('trust', async () => (await tryToPause(house, ADMIN)).status === 200 || null);
  });
});

describe('what is no user', () => {
  it('may change everything from inside the container', async () => {
    const house = await start();
    expect((await house.app.request('POST', '/queue/pause')).status).toBe(200);
    expect(await isPaused(house)).toBe(false);
    expect(await house.app.get('/viewer')).toEqual({ may_change: true, name: null });
  });

  it('may change everything stand-alone, whatever it calls itself', async () => {
    const app = await startTestApp();
    const headers = { 'x-remote-user-id': 'u1', 'x-remote-user-display-name': 'Eve' };
    const answer = await fetch(`${app.url}/api/v1/queue/pause`, { method: 'POST', headers });
    expect(answer.status).toBe(200);
    expect(await (await fetch(`${app.url}/api/v1/viewer`, { headers })).json()).toEqual({
      may_change: true,
      name: null,
    });
  });
});

describe('the peer', () => {
  const read = createReadViewer({
    audience: 'ingress',
    mayAllChange: () => false,
    findUser: async () => null,
  });
  const from = (remoteAddress: string) =>
    read({ headers: {}, socket: { remoteAddress } } as unknown as IncomingMessage);

  it('decides who is no user: ingress always names one', async () => {
    expect((await from('::ffff:127.0.0.1')).refusal).toBeNull();
    expect((await from('172.30.32.2')).refusal).toMatchObject({ code: 'admin_only', status: 403 });
  });
});
