import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { WireCapture, WirePrinter } from '../../src/shared/capture.ts';
import type { WireHealth, WireNotice } from '../../src/shared/system.ts';
import { seededRandom } from '../../src/tools/support/draw-print.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { type FakeCamera, startFakeCamera } from '../fakes/fake-camera.ts';
import { testSeed } from '../helpers/seed.ts';
import { cleanUp, shareSetUp, type TestApp, type TestFolders } from '../helpers/start-app.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { addFileCamera, addGenericCamera, addMjpegCamera } from './helpers/camera.ts';
import { Core } from './helpers/core.ts';
import { makeHouse } from './helpers/house.ts';
import { PrinterFleet } from './helpers/printers.ts';

/* The app takes the pictures, of printers and cameras of a real Home Assistant. */

const fleet = new PrinterFleet();
const cameras = {} as Record<'still' | 'stream' | 'file' | 'silent' | 'broken', FakeCamera>;
let core: Core;

shareSetUp(async () => {
  for (const name of ['still', 'stream', 'file', 'silent', 'broken'] as const)
    cameras[name] = await startFakeCamera();
  cameras.stream.mood = 'stream';
  cameras.silent.mood = 'silent';
  core = await Core.start(LAMP, async (home) => {
    cleanUp(() => fleet.leave());
    await fleet.moveIn(home);
    await addGenericCamera(home, 'Still', cameras.still);
    await addMjpegCamera(home, 'Stream', cameras.stream);
    await addFileCamera(home, 'File', cameras.file);
    await addMjpegCamera(home, 'Silent', cameras.silent);
    await addMjpegCamera(home, 'Broken', cameras.broken);
  });
  cleanUp(() => core.end());
});

/** A lamp that keeps its state over a restart. */
const LAMP = {
  input_boolean: { lamp: {} },
  input_number: { lamp: { min: 0, max: 255 } },
  template: [
    {
      light: [
        {
          name: 'Lamp',
          unique_id: 'lamp',
          state: "{{ states('input_boolean.lamp') }}",
          level: "{{ states('input_number.lamp') | int(0) }}",
          turn_on: { action: 'input_boolean.turn_on', target: { entity_id: 'input_boolean.lamp' } },
          turn_off: { action: 'input_boolean.turn_off', target: { entity_id: 'input_boolean.lamp' } },
          set_level: [
            {
              action: 'input_number.set_value',
              target: { entity_id: 'input_number.lamp' },
              data: { value: '{{ brightness }}' },
            },
            { action: 'input_boolean.turn_on', target: { entity_id: 'input_boolean.lamp' } },
          ],
        },
      ],
    },
  ],
};
const LIGHT = 'light.lamp';
/** Generous: a busy machine is no failure. */
const LONG_MS = 300_000;
const RESTARTS = 5;

interface Taken {
  at: number;
  layer: number | null;
}

/** The app in this house. */
class Watched {
  readonly app: TestApp;
  readonly #folders: TestFolders;

  constructor(app: TestApp, folders: TestFolders) {
    this.app = app;
    this.#folders = folders;
  }

  async set(name: string, options: object): Promise<void> {
    const { key } = await waitFor(name, async () =>
      (await this.app.get<WirePrinter[]>('/printers')).find((each) => each.name === name),
    );
    const path = `/printers/${encodeURIComponent(key)}`;
    expect((await this.app.request('PATCH', path, { capture_enabled: true, ...options })).status).toBe(200);
  }

  captures(): Promise<WireCapture[]> {
    return this.app.get<WireCapture[]>('/captures');
  }

  until(what: string, test: (capture: WireCapture) => boolean, limitMs?: number): Promise<WireCapture> {
    return waitFor(what, async () => (await this.captures()).find(test), limitMs);
  }

  async taken({ folder_name: name }: WireCapture): Promise<Taken[]> {
    const folder = join(this.#folders.source, name);
    const log = (await readFile(join(folder, '.capture.jsonl'), 'utf8')).trim().split('\n');
    const lines = log.map((line) => JSON.parse(line) as { name: string; at: string; layer: number | null });
    const pictures = (await readdir(folder)).filter((each) => each.endsWith('.jpg')).toSorted();
    expect(lines.map((line) => line.name)).toEqual(pictures);
    return lines.map(({ at, layer }) => ({ at: Date.parse(at), layer }));
  }

  async notices(): Promise<WireNotice[]> {
    const { notices } = await this.app.get<WireHealth>('/health');
    return notices.filter(({ area }) => area === 'capture');
  }

  folders(): Promise<string[]> {
    return readdir(this.#folders.source);
  }
}

async function watched(options = {}, overrides: object = {}): Promise<Watched> {
  const { start, folders } = await makeHouse(core, { timelapse_auto_process_timeout: 3600, ...options });
  return new Watched(await start(overrides), folders);
}

/** What a printer says, and for how long. */
interface Step {
  say: Record<string, string | number>;
  seconds: number;
  /** Whether pictures are due. */
  prints?: true;
}

const LAYER_SECONDS = 2;

/** Layers one after the other. */
const layers = (entity: string, from: number, count: number): Step[] =>
  Array.from({ length: count }, (_, n) => ({
    say: { [entity]: from + n },
    seconds: LAYER_SECONDS,
    prints: true,
  }));

interface Played {
  domain: string;
  name: string;
  camera: string;
  options: object;
  idle: Step['say'];
  steps: Step[];
  end: Step['say'];
}

/** With real unique ids and words, in the real order. */
const PLAYED: Played[] = [
  {
    ...{ domain: 'bambu_lab', name: 'X1C in the cellar', camera: 'camera.still' },
    options: { mode: 'layer' },
    idle: { '00M00A1_print_status': 'idle', '00M00A1_stage': 'idle', '00M00A1_current_layer': 0 },
    steps: [
      {
        say: {
          '00M00A1_print_status': 'prepare',
          '00M00A1_subtask_name': 'Owl',
          '00M00A1_stage': 'heatbed_preheating',
        },
        seconds: 2,
      },
      { say: { '00M00A1_print_status': 'running', '00M00A1_stage': 'auto_bed_leveling' }, seconds: 2 },
      { say: { '00M00A1_stage': 'printing' }, seconds: 0 },
      ...layers('00M00A1_current_layer', 1, 14),
      { say: { '00M00A1_stage': 'changing_filament' }, seconds: 2 },
      { say: { '00M00A1_print_status': 'pause', '00M00A1_stage': 'paused_user' }, seconds: 2 },
      { say: { '00M00A1_print_status': 'running', '00M00A1_stage': 'printing' }, seconds: 0 },
      ...layers('00M00A1_current_layer', 15, 6),
    ],
    end: { '00M00A1_print_status': 'finish', '00M00A1_stage': 'idle' },
  },
  {
    ...{ domain: 'moonraker', name: 'Voron', camera: 'camera.stream' },
    options: { mode: 'layer' },
    idle: { voron1_print_state: 'standby', voron1_filename: '', voron1_current_layer: 0 },
    steps: [
      { say: { voron1_print_state: 'printing' }, seconds: 1 },
      { say: { voron1_filename: 'Fox.gcode' }, seconds: 2 },
      ...layers('voron1_current_layer', 1, 14),
      { say: { voron1_print_state: 'paused' }, seconds: 3 },
      { say: { voron1_print_state: 'printing' }, seconds: 0 },
      // It is polled, so some layers are never seen.
      ...layers('voron1_current_layer', 20, 6),
    ],
    end: { voron1_print_state: 'complete' },
  },
  {
    ...{ domain: 'ha_creality_ws', name: 'K1 Max', camera: 'camera.file' },
    options: { interval_seconds: 2 },
    idle: { '192.168.1.7-print_status': 'idle', '192.168.1.7-current_layer': 0 },
    steps: [
      { say: { '192.168.1.7-print_status': 'self-testing' }, seconds: 3 },
      {
        say: { '192.168.1.7-print_status': 'printing', '192.168.1.7-current_layer': 1 },
        seconds: 16,
        prints: true,
      },
      { say: { '192.168.1.7-print_status': 'paused' }, seconds: 4 },
      {
        say: { '192.168.1.7-print_status': 'printing', '192.168.1.7-current_layer': 9 },
        seconds: 10,
        prints: true,
      },
    ],
    end: { '192.168.1.7-print_status': 'completed' },
  },
  {
    ...{ domain: 'elegoo_printer', name: 'Centauri Carbon', camera: 'camera.still' },
    options: { interval_seconds: 2 },
    idle: { a1b2_print_status: 'idle', a1b2_filename: '', a1b2_current_layer: 0 },
    steps: [
      { say: { a1b2_print_status: 'preheating', a1b2_filename: 'Cat.gcode' }, seconds: 2 },
      { say: { a1b2_print_status: 'leveling' }, seconds: 2 },
      { say: { a1b2_print_status: 'printing', a1b2_current_layer: 1 }, seconds: 16, prints: true },
      { say: { a1b2_print_status: 'filament_unloading' }, seconds: 4 },
      { say: { a1b2_print_status: 'printing' }, seconds: 10, prints: true },
    ],
    end: { a1b2_print_status: 'complete' },
  },
];

/** Until Home Assistant and the app have heard of it, and a picture that is under way is there. */
const LATE_MS = 1500;
const SHARE = 0.95;
const MINUTE_MS = 60_000;

interface Period {
  from: number;
  to: number;
  prints: boolean;
}

async function play({ domain, steps, end }: Played): Promise<Period[]> {
  const say = (states: Step['say']) => core.call(`${domain}.tell`, { states });
  const periods: Period[] = [];
  for (const { say: states, seconds, prints = false } of steps) {
    await say(states);
    const from = Date.now();
    await sleep(seconds * 1000);
    periods.push({ from, to: Date.now(), prints });
  }
  await say(end);
  return periods;
}

/** Those that lie within a period in which nothing is printed. */
function misplaced(taken: readonly Taken[], periods: readonly Period[]): Taken[] {
  const quiet = periods.filter(({ prints, from, to }) => !prints && to - from > LATE_MS);
  return taken.filter(({ at }) => quiet.some(({ from, to }) => at > from + LATE_MS && at < to));
}

/** Number of moments without a picture, in each run of pictures. */
function missedMoments(taken: readonly Taken[], everyMs: number, pauseMs: number): number {
  const gaps = taken.slice(1).map(({ at }, n) => at - taken[n]!.at);
  return gaps.filter((gap) => gap < pauseMs).reduce((sum, gap) => sum + Math.round(gap / everyMs) - 1, 0);
}

describe('the app', () => {
  it('takes pictures of printers with layers by one switch each, while a camera is silent', async () => {
    for (const { domain, idle } of PLAYED) await core.call(`${domain}.tell`, { states: idle });
    const house = await watched();
    for (const { name, camera, options } of PLAYED)
      await house.set(name, { cameras: [camera], linger_seconds: 5, ...options });
    const silent = { name: 'Silent', camera: 'camera.silent', interval_seconds: 1 };
    expect((await house.app.request('POST', '/captures', silent)).status).toBe(201);
    await Promise.all(
      PLAYED.map(async (printer) => {
        const periods = await play(printer);
        const ended = Date.now();
        const over = await house.until(
          `the end of ${printer.name}`,
          (each) => each.printer === printer.name && each.state === 'closed',
        );
        await house.app.waitForCompleted(over.folder_name);
        expect(Date.now() - ended).toBeLessThan(MINUTE_MS);
        const taken = await house.taken(over);
        expect(misplaced(taken, periods), printer.name).toEqual([]);
        const isByLayer = 'mode' in printer.options;
        if (isByLayer) {
          const said = new Set(
            printer.steps.flatMap(({ prints, say }) => (prints ? Object.values(say) : [])),
          );
          const seen = taken.filter(({ layer }) => said.delete(layer ?? -1)).length;
          const missed = [...said].join(', ');
          expect(seen / (seen + said.size), `${printer.name} without ${missed}`).toBeGreaterThanOrEqual(
            SHARE,
          );
        } else {
          const missed = missedMoments(taken, 2000, 4000);
          expect(taken.length / (taken.length + missed), printer.name).toBeGreaterThanOrEqual(SHARE);
          expect(taken.length).toBeGreaterThanOrEqual(13);
        }
      }),
    );
    const [notice, ...others] = await waitFor('the notice of the silent one', async () => {
      const notices = await house.notices();
      return notices.length > 0 && notices;
    });
    expect(notice).toMatchObject({ facts: { capture: 'Silent', problem: 'no_answer' } });
    expect(others).toEqual([]);
    expect(await house.folders()).toHaveLength(PLAYED.length + 1);
  });

  it('takes pictures of printers that say little, once their print must have begun', async () => {
    const clock = new FakeClock();
    const printers = [fleet.all.prusalink!, fleet.all.octoprint!];
    for (const { tell, words } of printers) await tell(core, words.idle, null);
    const house = await watched({}, { clock });
    for (const { name } of printers)
      await house.set(name, { cameras: ['camera.still'], interval_seconds: 2, linger_seconds: 2 });
    for (const { tell, words, name } of printers) await tell(core, words.printing, `${name}.gcode`);
    for (const { name } of printers)
      await house.until(`the start of ${name}`, (each) => each.printer === name && each.state === 'starting');
    expect(await house.folders()).toEqual([]);
    clock.advance(10 * MINUTE_MS);
    for (const { name } of printers)
      await house.until(`pictures of ${name}`, (each) => each.printer === name && each.image_count >= 4);
    for (const { tell, words, name } of printers) await tell(core, words.finished, `${name}.gcode`);
    for (const { name } of printers) {
      const over = await house.until(
        `the end of ${name}`,
        (each) => each.printer === name && each.state === 'closed',
      );
      await house.app.waitForCompleted(over.folder_name);
      expect(missedMoments(await house.taken(over), 2000, 600_000)).toBe(0);
    }
  });

  it(
    'goes on with a print through five restarts of Home Assistant, and puts its light back',
    async () => {
      const random = seededRandom(testSeed());
      const { idle, steps, end } = PLAYED[0]!;
      const say = (states: Step['say']) => core.call('bambu_lab.tell', { states });
      const prints = (layer: number): Step['say'] => ({
        ...idle,
        ...Object.assign({}, ...steps.slice(0, 3).map((step) => step.say)),
        '00M00A1_current_layer': layer,
      });
      const lit = (brightness: number) =>
        core.waitForState(
          LIGHT,
          ({ state, attributes }) => state === 'on' && attributes.brightness === brightness,
          LONG_MS,
        );
      await say(idle);
      await core.call('light.turn_on', { entity_id: LIGHT, brightness: 40 });
      await lit(40);
      const house = await watched();
      await house.set(PLAYED[0]!.name, {
        ...{ cameras: ['camera.still'], mode: 'interval', interval_seconds: 1, linger_seconds: 0 },
        ...{ light_entity: LIGHT, light_seconds: 0.1, light_only_when_dark: false },
      });
      await say(prints(1));
      const more = (than: number) =>
        house.until('more pictures', ({ image_count: count }) => count >= than + 3, LONG_MS);
      let { image_count: count } = await more(0);
      for (let restart = 1; restart <= RESTARTS; restart += 1) {
        await lit(255);
        await sleep(2000 * random());
        await core.restart();
        await say(prints(1 + restart));
        ({ image_count: count } = await more(count));
      }
      await say(end);
      const over = await house.until('its end', ({ state }) => state === 'closed', LONG_MS);
      const { image_count: shown } = await house.app.waitForStatus(over.folder_name, 'completed', LONG_MS);
      expect(shown).toBe(over.image_count);
      expect(await house.folders()).toEqual([over.folder_name]);
      expect(await house.captures()).toHaveLength(1);
      expect(await house.app.list()).toHaveLength(1);
      expect((await house.taken(over)).length).toBe(shown);
      await lit(40);
    },
    4 * LONG_MS,
  );

  it('keeps what a camera answers in its trouble out of the folder', async () => {
    const house = await watched();
    const body = { name: 'Broken', camera: 'camera.broken', interval_seconds: 1 };
    cameras.broken.mood = 'stream';
    const { folder_name: name } = (await (
      await house.app.request('POST', '/captures', body)
    ).json()) as WireCapture;
    await house.until('pictures', ({ image_count: count }) => count >= 4);
    cameras.broken.mood = 'html';
    const { problem, image_count: count } = await house.until('a problem', (each) => each.problem !== null);
    expect(problem).toMatchObject({ code: 'http_error' });
    cameras.broken.mood = 'black_with_mark';
    const capture = await house.until('a black picture to be refused', ({ refused }) => refused.flat! > 0);
    expect(capture).toMatchObject({ folder_name: name, image_count: count });
    expect(await house.notices()).toHaveLength(1);
  });
});
