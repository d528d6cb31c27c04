import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { RuleDefinition, WireRule, WireRuleRun } from '../../src/shared/rules.ts';
import { Random } from '../../src/tools/bench/random.ts';
import { instantOfWork } from '../helpers/killed-library.ts';
import { makeLibrary, VIDEO_BYTES, type VideoShape } from '../helpers/many-videos.ts';
import { testSeed } from '../helpers/seed.ts';
import { type AppProcess, startProcess } from '../helpers/start-process.ts';
import { waitFor } from '../helpers/wait-for.ts';

/** A usual run has few: `TEST_KILLS=200 npm test -- test/night-rules/kills`. */
const KILLS = Number(process.env.TEST_KILLS ?? 2);
const GOES = 4 * KILLS + 6;
/** Several programs are started for each video. */
const PATIENCE_MS = 60_000 + GOES * 5000;
/** Long enough for a first file to go. */
const FIRST_MS = 10_000;
const RULE: RuleDefinition = { kind: 'video_age', action: 'delete_with_frames', days: 7 };

test(
  'a rule that is killed at any instant loses nothing that stays, and does nothing twice',
  { timeout: Math.max(180_000, KILLS * 30_000) },
  async () => {
    const random = new Random(testSeed());
    const shapes: VideoShape[] = [
      ...Array.from({ length: GOES }, () => ({ ageDays: 10 })),
      { ageDays: 10, pinned: true },
      { ageDays: 1 },
    ];
    const { folders, ids } = await makeLibrary(shapes);
    const stays = [`Print ${GOES}`, `Print ${GOES + 1}`];
    let app = startProcess(folders, ENV);
    const { id } = (await call(app, 'POST', '/rules', { definition: RULE })) as WireRule;
    await call(app, 'POST', `/rules/${id}/dry-run`);
    await call(app, 'PUT', `/rules/${id}`, { definition: RULE, enabled: true });
    for (let kill = 0; kill < KILLS; kill += 1) {
      await call(app, 'POST', `/rules/${id}/run`);
      // Mostly in the middle of its work, sometimes before.
      await instantOfWork([folders.output], random.uniform() < 0.8 ? FIRST_MS : 300);
      await sleep(random.uniform() * 300);
      await app.end('SIGKILL');
      app = startProcess(folders, ENV);
    }
    await call(app, 'POST', `/rules/${id}/run`);
    const runs = await waitFor(
      'the rest to go',
      async () => {
        const history = (await call(app, 'GET', '/rules/history')) as WireRuleRun[];
        const isOver = history.every(({ outcome }) => outcome !== 'running');
        return isOver && (await app.list()).length === stays.length && history;
      },
      PATIENCE_MS,
    );
    const done = runs.flatMap(({ timelapses }) => timelapses.map((each) => each.id));
    expect(done.toSorted()).toEqual(ids.slice(0, GOES).toSorted());
    expect(runs.flatMap(({ kept }) => kept)).toEqual([]);
    expect(runs.reduce((sum, run) => sum + run.done.bytes, 0)).toBeGreaterThan(GOES * VIDEO_BYTES);
    await waitFor('their files to go', async () => (await readdir(folders.source)).length === stays.length);
    const videos = (await readdir(folders.output)).filter((name) => name.endsWith('.mp4'));
    expect([(await readdir(folders.source)).toSorted(), videos.toSorted()]).toEqual([
      stays,
      stays.map((name) => `${name}.mp4`),
    ]);
  },
);

const ENV = { TIMELAPSE_AUTO_PROCESS_TIMEOUT: '0' };

async function call(app: AppProcess, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${await app.ready()}/api/v1${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return answer.json();
}
