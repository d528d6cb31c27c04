import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { CoreConnection } from '../../../src/homeassistant/core/core-connection.ts';
import { createLoggers } from '../../../src/lib/logger.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { type MirrorCore, startMirrorCore } from '../../fakes/mirror-core.ts';
import { startSupervisor, type Supervisor } from '../../fakes/supervisor/supervisor.ts';
import { cleanUp } from '../../helpers/start-app.ts';
import { waitFor } from '../../helpers/wait-for.ts';

interface Setup {
  core: MirrorCore;
  supervisor: Supervisor;
  clock: FakeClock;
  connection: CoreConnection;
  log: string[];
  /** The states it went through. */
  states: string[];
  /** How often it became ready. */
  ready: () => number;
}

/** A connection to a fake Core, not yet started. */
async function setUp(at?: { url: string; token: string }): Promise<Setup> {
  const core = await startMirrorCore();
  const supervisor = await startSupervisor({ core: core.target });
  const clock = new FakeClock();
  const log: string[] = [];
  const states: string[] = [];
  let ready = 0;
  const connection: CoreConnection = new CoreConnection({
    supervisor: at ?? { url: supervisor.url, token: supervisor.token },
    clock,
    logger: createLoggers({ level: 'debug', write: (line) => log.push(line) }).homeassistant,
    onState: () => states.push(connection.state.state),
  });
  connection.onReady(() => {
    ready += 1;
  });
  cleanUp(() => connection.stop());
  return { core, supervisor, clock, connection, log, states, ready: () => ready };
}

const isConnected = ({ connection }: Setup) =>
  waitFor('the connection', () => connection.state.state === 'connected');

describe('the connection to Home Assistant', () => {
  it('signs in, says the version, and fires events', async () => {
    const setup = await setUp();
    setup.connection.start();
    await isConnected(setup);
    expect(setup.connection.state).toMatchObject({ version: expect.any(String), reason: null });
    await setup.connection.fireEvent('timelapse.completed', { id: 'one' });
    expect(setup.core.events).toEqual([{ type: 'timelapse.completed', data: { id: 'one' } }]);
  });

  it('is away while Core starts, with the reason, and connects automatically', async () => {
    const setup = await setUp();
    setup.core.phase = 'STARTING';
    setup.connection.start();
    await waitFor('it to be away', () => setup.connection.state.state === 'away');
    expect(setup.connection.state.reason).toBe('Home Assistant is not connected: it is starting or stopped.');
    expect(setup.connection.state.why?.cause).toBe('starting_or_stopped');
    await expect(setup.connection.fireEvent('x', {})).rejects.toMatchObject({ code: 'core_away' });
    setup.core.phase = 'RUNNING';
    await isConnected(setup);
    expect(setup.log.filter((line) => /is not connected/.test(line))).toHaveLength(1);
  });

  it('reports that Core is ready once its start is done, and again after its next start', async () => {
    const setup = await setUp();
    setup.connection.start();
    await isConnected(setup);
    expect(setup.ready()).toBe(1);
    setup.core.becomeReady();
    await waitFor('the second time', () => setup.ready() === 2);
    let lost = 0;
    const undo = setup.connection.onLost(() => {
      lost += 1;
    });
    await setup.core.stop();
    await waitFor('it to be away', () => setup.connection.state.state === 'away');
    expect(lost).toBe(1);
    undo();
    await setup.core.start();
    await isConnected(setup);
    expect(setup.ready()).toBe(3);
  });

  it('subscribes once on every connection, and no more after the undo', async () => {
    const setup = await setUp();
    const heard: unknown[] = [];
    const undo = setup.connection.subscribeEvents('timelapse.command', ({ data }) => heard.push(data));
    setup.connection.start();
    for (const round of [1, 2]) {
      // That of the cut connection may still be there when the next one is made.
      await isConnected(setup);
      await waitFor('the subscription', () => setup.core.listeners('timelapse.command') === 1);
      setup.core.fire('timelapse.command', { round });
      await waitFor('the event', () => heard.length === round);
      if (round === 1) setup.supervisor.cutSockets();
      if (round === 1) await waitFor('the cut', () => setup.states.includes('away'));
    }
    expect(heard).toEqual([{ round: 1 }, { round: 2 }]);
    undo();
    await waitFor('the end of it', () => setup.core.listeners('timelapse.command') === 0);
  });

  it('says that its token is refused, and takes it up again when it is good', async () => {
    const setup = await setUp();
    const token = setup.supervisor.token;
    setup.supervisor.setToken('another one');
    setup.connection.start();
    await waitFor('the refusal', () => setup.connection.state.state === 'refused');
    expect(setup.connection.state.reason).toMatch(/does not accept the app's token/);
    expect(setup.connection.state.why?.cause).toBe('token_refused');
    expect(setup.log.join()).not.toContain(token);
    setup.supervisor.setToken(token);
    setup.clock.advance(60_000);
    await isConnected(setup);
  });

  it("passes on Core's own words when it refuses a command", async () => {
    const setup = await setUp();
    setup.core.refuses.add('fire_event');
    setup.connection.start();
    await isConnected(setup);
    await expect(setup.connection.fireEvent('x', {})).rejects.toMatchObject({
      code: 'core_refused',
      message: 'Home Assistant rejected the request: Not today.',
    });
  });

  it('notices a Core that no longer answers, and rejects what was under way', async () => {
    const setup = await setUp();
    setup.connection.start();
    await isConnected(setup);
    setup.core.hangs = true;
    const sent = expect(setup.connection.fireEvent('x', {})).rejects.toMatchObject({ code: 'core_away' });
    await waitFor('the loss', () => {
      setup.clock.advance(30_000);
      return setup.states.includes('away');
    });
    await sent;
  });

  it.each([
    ['while it is connected', async (setup: Setup) => void (await isConnected(setup))],
    ['before it has connected', async () => {}],
  ])('ends at once though Core hangs, %s', async (_, reach) => {
    const setup = await setUp();
    setup.connection.start();
    await reach(setup);
    setup.core.hangs = true;
    void setup.connection.fireEvent('x', {}).catch(() => {});
    await setup.connection.stop();
    await setup.connection.stop();
    await waitFor('the socket to be gone', () => setup.supervisor.coreSockets === 0);
  });

  it('ends at once though the Supervisor takes the call and says nothing', async () => {
    const silent = createServer((socket) => socket.resume());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    cleanUp(async () => silent.close());
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const setup = await setUp({ url, token: 'x' });
    setup.connection.start();
    const open = () => new Promise<number>((resolve) => silent.getConnections((_, n) => resolve(n)));
    await waitFor('the call', async () => (await open()) === 1);
    await setup.connection.stop();
    await waitFor('its end', async () => (await open()) === 0);
  });
});
