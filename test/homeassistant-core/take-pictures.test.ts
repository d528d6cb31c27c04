import { mkdtempSync } from 'node:fs';
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { waitFor } from '../helpers/wait-for.ts';
import { addCamera } from './helpers/camera.ts';
import { shareCore } from './helpers/house.ts';

/* The blueprint that takes pictures, in a real Home Assistant, with what printers really say and in which order. */

const BLUEPRINTS = new URL('../../printernizer-timelapse/blueprints/automation', import.meta.url).pathname;

const pictures = mkdtempSync(join(tmpdir(), 'timelapse-taken-'));
afterAll(() => rm(pictures, { recursive: true, force: true }));

/** A step of a print: what its status says, or the name of its file. */
type Step = { state: string } | { file: string };
const state = (word: string): Step => ({ state: word });
const file = (name: string): Step => ({ file: name });

interface Print {
  /** What is there before it. */
  before: { state: string; file: string };
  /** Its beginning, up to the name of its file. */
  begins: Step[];
  /** What comes within it, up to its printing again. */
  within: Step[];
  ends: string;
}

/** Sources and orders: Moonraker, Bambu Lab, PrusaLink, OctoPrint, Creality and Elegoo, as played in a real Core. */
const PRINTS: Record<string, Print> = {
  moonraker: {
    before: { state: 'standby', file: '' },
    begins: [state('printing'), file('Owl.gcode')],
    within: ['paused', 'printing', 'unavailable', 'printing'].map(state),
    ends: 'complete',
  },
  bambu_lab: {
    before: { state: 'idle', file: 'The print before' },
    begins: [state('prepare'), state('running'), file('Owl.gcode')],
    within: ['offline', 'running', 'pause', 'running', 'unavailable', 'unknown', 'running'].map(state),
    ends: 'failed',
  },
  prusalink: {
    before: { state: 'idle', file: 'unknown' },
    begins: [state('busy'), state('printing'), file('Owl.gcode')],
    within: ['attention', 'busy', 'printing', 'paused', 'printing'].map(state),
    ends: 'finished',
  },
  octoprint: {
    before: { state: 'operational', file: 'unavailable' },
    begins: [file('unknown'), state('printing'), file('Owl.gcode')],
    within: ['pausing', 'paused', 'resuming', 'printing', 'offline', 'printing', 'finishing', 'printing'].map(
      state,
    ),
    ends: 'operational',
  },
  creality: {
    before: { state: 'completed', file: 'Before.gcode' },
    begins: [state('self-testing'), state('printing'), file('Owl.gcode')],
    within: ['unknown', 'processing', 'paused', 'printing'].map(state),
    ends: 'stopped',
  },
  elegoo: {
    before: { state: 'complete', file: 'Before.goo' },
    begins: [state('homing'), state('dropping'), file('Owl.gcode'), state('printing')],
    within: ['lifting', 'dropping', 'printing', 'lifting', 'dropping', 'filament_unloading', 'printing'].map(
      state,
    ),
    ends: 'complete',
  },
  switched: {
    before: { state: 'off', file: '' },
    begins: [state('on'), file('Owl.gcode')],
    within: ['unavailable', 'on'].map(state),
    ends: 'off',
  },
};

const KINDS = Object.keys(PRINTS);
const OTHERS = ['gone', 'again', 'nameless', 'cancelled'];

const take = (name: string) => ({
  id: name,
  alias: name,
  use_blueprint: {
    path: 'timelapse/take_pictures.yaml',
    input: {
      status_entity: `sensor.${name}`,
      camera_entity: 'camera.local_file',
      ...(name === 'nameless' ? {} : { file_entity: `sensor.${name}_file` }),
      folder: join(pictures, name),
      seconds: 1,
      away_minutes: 0.1,
    },
  },
});

/** Home Assistant may write below its media folders without being told so. */
const core = shareCore(
  { automation: [...KINDS, ...OTHERS].map(take), homeassistant: { media_dirs: { local: pictures } } },
  async (home) => {
    const folder = home.path('blueprints', 'automation', 'timelapse');
    await mkdir(folder, { recursive: true });
    await cp(BLUEPRINTS, folder, { recursive: true });
    await addCamera(home, pictures);
  },
);

/** The printer behind one automation. */
function printer(name: string) {
  const set = (entity: string, to: string) => core().rest('POST', `states/${entity}`, { state: to });
  const say = (step: Step) =>
    'state' in step ? set(`sensor.${name}`, step.state) : set(`sensor.${name}_file`, step.file);
  const folders = () => readdir(join(pictures, name)).catch(() => []);
  const taken = async () => {
    const [first] = await folders();
    return first === undefined ? 0 : (await readdir(join(pictures, name, first))).length;
  };
  const isOver = () =>
    core().waitForState(`automation.${name}`, ({ attributes }) => attributes.current === 0);
  return {
    say,
    folders,
    /** Waits for so many more pictures. */
    async takes(count: number): Promise<void> {
      const before = await taken();
      await waitFor(`${count} more pictures of ${name}`, async () => (await taken()) >= before + count);
    },
    isOver,
  };
}

/** Counts the beginnings of an automation from now on. */
async function beginningsOf(name: string) {
  const events = await core().listen('automation_triggered');
  return () => events.filter(({ data }) => data.entity_id === `automation.${name}`).length;
}

describe('the blueprint that takes pictures', () => {
  it('is accepted by Home Assistant', async () => {
    const states = (await core().states()).filter(({ entity_id }) => entity_id.startsWith('automation.'));
    expect(states.map(({ state: each }) => each)).toEqual([...KINDS, ...OTHERS].map(() => 'on'));
    expect(await core().log()).not.toMatch(/automation|blueprint/i);
  });

  it.each(KINDS)('makes one folder of one print by %s, under its own name [1.28]', async (name) => {
    const { before, begins, within, ends } = PRINTS[name]!;
    const { say, folders, takes, isOver } = printer(name);
    const beginnings = await beginningsOf(name);
    for (const step of [file(before.file), state(before.state), ...begins]) await say(step);
    await takes(2);
    for (const step of within) await say(step);
    await takes(2);
    await say(state(ends));
    await isOver();
    const made = await folders();
    expect(made).toEqual([expect.stringMatching(/^owl_gcode_\d{4}-\d\d-\d\d_\d\d-\d\d$/)]);
    expect(beginnings()).toBe(1);
    for (const each of await readdir(join(pictures, name, made[0]!)))
      expect(each).toMatch(/^\d{8}_\d{6}\.jpg$/);
  });

  it('ends when the printer is out of reach for minutes [1.28]', async () => {
    const { say, takes, isOver } = printer('gone');
    for (const step of [file(''), state('idle'), state('printing'), file('Owl.gcode')]) await say(step);
    await takes(1);
    await say(state('unavailable'));
    await isOver();
  });

  it('names a print of the same file as before, after a while [1.28]', async () => {
    const { say, folders, takes, isOver } = printer('again');
    for (const step of [file('Owl.gcode'), state('idle'), state('printing')]) await say(step);
    await waitFor('the folder', async () => (await folders()).length > 0, 60_000);
    await takes(1);
    await say(state('idle'));
    await isOver();
    expect(await folders()).toEqual([expect.stringMatching(/^owl_gcode_/)]);
  });

  it('needs no name [1.28]', async () => {
    const { say, folders, takes, isOver } = printer('nameless');
    for (const step of [state('idle'), state('printing')]) await say(step);
    await takes(1);
    await say(state('idle'));
    await isOver();
    expect(await folders()).toEqual([expect.stringMatching(/^print_/)]);
  });

  it('makes no folder of a print that ends before it has a name [1.28]', async () => {
    const { say, folders, isOver } = printer('cancelled');
    const beginnings = await beginningsOf('cancelled');
    for (const step of [file(''), state('standby'), state('printing'), state('cancelled')]) await say(step);
    await waitFor('the beginning', () => beginnings() > 0);
    await isOver();
    expect(await folders()).toEqual([]);
  });
});
