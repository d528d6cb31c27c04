import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/tools/support/draw-print.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { testSeed } from '../helpers/seed.ts';
import { waitFor } from '../helpers/wait-for.ts';
import { PRINTING, startWorkshop, type Workshop } from '../helpers/workshop.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const PRINT_MS = 60 * HOUR_MS;
const MOST = 100;
const SECONDS = 5;
const LAYERS = 1000;
/** Largest gap, in usual ones. */
const MAX_GAP = 2.1;
/** After these shares of the print. */
const PAUSES = [0.013, 0.37, 0.371, 0.72];
const RESTART = 0.45;

interface Taken {
  name: string;
  at: number;
  layer: number;
}

/** A print of sixty hours, in the time that its pictures take. */
class LongPrint {
  readonly #workshop: Workshop;
  readonly #clock: FakeClock;
  readonly #pauses: { from: number; to: number }[] = [];
  #folder = '';
  #restarts = 0;
  #newest = '';
  /** How often pictures were deleted. */
  thinned = 0;
  #count = 0;

  constructor(workshop: Workshop, clock: FakeClock) {
    this.#workshop = workshop;
    this.#clock = clock;
  }

  async begin(): Promise<void> {
    this.#say({ ...PRINTING, layer: 1 });
    const { folder_name: name } = await this.#workshop.until(
      'its first picture',
      (each) => each.image_count > 0,
    );
    this.#folder = join(this.#workshop.home.folders.source, name);
    await this.picture();
  }

  /** Lets time pass, at the printer too. */
  pass(ms: number): void {
    this.#clock.advance(ms);
  }

  layer(layer: number): void {
    this.#say({ layer });
  }

  /** Waits for the next picture; never are there too many. */
  async picture(): Promise<void> {
    const names = await waitFor(`a picture after ${this.#newest}`, async () => {
      const found = await this.#names();
      return found.at(-1)! > this.#newest && found;
    });
    expect(names.length).toBeLessThanOrEqual(MOST);
    if (names.length < this.#count) this.thinned += 1;
    this.#newest = names.at(-1)!;
    this.#count = names.length;
  }

  /** What happens at a share of the print. @returns whether something did */
  async happen(from: number, to: number): Promise<boolean> {
    const isDue = (share: number) => share > from && share <= to;
    if (PAUSES.some(isDue)) await this.#pause();
    if (!isDue(RESTART)) return PAUSES.some(isDue);
    await this.#workshop.app.stop();
    this.#workshop.app = await this.#workshop.home.start();
    this.#restarts += 1;
    return true;
  }

  async #pause(): Promise<void> {
    const from = this.#clock.now();
    this.#say({ status: 'pause', stage: 'paused_user' });
    await this.#workshop.until('the pause', ({ state }) => state === 'holding');
    this.#clock.advance(3 * HOUR_MS);
    this.#pauses.push({ from, to: this.#clock.now() });
    this.#say(PRINTING);
    await this.#workshop.until('its end', ({ state }) => state === 'capturing');
  }

  /** Ends it, and waits for its only video. @returns its pictures and its end, in a time in which pauses do not count */
  async end(): Promise<{ taken: Taken[]; endedAt: number }> {
    const endedAt = this.#printed(this.#clock.now());
    this.#say({ status: 'finish', stage: 'idle' });
    const over = await this.#workshop.until('its end', ({ state }) => state === 'closed');
    await this.#workshop.app.waitForCompleted(over.folder_name);
    expect(await readdir(this.#workshop.home.folders.source)).toEqual([over.folder_name]);
    expect(await this.#workshop.captures()).toHaveLength(1);
    expect(this.#restarts).toBe(1);
    const names = await this.#names();
    expect(over.image_count).toBe(names.length);
    const lines = (await readFile(join(this.#folder, '.capture.jsonl'), 'utf8')).trim().split('\n');
    const taken = lines.map((line) => JSON.parse(line) as { name: string; at: string; layer: number });
    expect(taken.map(({ name }) => name)).toEqual(names);
    return {
      taken: taken.map(({ name, at, layer }) => ({ name, layer, at: this.#printed(Date.parse(at)) })),
      endedAt,
    };
  }

  #printed(at: number): number {
    const paused = this.#pauses.map(({ from, to }) => Math.max(0, Math.min(at, to) - from));
    return at - paused.reduce((sum, each) => sum + each, 0);
  }

  async #names(): Promise<string[]> {
    return (await readdir(this.#folder)).filter((name) => name.endsWith('.jpg')).toSorted();
  }

  #say(states: Parameters<Workshop['say']>[0]): void {
    this.#workshop.say(states, this.#clock.now());
  }
}

async function startLongPrint(options: object): Promise<LongPrint> {
  const clock = new FakeClock();
  const workshop = await startWorkshop(() => {}, { clock, times: { secondMs: 1000 } });
  await workshop.set({ capture_enabled: true, linger_seconds: 0, max_pictures: MOST, ...options });
  const print = new LongPrint(workshop, clock);
  await print.begin();
  return print;
}

/** The largest, in usual ones. */
function largestGap(places: readonly number[]): number {
  const gaps = places.slice(1).map((place, n) => place - places[n]!);
  return Math.max(...gaps) / gaps.toSorted((a, b) => a - b)[gaps.length >> 1]!;
}

describe('a print of sixty hours', () => {
  it('never has too many pictures, and they are evenly spread over its time', async () => {
    const print = await startLongPrint({ interval_seconds: SECONDS });
    for (let printed = 0; printed < PRINT_MS;) {
      const every = SECONDS * 1000 * 2 ** print.thinned;
      print.pass(every);
      await print.picture();
      if (await print.happen(printed / PRINT_MS, (printed + every) / PRINT_MS)) await print.picture();
      printed += every;
    }
    const { taken, endedAt } = await print.end();
    expect(print.thinned).toBeGreaterThanOrEqual(7);
    expect(taken.length).toBeGreaterThan(MOST / 2);
    expect(largestGap([...taken.map(({ at }) => at), endedAt])).toBeLessThanOrEqual(MAX_GAP);
    expect(endedAt - taken[0]!.at).toBeGreaterThanOrEqual(PRINT_MS);
  }, 600_000);

  it('never has too many pictures, and they are evenly spread over its layers', async () => {
    const random = seededRandom(testSeed());
    const print = await startLongPrint({ mode: 'layer' });
    for (let layer = 2; layer <= LAYERS; layer += 1) {
      print.pass((PRINT_MS / LAYERS) * (0.8 + 0.4 * random()));
      print.layer(layer);
      if ((layer - 1) % 2 ** print.thinned === 0) await print.picture();
      await print.happen((layer - 1) / LAYERS, layer / LAYERS);
    }
    const { taken, endedAt } = await print.end();
    expect(print.thinned).toBeGreaterThanOrEqual(2);
    expect(taken.length).toBeGreaterThan(MOST / 2);
    expect(largestGap([...taken.map(({ layer }) => layer), LAYERS])).toBeLessThanOrEqual(MAX_GAP);
    expect(largestGap([...taken.map(({ at }) => at), endedAt])).toBeLessThanOrEqual(MAX_GAP);
  }, 600_000);
});
