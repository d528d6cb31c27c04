import { existsSync } from 'node:fs';
import { appendFile, copyFile, readdir, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RuleDefinition, WireDryRun, WireRule, WireRuleRun } from '../../src/shared/rules.ts';
import { Random } from '../../src/tools/bench/random.ts';
import { createRule, runRule, switchOn, tryOnce, tryRule } from '../helpers/apply-rule.ts';
import { makeShare, noDeadShare } from '../helpers/dead-share.ts';
import { makeLibrary, VIDEO_BYTES, type VideoShape } from '../helpers/many-videos.ts';
import { inDatabase } from '../helpers/open-database.ts';
import { testSeed } from '../helpers/seed.ts';
import { LOOKS_BY_HAND, startTestApp, type TestFolders } from '../helpers/start-app.ts';
import { BY_HAND, startWithVideo } from '../helpers/with-video.ts';
import { waitFor } from '../helpers/wait-for.ts';

const OLD: RuleDefinition = { kind: 'frames_after_video', action: 'delete_frames', days: 14 };

const VIDEOS = 20;
const RULES = 6;

function randomShape(random: Random): VideoShape {
  return {
    ageDays: Math.floor(random.uniform() * 120),
    pinned: random.uniform() < 0.2,
    row: { many_left_out: random.uniform() < 0.1 ? 1 : 0 },
    ...(random.uniform() < 0.6 ? { result: random.pick(['completed', 'failed', 'cancelled'] as const) } : {}),
  };
}

function randomRule(random: Random): RuleDefinition {
  const action = random.pick(['delete', 'delete_with_frames'] as const);
  const days = Math.floor(30 + random.uniform() * 90);
  return random.pick<RuleDefinition>([
    { kind: 'frames_after_video', action: 'delete_frames', days },
    { kind: 'video_age', action, days },
    {
      kind: 'total_size',
      action,
      max_bytes: Math.floor(10 + random.uniform() * 16) * VIDEO_BYTES,
    },
    {
      kind: 'print_result',
      action: random.pick([action, 'delete_frames']),
      results: [random.pick(['failed', 'cancelled'])],
      days,
    },
  ]);
}

/** Something may be wrong with a video or its folder. */
async function harm({ source, output }: TestFolders, name: string, random: Random): Promise<void> {
  const video = join(output, `${name}.mp4`);
  const folder = join(source, name);
  const harms = [
    () => truncate(video, 300),
    () => writeFile(video, 'no video'),
    () => rm(join(folder, 'frame_0003.jpg')),
    () => copyFile(join(folder, 'frame_0003.jpg'), join(folder, 'frame_0003b.jpg')),
    () => appendFile(join(folder, 'frame_0004.jpg'), 'x'),
  ];
  if (random.uniform() < 0.25) await random.pick(harms)();
}

interface OnDisk {
  videos: string[];
  framesOf: Map<string, number>;
}

async function onDisk({ source, output }: TestFolders): Promise<OnDisk> {
  const folders = await readdir(source);
  const counts = await Promise.all(
    folders.map(async (name) => [name, (await readdir(join(source, name))).length] as const),
  );
  return {
    videos: (await readdir(output)).filter((name) => name.endsWith('.mp4')).toSorted(),
    framesOf: new Map(counts),
  };
}

describe('what a dry run says', () => {
  it('is what the run does, rule after rule, in any library', { timeout: 300_000 }, async () => {
    const random = new Random(testSeed());
    const { folders } = await makeLibrary([
      { ageDays: 200 },
      { ageDays: 200 },
      ...Array.from({ length: VIDEOS }, () => randomShape(random)),
    ]);
    const app = await startTestApp(BY_HAND, { folders, times: { ...LOOKS_BY_HAND, dryRunMs: 200_000 } });
    await waitFor('the library', async () => (await app.list('?limit=1000')).length === VIDEOS + 2);
    await app.scan();
    // These two are kept in any case.
    await truncate(join(folders.output, 'Print 0.mp4'), 300);
    await rm(join(folders.source, 'Print 1', 'frame_0003.jpg'));
    for (let index = 2; index < VIDEOS; index += 1) await harm(folders, `Print ${index}`, random);
    // What scans find is known before, and the rest is left to the rules.
    await app.scan();
    let applied = 0;
    for (let turn = 0; turn < RULES; turn += 1) {
      const rule = await createRule(app, turn === 0 ? OLD : randomRule(random));
      const tried = await tryOnce(app, rule);
      expect((await switchOn(app, rule)).status).toBe(200);
      const before = await onDisk(folders);
      const run = await runRule(app, rule);
      expect([rule.definition, summaryOf(run)]).toEqual([rule.definition, summaryOf(tried)]);
      applied += run?.done.count ?? 0;
      if (turn === 0) expect(run?.kept_count).toBeGreaterThan(1);
      await expectDone(rule.definition, tried, { before, after: await onDisk(folders) });
      const again = await tryOnce(app, rule);
      expect([rule.definition, again.now.count]).toEqual([rule.definition, 0]);
    }
    expect(applied).toBeGreaterThan(0);
  });
});

/** Of a dry run or a run, what must be the same. */
function summaryOf(of: WireDryRun | WireRuleRun | null): unknown {
  if (of === null) return { done: { count: 0, bytes: 0 }, timelapses: [], kept: [] };
  const kept = of.kept.map(({ id, cause }) => ({ id, cause }));
  return { done: 'now' in of ? of.now : of.done, timelapses: of.timelapses, kept };
}

/** Exactly what was named is gone from the disk. */
async function expectDone(
  { action }: RuleDefinition,
  { timelapses }: WireDryRun,
  { before, after }: { before: OnDisk; after: OnDisk },
): Promise<void> {
  const names = new Set(timelapses.map(({ title }) => title));
  const videosStay = action === 'delete_frames';
  expect(after.videos).toEqual(
    before.videos.filter((name) => videosStay || !names.has(name.replace('.mp4', ''))),
  );
  const framesStay = action === 'delete';
  const expected = [...before.framesOf].filter(([name]) => framesStay || !names.has(name));
  expect([...after.framesOf]).toEqual(expected);
}

describe('a rule', () => {
  it('is created off, and switched on only after a dry run of this very definition', async () => {
    const { app } = await startWithVideo();
    const refused = await app.request('POST', '/rules', { definition: OLD, enabled: true });
    expect(refused.status).toBe(400);
    const rule = await createRule(app, OLD);
    expect(rule).toMatchObject({ enabled: false, tried_at: null });
    const early = await switchOn(app, rule);
    expect([early.status, await early.json()]).toMatchObject([409, { error: { code: 'dry_run_needed' } }]);
    await tryRule(app, rule);
    expect((await switchOn(app, rule)).status).toBe(200);
    const other = { ...rule, definition: { ...OLD, days: 1 } };
    expect((await switchOn(app, other)).status).toBe(409);
    const [unchanged] = await app.get<WireRule[]>('/rules');
    expect(unchanged).toMatchObject({ definition: OLD, enabled: true });
    const off = await app.request('PUT', `/rules/${rule.id}`, {
      definition: other.definition,
      enabled: false,
    });
    expect(await off.json()).toMatchObject({ enabled: false, tried_at: null });
    expect((await app.request('POST', `/rules/${rule.id}/run`)).status).toBe(409);
  });

  it('leaves one entry in the history, one line in the log and one live event', async () => {
    const { folders, ids } = await makeLibrary([
      { ageDays: 20 },
      { ageDays: 2 },
      { ageDays: 20, pinned: true },
    ]);
    const app = await startTestApp({ ...BY_HAND, timelapse_trash_days: 7 }, { folders });
    const rule = await createRule(app, OLD);
    await tryRule(app, rule);
    await switchOn(app, rule);
    const run = await runRule(app, rule);
    expect(run).toMatchObject({
      outcome: 'done',
      done: { count: 1 },
      timelapses: [{ id: ids[0] }],
      kept_count: 0,
    });
    expect(await runRule(app, rule)).toBeNull();
    expect(await app.get('/rules/history')).toEqual([run]);
    await app.live.waitForEvent('timelapse.rule_applied');
    expect(app.live.all('timelapse.rule_applied')).toEqual([run]);
    const lines = app.log.filter((line) => line.includes('Delete the frames 14 days after a good video'));
    expect(lines.map((line) => line.includes('nothing to do'))).toEqual([false, true]);
    expect((await app.one(ids[0]!)).source_missing).toBe(true);
    const other = await createRule(app, { kind: 'video_age', action: 'delete', days: 7 });
    await tryRule(app, other);
    await switchOn(app, other);
    expect(await runRule(app, other)).toMatchObject({ timelapses: [{ id: ids[0] }] });
    expect(await app.get('/trash')).toMatchObject([{ id: ids[0] }]);
  });

  it('lets no other video go for one that is already on its way to the archive', async () => {
    const { folders } = await makeLibrary([
      ...Array.from({ length: 2 }, () => ({ ageDays: 30, row: { archive_state: 'archiving' as const } })),
      ...Array.from({ length: 10 }, () => ({ ageDays: 20 })),
    ]);
    const app = await startTestApp(BY_HAND, { folders });
    const rule = await createRule(app, { kind: 'total_size', action: 'delete', max_bytes: 10 * VIDEO_BYTES });
    expect((await tryRule(app, rule)).now).toEqual({ count: 0, bytes: 0 });
  });

  it('stops where a share is away, and deletes nothing', async () => {
    const { folders } = await makeLibrary([{ ageDays: 20 }, { ageDays: 30 }]);
    const app = await startTestApp(BY_HAND, { folders });
    const rule = await createRule(app, { kind: 'video_age', action: 'delete_with_frames', days: 7 });
    await tryRule(app, rule);
    await switchOn(app, rule);
    for (const [folder, cause] of [
      [folders.output, 'videos_missing'],
      [folders.source, 'ENOENT'],
    ] as const) {
      await rename(folder, `${folder} away`);
      await app.scan();
      expect(await runRule(app, rule)).toMatchObject({
        outcome: 'stopped',
        problem: { cause },
        done: { count: 0 },
      });
      const tried = await app.request('POST', `/rules/${rule.id}/dry-run`);
      expect(await tried.json()).toMatchObject({ problem: { cause }, now: { count: 0 } });
      await rename(`${folder} away`, folder);
      await app.scan();
    }
    expect(await onDisk(folders)).toMatchObject({ videos: ['Print 0.mp4', 'Print 1.mp4'] });
    expect(existsSync(join(folders.source, 'Print 1', 'frame_0001.jpg'))).toBe(true);
    expect(await app.list()).toHaveLength(2);
  });

  it.skipIf(noDeadShare !== null)('stops where a share hangs, and goes on when it is back', async () => {
    const { folders } = await makeLibrary([{ ageDays: 20 }]);
    const share = makeShare(folders.output);
    const app = await startTestApp(BY_HAND, { folders, times: { shareMs: 2000 } });
    const rule = await createRule(app, OLD);
    await tryRule(app, rule);
    await switchOn(app, rule);
    await share.die();
    expect(await runRule(app, rule)).toMatchObject({ outcome: 'stopped', problem: { cause: 'share_away' } });
    share.comeBack();
    expect(existsSync(join(folders.source, 'Print 0', 'frame_0001.jpg'))).toBe(true);
    await tryRule(app, rule);
    expect(await runRule(app, rule)).toMatchObject({ outcome: 'done', done: { count: 1 } });
  });

  it('ends its run also where the database refuses what nobody foresaw', async () => {
    const { folders, ids } = await makeLibrary([{ ageDays: 20 }]);
    await inDatabase(folders, (db) =>
      db.raw(`CREATE TRIGGER broken BEFORE DELETE ON timelapses BEGIN SELECT RAISE(ABORT, 'broken'); END`),
    );
    const app = await startTestApp(BY_HAND, { folders });
    const rule = await createRule(app, { kind: 'video_age', action: 'delete', days: 7 });
    await tryRule(app, rule);
    await switchOn(app, rule);
    expect(await runRule(app, rule)).toMatchObject({ outcome: 'interrupted', done: { count: 0 } });
    expect((await app.list()).map(({ id }) => id)).toEqual(ids);
  });

  it('keeps what is pinned meanwhile, and stops when it is switched off', async () => {
    const { folders } = await makeLibrary([
      ...Array.from({ length: 6 }, () => ({ ageDays: 40 })),
      ...Array.from({ length: 6 }, () => ({ ageDays: 20 })),
    ]);
    const app = await startTestApp(BY_HAND, { folders });
    const gone = () => app.live.all('timelapse.updated').filter((each) => each.source_missing).length;
    const begin = async (days: number) => {
      const rule = await createRule(app, { ...OLD, days });
      const last = (await tryRule(app, rule)).timelapses.at(-1)!;
      await switchOn(app, rule);
      const before = gone();
      const run = runRule(app, rule);
      await waitFor('the first frames to go', () => gone() > before);
      return { rule, last, run };
    };
    const pinning = await begin(30);
    await app.request('PATCH', `/timelapses/${pinning.last.id}/pin`, { pinned: true });
    expect(await pinning.run).toMatchObject({
      ...{ outcome: 'done', done: { count: 5 } },
      kept: [{ id: pinning.last.id, cause: 'changed_meanwhile' }],
    });
    const halting = await begin(10);
    await app.request('PUT', `/rules/${halting.rule.id}`, {
      definition: halting.rule.definition,
      enabled: false,
    });
    expect(await halting.run).toMatchObject({ outcome: 'stopped', problem: { cause: 'rule_off' }, kept: [] });
    expect((await app.one(halting.last.id)).source_missing).toBe(false);
  });
});
