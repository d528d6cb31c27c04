import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { measurePicture } from '../../src/capture/measure-picture.ts';
import type { WireCapture } from '../../src/shared/capture.ts';
import { seededRandom } from '../../src/tools/support/draw-print.ts';
import { startFakeCamera } from '../fakes/fake-camera.ts';
import { type FakeCore, startFakeCore } from '../fakes/fake-core.ts';
import { startSupervisor } from '../fakes/supervisor/supervisor.ts';
import { addRealPrinter, REAL_PRINTERS } from '../fixtures/real-printers.ts';
import { savedOptions } from '../helpers/below-supervisor.ts';
import { instantOfWork } from '../helpers/killed-library.ts';
import { testSeed } from '../helpers/seed.ts';
import { makeFolders, type TestFolders } from '../helpers/start-app.ts';
import { type AppProcess, startProcess } from '../helpers/start-process.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { CAMERA, KEY, PRINTING, sayOf } from '../helpers/workshop.ts';

/** A usual run has few, since each takes seconds: `TEST_KILLS=50 npm test -- test/capture/kills`. */
const KILLS = Number(process.env.TEST_KILLS ?? 5);
const LIMIT_MS = 120_000 + KILLS * 30_000;
/** About the time between two pictures. */
const MAX_MS = 1500;

/** The app, which is killed again and again in the middle of a capture. */
class KilledCapture {
  readonly #start: () => Promise<AppProcess>;
  readonly #folders: TestFolders;
  readonly #random: () => number;
  #app: AppProcess | null = null;
  /** Pictures that were whole once. */
  readonly #seen = new Set<string>();

  constructor(start: () => Promise<AppProcess>, folders: TestFolders, random: () => number) {
    this.#start = start;
    this.#folders = folders;
    this.#random = random;
  }

  async app(): Promise<AppProcess> {
    this.#app ??= await this.#start();
    return this.#app;
  }

  async call<T>(method: string, path: string, body?: object): Promise<T> {
    const url = await (await this.app()).ready();
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      ...(body ? { headers, body: JSON.stringify(body) } : {}),
    });
    expect(answer.ok, `${method} ${path}`).toBe(true);
    return (await answer.json()) as T;
  }

  until(what: string, test: (capture: WireCapture) => boolean): Promise<WireCapture> {
    return waitFor(what, async () => (await this.call<WireCapture[]>('GET', '/captures')).find(test));
  }

  /** Waits for a picture that was not there before. */
  async anotherPicture(): Promise<WireCapture> {
    const [before] = await this.call<WireCapture[]>('GET', '/captures');
    return this.until(
      'a picture',
      ({ image_count: count }) => count > (before?.image_count ?? 0) || count > this.#seen.size,
    );
  }

  /** A few instants after what was waited for, and checks what is left. */
  async kill({ folder_name: name }: WireCapture): Promise<void> {
    await sleep(20 * this.#random() ** 3);
    await (await this.app()).end('SIGKILL');
    this.#app = null;
    const folder = join(this.#folders.source, name);
    const pictures = (await readdir(folder)).filter((each) => /^\d{6}\.jpg$/.test(each));
    for (const each of pictures) {
      expect(await measurePicture(await readFile(join(folder, each)), 'all'), each).not.toBeNull();
      this.#seen.add(each);
    }
    expect(pictures.toSorted()).toEqual([...this.#seen].toSorted());
  }

  /** One folder, with all its pictures and nothing half written, and one video of them. */
  async expectOneVideo(): Promise<void> {
    const { folder_name: name, image_count: count } = await this.until(
      'its end',
      ({ state }) => state === 'closed',
    );
    const app = await this.app();
    const [video, ...others] = await waitFor('the video', async () => {
      const all = await app.list();
      return all.length > 0 && all.every(({ status }) => status === 'completed') && all;
    });
    expect(others).toEqual([]);
    expect(video).toMatchObject({ folder_name: name, image_count: count });
    expect(await readdir(this.#folders.source)).toEqual([name]);
    const names = (await readdir(join(this.#folders.source, name))).toSorted();
    expect(names.slice(1).filter((each) => !/^\d{6}\.jpg$/.test(each))).toEqual([]);
    expect([names[0], names.length]).toEqual(['.capture.jsonl', count + 1]);
    expect(await this.call<WireCapture[]>('GET', '/captures')).toHaveLength(1);
  }
}

const LIGHT = 'light.x1c_chamber_light';
const WARM = { supported_color_modes: ['color_temp'], color_mode: 'color_temp', color_temp_kelvin: 2700 };

/** A printer in a dark chamber, with its camera and its light. */
async function startDarkroom(light: { state: string; brightness: number | null }): Promise<FakeCore> {
  const camera = await startFakeCamera();
  const core = await startFakeCore();
  addRealPrinter(core, REAL_PRINTERS.bambu_lab);
  core.setState('sensor.x1c_print_status', 'idle');
  core.setState(LIGHT, light.state, Date.now(), { ...WARM, brightness: light.brightness });
  core.cameras.set(CAMERA, (response) => {
    camera.mood = core.stateOf(LIGHT)!.attributes.brightness === 255 ? 'picture' : 'dark';
    camera.answer(response);
  });
  return core;
}

/** Resolves when a light is switched, or after a random time. */
async function switchedOrLater(core: FakeCore, random: () => number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  core.onSwitched = resolve;
  await Promise.race([promise, sleep(600 * random())]);
}

describe('a capture that is killed again and again', () => {
  it(
    'is one folder, one video, and no half picture',
    async () => {
      const random = seededRandom(testSeed());
      const camera = await startFakeCamera();
      const folders = await makeFolders();
      const capture = new KilledCapture(async () => startProcess(folders), folders, random);
      const body = { name: 'Plant', still_image_url: camera.url, interval_seconds: 1 };
      const begun = await capture.call<WireCapture>('POST', '/captures', body);
      for (let kill = 0; kill < KILLS; kill += 1) {
        await capture.anotherPicture();
        await instantOfWork([join(folders.source, begun.folder_name)], MAX_MS);
        await capture.kill(begun);
      }
      await capture.call('POST', `/captures/${begun.id}/stop`);
      await capture.expectOneVideo();
    },
    LIMIT_MS,
  );

  it.each([
    { state: 'off', brightness: null },
    { state: 'on', brightness: 40 },
  ])(
    'while its light is switched leaves the light $state $brightness as it was',
    async (light) => {
      const random = seededRandom(testSeed());
      const folders = await makeFolders();
      const core = await startDarkroom(light);
      const supervisor = await startSupervisor({ core: core.target, options: savedOptions(folders, {}) });
      const start = async () =>
        startProcess(folders, { ...(await supervisor.prepareStart(folders.data)), HOST: '127.0.0.1' });
      const capture = new KilledCapture(start, folders, random);
      const say = sayOf(core);
      const isLit = (wanted: typeof light) => {
        const { state, attributes } = core.stateOf(LIGHT)!;
        return state === wanted.state && attributes.brightness === wanted.brightness;
      };
      const lit = (wanted: typeof light) => waitFor(`the light to be ${wanted.state}`, () => isLit(wanted));
      await waitFor('the printer', async () => (await capture.call<object[]>('GET', '/printers'))[0]);
      await capture.call('PATCH', `/printers/${encodeURIComponent(KEY)}`, {
        ...{ capture_enabled: true, interval_seconds: 1, linger_seconds: 0 },
        ...{ light_entity: LIGHT, light_seconds: 0.2 },
      });
      say({ ...PRINTING, layer: 1 });
      const begun = await capture.anotherPicture();
      for (let kill = 0; kill < KILLS; kill += 1) {
        const moment = ['a picture', 'going off', 'going on'][Math.floor(3 * random())];
        await capture.anotherPicture();
        if (moment === 'a picture') {
          await instantOfWork([join(folders.source, begun.folder_name)], MAX_MS);
        } else {
          await lit({ state: 'on', brightness: 255 });
          const goingOff = switchedOrLater(core, random);
          say({ status: 'pause', stage: 'paused_user' });
          if (moment === 'going on') {
            await lit(light);
            const goingOn = switchedOrLater(core, random);
            say({ ...PRINTING, layer: 2 + kill });
            await goingOn;
          } else await goingOff;
        }
        await capture.kill(begun);
        if (random() < 0.5) say({ ...PRINTING, layer: 2 + kill });
        await capture.app();
        if (core.stateOf('sensor.x1c_print_status')!.state === 'pause') {
          await capture.until('the pause', ({ state }) => state === 'holding');
          await lit(light);
          say({ ...PRINTING, layer: 2 + kill });
        }
      }
      await capture.anotherPicture();
      await lit({ state: 'on', brightness: 255 });
      const goingOff = switchedOrLater(core, random);
      say({ status: 'finish', stage: 'idle' });
      await goingOff;
      await capture.kill(begun);
      await capture.expectOneVideo();
      await lit(light);
      expect(core.stateOf(LIGHT)!.attributes.color_temp_kelvin).toBe(2700);
    },
    LIMIT_MS,
  );
});
