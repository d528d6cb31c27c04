import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WirePrintJob } from '../../../src/shared/print-job.ts';
import type { WireHealth, WireQueue } from '../../../src/shared/system.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import type { FakeCore, RegistryEntity } from '../../fakes/fake-core.ts';
import { putFrames } from '../../fixtures/make-frames.ts';
import { addRealPrinter, REAL_PRINTERS } from '../../fixtures/real-printers.ts';
import { putSettings } from '../../helpers/settings.ts';
import { engine, type TestApp } from '../../helpers/start-app.ts';
import { startInHomeAssistant, waitForCore } from '../../helpers/start-in-home-assistant.ts';
import { waitFor } from '../../helpers/wait-for.ts';
import { BY_HAND } from '../../helpers/with-video.ts';

const MINUTE = 60_000;
const STATUS = 'sensor.x1c_print_status';
const TASK = 'sensor.x1c_task_name';
const START = 'sensor.x1c_start_time';

const entity = (entity_id: string, key: string): RegistryEntity => ({
  entity_id,
  platform: 'bambu_lab',
  unique_id: `00M09A_${key}`,
  device_id: 'x1c',
});

/** A Bambu Lab printer that has done nothing since before any print of these tests. */
function addPrinter(core: FakeCore): void {
  core.devices.push({ id: 'x1c', name: 'X1C' });
  core.entities.push(
    entity(STATUS, 'print_status'),
    entity(TASK, 'subtask_name'),
    entity(START, 'start_time'),
    entity('sensor.x1c_bed', 'bed_temp'),
  );
  core.setState(STATUS, 'idle', Date.now() - 300 * MINUTE);
  core.setState(TASK, '', Date.now() - 300 * MINUTE);
}

const start = (options = {}, prepare: (core: FakeCore) => void = addPrinter, more = {}) =>
  startInHomeAssistant({ ...BY_HAND, ...options }, { ...more, prepare });

/** Waits until the app follows these entities. */
const isFollowing = (core: FakeCore, entityId = STATUS) =>
  waitFor(
    `${entityId} to be followed`,
    () => core.subscriptions((wants) => typeof wants !== 'string' && wants.has(entityId)) > 0,
  );

const jobs = (app: TestApp) => app.get<WirePrintJob[]>('/jobs');

/** Waits until the latest print job is so. */
const latest = (app: TestApp, status: string, name?: string) =>
  waitFor(`a print job to be ${status}`, async () => {
    const [job] = await jobs(app);
    return job?.status === status && (name === undefined || job.name === name) ? job : null;
  });

/** What the app has to say about printers. */
const notices = async (app: TestApp) =>
  (await app.get<WireHealth>('/health')).notices.filter(({ area }) => area === 'print_jobs');

const at = (time: string | null) => Date.parse(time ?? '');

describe('a print', () => {
  it('is a print job from its start to its end, with its file, printer and times', async () => {
    const { core, app } = await start();
    await isFollowing(core);
    const began = Date.now() - 30 * MINUTE;
    core.setState(TASK, 'Benchy.gcode.3mf', began - 1000);
    core.setState(STATUS, 'prepare', began);
    const job = await latest(app, 'printing');
    expect(job).toMatchObject({
      source: 'home_assistant',
      name: 'Benchy',
      file_name: 'Benchy.gcode.3mf',
      printer: 'X1C',
      ended_at: null,
    });
    expect(at(job.started_at)).toBe(began);
    core.setState(STATUS, 'running', began + MINUTE);
    core.setState(STATUS, 'pause', began + 2 * MINUTE);
    expect((await latest(app, 'paused')).id).toBe(job.id);
    core.setState(STATUS, 'running', began + 3 * MINUTE);
    await latest(app, 'printing');
    core.setState(STATUS, 'finish', began + 20 * MINUTE);
    const over = await latest(app, 'completed');
    expect(over).toMatchObject({ id: job.id, started_at: job.started_at, name: 'Benchy' });
    expect(at(over.ended_at)).toBe(began + 20 * MINUTE);
    core.setState(STATUS, 'idle');
    core.setState(TASK, '');
    await waitForQuiet(app, core);
    expect(await jobs(app)).toHaveLength(1);
  });

  it.each([
    ['failed', 'failed'],
    ['idle', 'completed'],
  ])('that ends in %s was %s', async (state, status) => {
    const { core, app } = await start();
    await isFollowing(core);
    core.setState(STATUS, 'running');
    await latest(app, 'printing');
    core.setState(STATUS, state);
    await latest(app, status);
  });

  it('gets its name when that comes later than its start', async () => {
    const { core, app } = await start();
    await isFollowing(core);
    core.setState(TASK, 'The print before');
    core.setState(STATUS, 'running');
    await latest(app, 'printing', 'The print before');
    core.setState(TASK, 'Benchy');
    await latest(app, 'printing', 'Benchy');
    expect(await jobs(app)).toHaveLength(1);
  });

  it('goes on while its printer is out of reach', async () => {
    const { core, app } = await start();
    await isFollowing(core);
    const began = Date.now() - 30 * MINUTE;
    core.setState(STATUS, 'running', began);
    const job = await latest(app, 'printing');
    for (const [n, state] of ['unavailable', 'offline', 'unknown', 'running'].entries())
      core.setState(STATUS, state, began + (n + 1) * MINUTE);
    await waitForQuiet(app, core);
    expect(await jobs(app)).toMatchObject([{ id: job.id, status: 'printing', ended_at: null }]);
  });

  it('that is running at the first sight began when the printer says', async () => {
    const began = Date.now() - 90 * MINUTE;
    const { app } = await start({}, (core) => {
      addPrinter(core);
      core.setState(STATUS, 'running', Date.now() - 5 * MINUTE);
      core.setState(START, new Date(began).toISOString());
    });
    expect(at((await latest(app, 'printing')).started_at)).toBe(began);
  });

  it('starts its folder when it ends', async () => {
    const { core, app, folders } = await start({
      timelapse_auto_process_timeout: 3600,
      timelapse_flickerfree_path: engine('foreign.sh'),
    });
    await isFollowing(core);
    core.setState(TASK, 'Benchy', Date.now() - MINUTE);
    core.setState(STATUS, 'running', Date.now() - MINUTE);
    await latest(app, 'printing');
    await putFrames(join(folders.source, 'Benchy'));
    await app.waitForStatus('Benchy', 'discovered');
    core.setState(STATUS, 'finish');
    const done = await app.waitForCompleted('Benchy');
    expect(done).toMatchObject({ linked_job_name: 'Benchy', link_source: 'auto', printer: 'X1C' });
  });
});

describe('a print of Creality', () => {
  const K1 = 'sensor.k1_max_print_status';
  const startCreality = () =>
    start({}, (core) => {
      addRealPrinter(core, REAL_PRINTERS.ha_creality_ws);
      core.setState(K1, 'idle', Date.now() - 300 * MINUTE, { file: '' });
    });

  it('has its file from an attribute, whenever that comes, and is cancelled when it is stopped', async () => {
    const { core, app } = await startCreality();
    await isFollowing(core, K1);
    core.setState(K1, 'self-testing', Date.now() - 9 * MINUTE, { file: '', progress: 0 });
    await latest(app, 'printing', 'Print on K1 Max');
    core.setState(K1, 'self-testing', Date.now() - 8 * MINUTE, { file: '/mnt/Owl.gcode', progress: 0 });
    const job = await latest(app, 'printing', 'Owl');
    expect(job).toMatchObject({ file_name: '/mnt/Owl.gcode', printer: 'K1 Max' });
    for (const [n, state] of ['printing', 'processing', 'off', 'printing', 'paused'].entries())
      core.setState(K1, state, Date.now() - (7 - n) * MINUTE, { file: '/mnt/Owl.gcode', progress: n });
    expect((await latest(app, 'paused')).id).toBe(job.id);
    core.setState(K1, 'stopped', Date.now(), { file: '/mnt/Owl.gcode' });
    expect((await latest(app, 'cancelled')).id).toBe(job.id);
    expect(await jobs(app)).toHaveLength(1);
  });

  it('has its file also when it came and went while the app was away', async () => {
    const { core, app, start: again } = await startCreality();
    await isFollowing(core, K1);
    core.setState(K1, 'printing', Date.now() - 60 * MINUTE, { file: 'One.gcode' });
    await latest(app, 'printing', 'One');
    await app.stop();
    core.setState(K1, 'completed', Date.now() - 40 * MINUTE, { file: 'One.gcode' });
    core.setState(K1, 'printing', Date.now() - 30 * MINUTE, { file: 'Two.gcode' });
    core.setState(K1, 'completed', Date.now() - 20 * MINUTE, { file: 'Two.gcode' });
    core.setState(K1, 'idle', Date.now() - 10 * MINUTE, { file: '' });
    const next = await again();
    await latest(next, 'completed', 'Two');
    expect((await jobs(next)).map(({ name, status }) => `${name} ${status}`)).toEqual([
      'Two completed',
      'One completed',
    ]);
  });
});

describe('a print of Elegoo', () => {
  const CC = 'sensor.centauri_carbon_print_status';
  const MACHINE = 'sensor.centauri_carbon_current_status';
  const FILE = 'sensor.centauri_carbon_file_name';
  const startElegoo = () =>
    start({}, (core) => {
      addRealPrinter(core, REAL_PRINTERS.elegoo_printer);
      core.setState(CC, 'idle', Date.now() - 300 * MINUTE);
      core.setState(MACHINE, 'idle', Date.now() - 300 * MINUTE);
    });

  it('of resin goes up and down at each layer, and is cancelled when it is stopped', async () => {
    const { core, app } = await startElegoo();
    await isFollowing(core, CC);
    core.setState(CC, 'file_checking');
    core.setState(FILE, 'Owl.ctb');
    const job = await latest(app, 'printing', 'Owl');
    for (const state of [
      'homing',
      'dropping',
      'printing',
      'lifting',
      'dropping',
      'printing',
      'lifting',
      'stopping',
    ])
      core.setState(CC, state);
    expect((await latest(app, 'cancelled')).id).toBe(job.id);
    core.setState(CC, 'stopped');
    core.setState(CC, 'idle');
    await waitForQuiet(app, core);
    expect(await jobs(app)).toMatchObject([{ id: job.id, status: 'cancelled' }]);
  });

  it('goes on while the status is idle for a step without a word, and the machine prints', async () => {
    const { core, app } = await startElegoo();
    await isFollowing(core, CC);
    core.setState(MACHINE, 'printing');
    core.setState(FILE, 'Owl.gcode');
    core.setState(CC, 'preheating');
    const job = await latest(app, 'printing', 'Owl');
    core.setState(CC, 'idle');
    core.setState(CC, 'printing');
    core.setState(CC, 'idle');
    await waitForQuiet(app, core);
    expect(await jobs(app)).toMatchObject([{ id: job.id, status: 'printing' }]);
    core.setState(MACHINE, 'idle');
    expect((await latest(app, 'completed')).id).toBe(job.id);
  });
});

describe('while the app was away', () => {
  it('a print has ended: when it really did, by the history', async () => {
    const { core, app, start: again } = await start();
    await isFollowing(core);
    const began = Date.now() - 60 * MINUTE;
    core.setState(STATUS, 'running', began);
    const job = await latest(app, 'printing');
    await app.stop();
    core.setState(STATUS, 'finish', began + 20 * MINUTE);
    core.setState(STATUS, 'idle', began + 40 * MINUTE);
    const next = await again();
    const over = await latest(next, 'completed');
    expect(over.id).toBe(job.id);
    expect(at(over.ended_at)).toBe(began + 20 * MINUTE);
  });

  it('one print has ended, another came and went, a third is running', async () => {
    const { core, app, start: again } = await start();
    await isFollowing(core);
    const began = Date.now() - 120 * MINUTE;
    core.setState(TASK, 'One', began - 1000);
    core.setState(STATUS, 'running', began);
    await latest(app, 'printing', 'One');
    await app.stop();
    core.setState(STATUS, 'finish', began + 20 * MINUTE);
    core.setState(TASK, 'Two', began + 29 * MINUTE);
    core.setState(STATUS, 'running', began + 30 * MINUTE);
    core.setState(STATUS, 'failed', began + 40 * MINUTE);
    core.setState(TASK, 'Three', began + 49 * MINUTE);
    core.setState(STATUS, 'running', began + 50 * MINUTE);
    const next = await again();
    await latest(next, 'printing', 'Three');
    const told = await jobs(next);
    expect(told.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'Three printing',
      'Two failed',
      'One completed',
    ]);
    expect(at(told[1]!.ended_at)).toBe(began + 40 * MINUTE);
  });

  it('a print has ended, and nobody has written down when: it is over all the same', async () => {
    const { core, app, start: again } = await start();
    await isFollowing(core);
    core.setState(STATUS, 'running', Date.now() - 60 * MINUTE);
    const job = await latest(app, 'printing');
    await app.stop();
    core.forgetState(STATUS);
    core.setState(STATUS, 'idle', Date.now() - MINUTE);
    core.noHistory = true;
    expect((await latest(await again(), 'completed')).id).toBe(job.id);
  });

  it('another print has begun, which only its name shows', async () => {
    const { core, app, start: again } = await start();
    await isFollowing(core);
    core.setState(TASK, 'One', Date.now() - 61 * MINUTE);
    core.setState(STATUS, 'running', Date.now() - 60 * MINUTE);
    const one = await latest(app, 'printing', 'One');
    await app.stop();
    core.forgetState(STATUS);
    core.setState(TASK, 'Two', Date.now() - 2 * MINUTE);
    core.setState(STATUS, 'running', Date.now() - MINUTE);
    core.noHistory = true;
    const next = await again();
    await latest(next, 'printing', 'Two');
    const told = await jobs(next);
    expect(told).toHaveLength(2);
    expect(told[1]).toMatchObject({ id: one.id, status: 'unknown', ended_at: expect.any(String) });
  });

  it('nothing has happened: nothing is reported twice', async () => {
    const { core, app, start: again } = await start();
    await isFollowing(core);
    core.setState(STATUS, 'running', Date.now() - 10 * MINUTE);
    core.setState(STATUS, 'finish', Date.now() - 5 * MINUTE);
    const [before] = [await latest(app, 'completed')];
    await app.stop();
    const next = await again();
    await isFollowing(core);
    await waitForQuiet(next, core);
    expect(await jobs(next)).toEqual([before]);
  });
});

describe('while Home Assistant was away', () => {
  it('a print has ended: it is known when it is back', async () => {
    const { core, app, supervisor } = await start();
    await isFollowing(core);
    const began = Date.now() - 60 * MINUTE;
    core.setState(STATUS, 'running', began);
    await latest(app, 'printing');
    supervisor.stopCore();
    core.setState(STATUS, 'finish', began + 20 * MINUTE);
    supervisor.startCore();
    await waitForCore(app, 2);
    expect(at((await latest(app, 'completed')).ended_at)).toBe(began + 20 * MINUTE);
  });

  it('a print goes on when its states come back one by one', async () => {
    const { core, app, supervisor } = await start();
    await isFollowing(core);
    core.setState(STATUS, 'running', Date.now() - 10 * MINUTE);
    const job = await latest(app, 'printing');
    supervisor.stopCore();
    core.forgetState(STATUS);
    supervisor.startCore();
    await waitForCore(app, 2);
    core.setState(STATUS, 'unavailable');
    core.setState(STATUS, 'running');
    await waitForQuiet(app, core);
    expect(await jobs(app)).toMatchObject([{ id: job.id, status: 'printing' }]);
  });
});

describe('printers', () => {
  it('that come later are found when the registry says so', async () => {
    const { core, app } = await start({}, () => {});
    await waitForCore(app);
    addPrinter(core);
    core.fire('entity_registry_updated', { action: 'create', entity_id: STATUS });
    await isFollowing(core);
    core.setState(STATUS, 'running');
    await latest(app, 'printing');
  });

  it('of the option are followed at once, by the words they use', async () => {
    const { core, app } = await start({}, (c) => {
      c.setState('sensor.mini', 'Operational');
      c.setState('sensor.mini_file', '/usb/Vase_0.2mm.gcode');
    });
    await putSettings(app, {
      printers: [{ name: 'Mini', status_entity: 'sensor.mini', file_entity: 'sensor.mini_file' }],
    });
    await isFollowing(core, 'sensor.mini');
    core.setState('sensor.mini', 'In Progress');
    expect(await latest(app, 'printing')).toMatchObject({ name: 'Vase_0.2mm', printer: 'Mini' });
    core.setState('sensor.mini', 'Canceled');
    await latest(app, 'cancelled');
  });

  it('can be a switch that is on while they print', async () => {
    const { core, app } = await start(
      { printers: [{ name: 'Old', status_entity: 'binary_sensor.old' }] },
      (c) => c.setState('binary_sensor.old', 'off'),
    );
    await isFollowing(core, 'binary_sensor.old');
    core.setState('binary_sensor.old', 'on');
    expect(await latest(app, 'printing')).toMatchObject({ name: 'Print on Old', file_name: null });
    core.setState('binary_sensor.old', 'off');
    await latest(app, 'completed');
  });

  it('of the option with unknown entities or states are reported, with what to do', async () => {
    const { core, app } = await start(
      {
        printers: [
          { name: 'Gone', status_entity: 'sensor.gone' },
          { name: 'Odd', status_entity: 'sensor.odd' },
        ],
      },
      (c) => c.setState('sensor.odd', 'purple'),
    );
    const told = await waitFor('both notices', async () => {
      const found = await notices(app);
      return found.length === 2 ? found : null;
    });
    expect(told.map(({ code }) => code)).toEqual(['printer_entity_missing', 'printer_state_unknown']);
    expect(told[0]!.message).toContain('"sensor.gone" of the printer "Gone"');
    expect(told[1]!.message).toContain('"purple"');
    expect(told.map(({ facts }) => facts)).toMatchObject([
      { entity: 'sensor.gone', printer: 'Gone' },
      { state: 'purple' },
    ]);
    core.setState('sensor.gone', 'idle');
    core.setState('sensor.odd', 'idle');
    await waitFor('no notice', async () => (await notices(app)).length === 0);
  });

  it('of the option are left alone while they use a word for the first time, for an hour [1.30]', async () => {
    const clock = new FakeClock();
    const { core, app } = await start(
      { printers: [{ name: 'Odd', status_entity: 'sensor.odd' }] },
      (c) => c.setState('sensor.odd', 'printing', clock.now() - 2 * MINUTE),
      { clock },
    );
    const job = await latest(app, 'printing');
    core.setState('sensor.odd', 'purging', clock.now() - MINUTE);
    core.setState('sensor.odd', 'wiping', clock.now());
    await waitForQuiet(app, core);
    expect(await notices(app)).toEqual([]);
    expect(await jobs(app)).toMatchObject([{ id: job.id, status: 'printing' }]);
    clock.advance(61 * MINUTE);
    expect(await notices(app)).toMatchObject([{ code: 'printer_state_unknown', facts: { state: 'wiping' } }]);
    core.setState('sensor.odd', 'lifting', clock.now());
    await waitFor('no notice', async () => (await notices(app)).length === 0);
  });

  it('of the option are known to be understood after a restart, too [1.30]', async () => {
    const printers = [{ name: 'Odd', status_entity: 'sensor.odd' }];
    const {
      core,
      app,
      start: again,
    } = await start({ printers }, (c) => c.setState('sensor.odd', 'printing'));
    await latest(app, 'printing');
    await app.stop();
    core.setState('sensor.odd', 'purging');
    const next = await again();
    await isFollowing(core, 'sensor.odd');
    await waitForQuiet(next, core);
    expect(await notices(next)).toEqual([]);
  });

  it.each([
    ['Creality', ['self-testing', 'printing', 'processing', 'printing', 'paused', 'printing']],
    [
      'Elegoo',
      ['homing', 'file_checking', 'dropping', 'printing', 'lifting', 'dropping', 'filament_unloading'],
    ],
  ])('of the option see one print in the words of %s [1.30]', async (name, words) => {
    const { core, app } = await start({ printers: [{ name, status_entity: 'sensor.mine' }] }, (c) =>
      c.setState('sensor.mine', 'idle'),
    );
    await isFollowing(core, 'sensor.mine');
    for (const word of words) core.setState('sensor.mine', word);
    const job = await latest(app, 'printing');
    await waitForQuiet(app, core);
    expect(await notices(app)).toEqual([]);
    core.setState('sensor.mine', 'complete');
    expect((await latest(app, 'completed')).id).toBe(job.id);
    expect(await jobs(app)).toHaveLength(1);
  });

  it('that are gone end their prints, since nobody will report how they end', async () => {
    const { core, app } = await start();
    await isFollowing(core);
    core.setState(STATUS, 'running');
    await latest(app, 'printing');
    core.entities = [];
    core.fire('entity_registry_updated', { action: 'remove', entity_id: STATUS });
    expect(await latest(app, 'unknown')).toMatchObject({ printer: 'X1C', ended_at: expect.any(String) });
  });
});

it('a registry that never answers holds up no stop', async () => {
  const { core, app } = await start({}, (c) => {
    addPrinter(c);
    c.unanswered.add('config/entity_registry/list');
  });
  await waitFor('the question', () =>
    core.commands.some(({ type }) => type === 'config/entity_registry/list'),
  );
  await app.stop();
});

describe('pause_while_printing', () => {
  const ENGINE = { timelapse_flickerfree_path: engine('foreign.sh') };
  const waitingFor = async (app: TestApp) => {
    const { queue } = await app.live.waitForEvent('system.changed');
    return queue.waiting_for;
  };

  /** An app whose printer prints, and a folder that wants to be rendered. */
  async function startWaiting(options = {}, more = {}) {
    const house = await start({ ...ENGINE, pause_while_printing: true, ...options }, addPrinter, more);
    await isFollowing(house.core);
    house.core.setState(STATUS, 'running');
    await latest(house.app, 'printing');
    await putFrames(join(house.folders.source, 'Waiting'));
    const { id } = await house.app.waitForStatus('Waiting', 'discovered');
    await house.app.request('POST', `/timelapses/${id}/process`);
    return { ...house, id };
  }

  const queueOf = async (app: TestApp) => {
    const answer = await app.request('POST', '/queue/resume');
    return (await answer.json()) as WireQueue;
  };

  it('keeps renders waiting until the print is over, and says for whom', async () => {
    const { core, app, id } = await startWaiting();
    expect(await queueOf(app)).toMatchObject({ paused: false, waiting_for: 'X1C', pending_ids: [id] });
    core.setState(STATUS, 'pause');
    await latest(app, 'paused');
    expect(await queueOf(app)).toMatchObject({ waiting_for: 'X1C', pending_ids: [id] });
    core.setState(STATUS, 'finish');
    await app.waitForCompleted('Waiting');
    expect(await queueOf(app)).toMatchObject({ waiting_for: null });
    expect(await waitingFor(app)).toBeDefined();
  });

  it('lets them go as soon as it is switched off', async () => {
    const { app } = await startWaiting();
    expect(await queueOf(app)).toMatchObject({ waiting_for: 'X1C' });
    await putSettings(app, { pause_while_printing: false });
    await app.waitForCompleted('Waiting');
  });

  it('keeps them waiting over a restart, before Home Assistant is there again', async () => {
    const { app, supervisor, start: again, id } = await startWaiting();
    await app.stop();
    supervisor.stopCore();
    const next = await again();
    expect(await queueOf(next)).toMatchObject({ waiting_for: 'X1C', pending_ids: [id] });
  });

  it('does not keep them for ever for a printer that is out of reach', async () => {
    const clock = new FakeClock();
    const { core, app } = await startWaiting({}, { clock });
    core.setState(STATUS, 'unavailable');
    expect(await queueOf(app)).toMatchObject({ waiting_for: 'X1C' });
    clock.advance(61 * MINUTE);
    await app.waitForCompleted('Waiting');
  });

  it('off, renders while printers print', async () => {
    const { app } = await startWaiting({ pause_while_printing: false });
    await app.waitForCompleted('Waiting');
  });
});

/** Waits until the app has taken in what Core has sent so far: what comes last is seen last. */
async function waitForQuiet(app: TestApp, core: FakeCore): Promise<void> {
  const mark = `mark ${Math.random()}`;
  const before = (await jobs(app)).length;
  core.setState('sensor.mark', 'idle');
  core.entities.push({
    entity_id: 'sensor.mark',
    platform: 'bambu_lab',
    unique_id: 'MARK_print_status',
    device_id: 'mark',
  });
  core.devices.push({ id: 'mark', name: mark });
  core.fire('entity_registry_updated', {});
  await waitFor('the mark', () => app.log.some((line) => line.includes(mark)));
  expect((await jobs(app)).length).toBe(before);
}
