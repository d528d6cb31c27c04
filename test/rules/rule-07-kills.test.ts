import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { findProcessesByEnv } from '../../src/lib/process-tree.ts';
import { probeVideo } from '../../src/media/ffprobe.ts';
import type { WireRecipe } from '../../src/shared/recipe.ts';
import type { WireTimelapse } from '../../src/shared/timelapse.ts';
import { seededRandom } from '../../src/tools/support/draw-print.ts';
import { frameName, putFrames } from '../fixtures/make-frames.ts';
import { instantOfWork, namesIn, readRows } from '../helpers/killed-library.ts';
import { testSeed } from '../helpers/seed.ts';
import { makeFolders, type TestFolders } from '../helpers/start-app.ts';
import { type AppProcess, startProcess, TEST_MARK } from '../helpers/start-process.ts';
import { waitFor } from '../helpers/wait-for.ts';

/** A usual run has few, since 300 take their time: `TEST_KILLS=300 npm test -- test/rules/rule-07-kills`. */
const KILLS = Number(process.env.TEST_KILLS ?? 24);

const OPTIONS = { video: { preset: 'veryfast', target_seconds: 1, hold_last_frame_seconds: 0 } };
/** Longest wait for the instant of a kill: about a render. */
const MAX_MS = 3000;

const RARE = ['delete_source', 'delete_frames', 'cut', 'uncut'];

type Random = () => number;
type Call = (method: string, path: string, body?: unknown) => Promise<Response>;
const oneOf = <T>(list: readonly T[], random: Random): T | undefined =>
  list[Math.floor(random() * list.length)];

/** Valid for every print of this test. */
const RECIPES: readonly WireRecipe[] = [
  { first_frame: frameName(3), last_frame: frameName(11) },
  { excluded_frames: [frameName(2), frameName(7)], included_frames: [frameName(4)], rotate: 90 },
  { crop: { x: 0.1, y: 0, width: 0.9, height: 1 }, flip: 'horizontal', speed: 2 },
  { preset_id: 'short', quality: 30 },
  { fps: 6, deflicker: 'off' },
];
/** For a video without its pictures. */
const CUT: WireRecipe = { last_frame: '0.55' };

/** One thing after another that users and cameras do, each cut off by a kill. */
class KilledApp {
  readonly #folders: TestFolders;
  readonly #random: Random;
  readonly #tried: Record<string, number> = {};
  #prints = 0;
  /** Videos that were there once, and that nobody asked to delete. */
  readonly #videos = new Map<string, string>();
  readonly #asked = new Set<string>();
  /** By timelapse; two where a save was cut off, which may have come to pass or not. */
  readonly #recipes = new Map<string, WireRecipe[]>();

  constructor(folders: TestFolders, random: Random) {
    this.#folders = folders;
    this.#random = random;
  }

  get tried(): string {
    return JSON.stringify(this.#tried);
  }

  start(): AppProcess {
    return startProcess(this.#folders);
  }

  /** Starts the app, lets something begin, kills it, and checks what is left. */
  async killOnce(): Promise<void> {
    const app = this.start();
    const url = await app.ready();
    const timelapses = await app.list();
    const ignored = await listIgnored(app);
    this.#note(timelapses);
    const { does, at } = await this.#begin(url, timelapses, ignored);
    const failures: string[] = [];
    const answered = does.then(
      async (answer) => {
        if (answer && answer.status >= 500) failures.push(await answer.text());
      },
      () => {},
    );
    const isAimed = this.#random() < 0.7;
    await (isAimed ? instantOfWork(at, MAX_MS) : sleep(MAX_MS * this.#random() ** 2));
    // A few instants later, too: what follows is begun by then.
    await sleep(40 * this.#random() ** 3);
    await app.end('SIGKILL');
    await answered;
    expect(failures).toEqual([]);
    await this.#look();
  }

  #note(timelapses: readonly WireTimelapse[]): void {
    for (const { id, status, output_video_path: path } of timelapses)
      if (status === 'completed' && path !== null && !this.#asked.has(id)) this.#videos.set(id, path);
  }

  async #begin(
    url: string,
    timelapses: readonly WireTimelapse[],
    ignored: readonly { id: string }[],
  ): Promise<{ does: Promise<Response | undefined>; at: string[] }> {
    const { output, data } = this.#folders;
    const call: Call = (method, path, body) =>
      fetch(`${url}/api/v1${path}`, {
        method,
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
    const ask = (ids: readonly string[]): void => {
      for (const id of ids) {
        this.#asked.add(id);
        this.#videos.delete(id);
      }
    };
    const any = oneOf(timelapses, this.#random);
    const done = oneOf(
      timelapses.filter(({ status }) => status === 'completed'),
      this.#random,
    );
    const back = oneOf(ignored, this.#random);
    const withoutPictures = timelapses.filter((each) => each.source_missing && each.video_exists);
    const cut = oneOf(withoutPictures, this.#random);
    const place = (timelapse: WireTimelapse): string[] => [
      output,
      ...(existsSync(timelapse.source_folder) ? [timelapse.source_folder] : []),
    ];
    const render = ({ id, source_missing }: WireTimelapse): Promise<Response> => {
      // A cut one gives way to the whole where the recipe no longer cuts.
      if (source_missing) this.#videos.delete(id);
      return call('POST', `/timelapses/${id}/process`);
    };
    const actions: Record<string, () => { does: Promise<Response | undefined>; at: string[] }> = {
      discover: () => ({ does: this.#putPrint().then(() => undefined), at: [data, output] }),
      render: () => ({ does: render(any!), at: [output] }),
      publish: () => ({ does: render(any!), at: [join(data, 'posters')] }),
      delete: () => {
        ask([any!.id]);
        return { does: call('DELETE', `/timelapses/${any!.id}`), at: place(any!) };
      },
      delete_source: () => {
        ask([done!.id]);
        return { does: call('DELETE', `/timelapses/${done!.id}?delete_source=true`), at: place(done!) };
      },
      bulk_delete: () => {
        const ids = timelapses.filter(() => this.#random() < 0.5).map(({ id }) => id);
        ask(ids);
        const body = {
          timelapse_ids: ids.length > 0 ? ids : ['nobody'],
          delete_source: this.#random() < 0.5,
        };
        return { does: call('POST', '/timelapses/bulk-delete', body), at: [output] };
      },
      restore: () => ({ does: call('POST', `/timelapses/${back!.id}/restore`), at: [data, output] }),
      save: () => ({ does: this.#save(call), at: [data] }),
      recipe: () => ({ does: this.#putRecipe(call, any!.id, this.#anyRecipe()), at: [data] }),
      render_recipe: () => ({ does: this.#renderBy(call, any!.id, this.#anyRecipe()), at: [output] }),
      delete_frames: () => ({ does: call('DELETE', `/timelapses/${done!.id}/frames`), at: place(done!) }),
      cut: () => ({ does: this.#renderBy(call, cut!.id, CUT), at: [output] }),
      uncut: () => {
        this.#videos.delete(cut!.id);
        return { does: this.#renderBy(call, cut!.id, {}), at: [join(data, 'posters'), output] };
      },
    };
    const known = timelapses.length + ignored.length;
    const hasPosters = existsSync(join(data, 'posters'));
    const hasPictures = any?.source_missing === false;
    const may: Partial<Record<keyof typeof actions, boolean>> = {
      discover: known < 7,
      publish: any !== undefined && hasPosters,
      delete_source: done !== undefined,
      restore: back !== undefined,
      save: true,
      recipe: hasPictures,
      render_recipe: hasPictures,
      delete_frames: done?.source_missing === false && withoutPictures.length < 2,
      cut: cut !== undefined,
      uncut: cut !== undefined && hasPosters,
    };
    const possible = Object.keys(actions)
      .filter((name) => may[name] ?? any !== undefined)
      // Pictures must be gone first, so these would be rare.
      .flatMap((name) => Array.from({ length: RARE.includes(name) ? 4 : 1 }, () => name));
    const name = known < 3 ? 'discover' : oneOf(possible, this.#random)!;
    this.#tried[name] = (this.#tried[name] ?? 0) + 1;
    return actions[name]!();
  }

  async #putPrint(): Promise<void> {
    this.#prints += 1;
    await putFrames(join(this.#folders.source, `Print ${this.#prints}`), { secondsAgo: 5000 + this.#prints });
  }

  async #save(call: Call): Promise<Response> {
    const days = 1 + Math.floor(300 * this.#random());
    return call('PUT', '/settings', { options: { timelapse_cleanup_age_days: days } });
  }

  #anyRecipe(): WireRecipe {
    return oneOf([{}, ...RECIPES], this.#random)!;
  }

  async #putRecipe(call: Call, id: string, recipe: WireRecipe): Promise<Response> {
    const before = this.#recipes.get(id) ?? [{}];
    this.#recipes.set(id, [...before, recipe]);
    const answer = await call('PUT', `/timelapses/${id}/recipe`, recipe);
    if (answer.status < 500) this.#recipes.set(id, answer.ok ? [recipe] : before);
    return answer;
  }

  async #renderBy(call: Call, id: string, recipe: WireRecipe): Promise<Response> {
    const answer = await this.#putRecipe(call, id, recipe);
    return answer.ok ? call('POST', `/timelapses/${id}/process`) : answer;
  }

  /** What must be true at any instant. */
  async #look(): Promise<void> {
    const { rows, tombstones, videos, recipes } = await readRows(this.#folders);
    for (const { id } of [...rows, ...tombstones]) {
      const expected = this.#recipes.get(id) ?? [{}];
      expect(expected).toContainEqual(recipes.get(id) ?? {});
    }
    const owned = new Set(rows.map((row) => row.source_folder));
    expect(tombstones.filter((each) => owned.has(each.source_folder))).toEqual([]);
    expect(rows.filter(({ status }) => status === 'processing').length).toBeLessThan(2);
    expect(videos.filter((path) => !existsSync(path))).toEqual([]);
    for (const [id, path] of this.#videos) expect([id, path, existsSync(path)]).toEqual([id, path, true]);
    const saved = JSON.parse(await readFile(join(this.#folders.data, 'options.json'), 'utf8')) as object;
    expect(saved).toMatchObject(OPTIONS);
  }

  /** What must be true when the app is left alone. */
  async settle(): Promise<void> {
    const { source, output, data } = this.#folders;
    const app = this.start();
    let timelapses: WireTimelapse[] = [];
    const done = await waitFor(
      'everything to be rendered',
      async () => {
        timelapses = await app.list();
        const known = timelapses.length + (await listIgnored(app)).length;
        const isKnown = (await namesIn(source)).length <= known;
        return isKnown && timelapses.every(({ status }) => status === 'completed') && timelapses;
      },
      120_000,
    ).catch(async (error: unknown) => {
      const left = timelapses.map(({ folder_name: folder, status }) => `${folder}: ${status}`);
      const seen = [
        ...left,
        'ignored:',
        ...(await listIgnored(app)).map(({ id }) => id),
        'folders:',
        ...(await namesIn(source)),
      ];
      throw new Error(`${(error as Error).message} ${seen.join(', ')}\n${app.output()}`, { cause: error });
    });
    expect(
      done.filter((each) => each.retry_count > 0 || each.error_code !== null || !each.video_exists),
    ).toEqual([]);
    expect(await app.end('SIGTERM')).toBe(0);
    expect(app.output()).not.toContain('ERROR');
    // Nothing that any of the killed ones started is left.
    expect(await findProcessesByEnv(TEST_MARK, data)).toEqual([]);
    for (const { output_video_path: path } of done)
      expect(await probeVideo(path!)).toMatchObject({ ok: true });
    expect((await namesIn(data, 'posters')).sort()).toEqual(done.map(({ id }) => `${id}.jpg`).sort());
    expect(await namesIn(data, 'renders')).toEqual([]);
    const { rows, tombstones, videos, leaving } = await readRows(this.#folders);
    expect((await namesIn(output)).sort()).toEqual(videos.map((path) => basename(path)).sort());
    expect(done.filter(({ output_video_path: path }) => !videos.includes(path!))).toEqual([]);
    expect(leaving).toBe(0);
    const known = [...rows.filter((each) => each.source_missing === 0), ...tombstones]
      .map((each) => basename(each.source_folder))
      .sort();
    expect((await namesIn(source)).sort()).toEqual(known);
  }

  /** Nothing is rendered twice. */
  async expectNothingToDo(): Promise<void> {
    const { runs } = await readRows(this.#folders);
    const app = this.start();
    // One frame alone is never started; that it is found proves a scan.
    await putFrames(join(this.#folders.source, 'One frame'), {
      frames: 1,
      names: ['1.jpg'],
      secondsAgo: 5000,
    });
    const found = await waitFor('a scan', async () => {
      const timelapses = await app.list();
      return timelapses.some((each) => each.folder_name === 'One frame') && timelapses;
    });
    expect(found.map(({ status }) => status).filter((status) => status !== 'completed')).toEqual([
      'discovered',
    ]);
    expect(await app.end('SIGTERM')).toBe(0);
    expect((await readRows(this.#folders)).runs).toBe(runs);
  }
}

async function listIgnored(app: AppProcess): Promise<{ id: string }[]> {
  return (await (await fetch(`${await app.ready()}/api/v1/timelapses/ignored`)).json()) as { id: string }[];
}

test(
  `rule 7: ${KILLS} kills while it discovers, renders, cuts, publishes, deletes, restores and saves leave nothing half done [1.9]`,
  async () => {
    const seed = testSeed();
    console.log(`${KILLS} kills with TEST_SEED=${seed}`);
    const folders = await makeFolders();
    await writeFile(join(folders.data, 'options.json'), JSON.stringify(OPTIONS));
    const app = new KilledApp(folders, seededRandom(seed));
    for (let kill = 0; kill < KILLS; kill += 1) {
      await app.killOnce();
      // As often in the middle of a long life: what is left over would pile up unseen.
      if (kill % 50 === 49) await app.settle();
    }
    await app.settle();
    await app.expectNothingToDo();
    console.log(`tried: ${app.tried}`);
    if (KILLS >= 300) expect(Object.keys(JSON.parse(app.tried) as object)).toHaveLength(13);
  },
  60_000 + KILLS * 20_000,
);
