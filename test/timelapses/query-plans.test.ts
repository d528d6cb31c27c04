import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../src/db/open.ts';
import { ArchiveStore } from '../../src/archive/archive-store.ts';
import { TimelapseStatsReader } from '../../src/timelapses/timelapse-stats.ts';
import type { ListFilter } from '../../src/timelapses/list-query.ts';
import { PrinterVideosReader } from '../../src/timelapses/printer-videos.ts';
import { TimelapseReads } from '../../src/timelapses/timelapse-reads.ts';
import { fillLibrary } from '../../src/tools/bench/fill-library.ts';

const RECORDS = 10_000;
const NOW = Date.UTC(2026, 10, 22);
const PAGE = { sort: 'created', descending: true, limit: 100, offset: 0 } as const;

let folder: string;
let db: Database;
let reads: TimelapseReads;
let printerVideos: PrinterVideosReader;
/** Every statement since the last call, as it went to SQLite. */
let asked: { sql: string; bindings: unknown[] }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'timelapse-library-'));
  ({ db } = await openDatabase(folder, NOW));
  await fillLibrary(db, RECORDS, NOW);
  await db.raw('ANALYZE');
  reads = new TimelapseReads(db);
  printerVideos = new PrinterVideosReader(db);
  db.on('query', ({ sql, bindings }: { sql: string; bindings: unknown[] }) => asked.push({ sql, bindings }));
});

afterAll(async () => {
  await db.destroy();
  await rm(folder, { recursive: true });
});

/** Steps of SQLite's plan that read a table from end to end without an index. */
async function stepsWithoutIndex(): Promise<string[]> {
  const statements = asked.filter(({ sql }) => /^(?:with|select)/i.test(sql));
  asked = [];
  expect(statements.length).toBeGreaterThan(0);
  const steps: string[] = [];
  for (const { sql, bindings } of statements) {
    const plan = (await db.raw(`EXPLAIN QUERY PLAN ${sql}`, bindings as never[])) as { detail: string }[];
    steps.push(...plan.map(({ detail }) => detail));
  }
  asked = [];
  return steps.filter((step) => /^SCAN (timelapses|timelapse_files)\b/.test(step) && !step.includes('USING'));
}

const FILTERS: [what: string, filter: Partial<ListFilter>][] = [
  ['everything', {}],
  ['a late page', { offset: 9900 }],
  ['one status', { statuses: ['completed'] }],
  ['two statuses', { statuses: ['failed', 'pending'] }],
  ['pinned ones', { pinned: true }],
  ['linked ones', { linked: true }],
  ['unlinked ones', { linked: false }],
  ['old ones', { age: { is: 'old', border: NOW - 30 * 86_400_000 } }],
  ['recent ones', { age: { is: 'recent', border: NOW - 30 * 86_400_000 } }],
  ['those of a printer', { printer: 'Printer 2' }],
  ['a search', { search: 'gehause 9' }],
  ['a search among completed ones', { search: 'vase', statuses: ['completed'] }],
  ['the longest', { sort: 'duration' }],
  ['the biggest', { sort: 'size' }],
  ['by name', { sort: 'name', descending: false }],
];

describe('with 10,000 records, an index serves', () => {
  test.each(FILTERS)('%s', async (_what, filter) => {
    asked = [];
    await reads.list({ ...PAGE, ...filter });
    expect(await stepsWithoutIndex()).toEqual([]);
  });

  test.each(FILTERS)('the months of %s', async (_what, filter) => {
    const { sort: _sort, offset: _offset, ...selected } = filter;
    asked = [];
    const months = await reads.countMonths(selected, 'Europe/Berlin');
    expect(await stepsWithoutIndex()).toEqual([]);
    const { total } = await reads.list({ ...PAGE, ...selected });
    expect(months.reduce((sum, { count }) => sum + count, 0)).toBe(total);
    expect(months.map(({ month }) => month)).toEqual(
      months
        .map(({ month }) => month)
        .toSorted()
        .toReversed(),
    );
  });

  test.each<[string, () => Promise<unknown>]>([
    ['the clean-up', () => reads.listCleanupCandidates(NOW - 30 * 86_400_000, { limit: 100, offset: 0 })],
    ['the frames that could go', () => reads.listReclaimable({ limit: 100, offset: 0 })],
    ['the queue', () => reads.listPending()],
    ['the countdown', () => reads.listWaiting(2)],
    ['a scan of some folders', () => reads.findCurrent(['/images/Benchy 8', '/images/Vase 4'])],
    ['the owner of a file', () => reads.ownerOf('/videos/Vase 4.mp4')],
    ['the running renders', () => reads.listProcessing()],
    ['the last video', () => reads.latestVideo()],
    [
      'the videos of the printers',
      () => printerVideos.read(['1', '2'].map((key) => ({ key, name: `Printer ${key}` }))),
    ],
    ['the folders below a root', () => reads.foldersBelow('/images').next()],
    ['where videos should be', () => reads.videos('usual').next()],
    ['where archived videos should be', () => reads.videos('archived').next()],
    ['what waits for the archive', () => new ArchiveStore(db).nextWaiting('archiving', null)],
    ['the length of the queue', () => reads.countPending()],
  ])('%s', async (_what, ask) => {
    asked = [];
    await ask();
    expect(await stepsWithoutIndex()).toEqual([]);
  });
});

describe('with 10,000 records', () => {
  test('pages of every order hold each record once', async () => {
    for (const sort of ['created', 'duration', 'size', 'name'] as const) {
      const ids = new Set<string>();
      for (let offset = 0; offset < RECORDS; offset += 1000) {
        const { timelapses, total } = await reads.list({ ...PAGE, sort, limit: 1000, offset });
        expect(total).toBe(RECORDS);
        for (const { id } of timelapses) ids.add(id);
      }
      expect(ids.size).toBe(RECORDS);
    }
  });

  test('a list does not read how each video was made, which may name thousands of pictures [4.2]', async () => {
    const made = { frames: { excluded: ['a.jpg'] } };
    await db('timelapses')
      .where({ id: 'record-1' })
      .update({ rendered_with: JSON.stringify(made) });
    asked = [];
    await reads.list(PAGE);
    expect(
      asked.map(({ sql }) => sql).filter((sql) => /rendered_with|\*/.test(sql.replaceAll('count(*)', ''))),
    ).toEqual([]);
    expect(await reads.renderedWith('record-1')).toEqual(made);
    expect(await reads.renderedWith('record-2')).toBeNull();
  });

  test('what is read in parts comes whole', async () => {
    const folders = new Set<string>();
    for await (const part of reads.foldersBelow('/images'))
      for (const each of part) folders.add(each.sourceFolder);
    expect(folders.size).toBe(RECORDS);
    const videos = new Set<string>();
    for await (const part of reads.videos('usual')) for (const { id } of part) videos.add(id);
    expect(videos.size).toBe(RECORDS * 0.9);
    for (const elsewhere of ['/image', '/images/Benchy 0', '/imagesque'])
      expect((await reads.foldersBelow(elsewhere).next()).value).toEqual([]);
  });

  test('clean-up offers the old ones that are not pinned, biggest first', async () => {
    const border = NOW - 30 * 86_400_000;
    const { timelapses: candidates, total } = await reads.listCleanupCandidates(border, {
      limit: RECORDS,
      offset: 0,
    });
    const { cleanupCandidates } = await new TimelapseStatsReader(db).read(30, NOW);
    expect([candidates.length, total]).toEqual([cleanupCandidates, cleanupCandidates]);
    expect(candidates.every((each) => !each.pinned && (each.processingCompletedAt ?? NOW) <= border)).toBe(
      true,
    );
    const sizes = candidates.map((each) => each.files[0]?.sizeBytes ?? 0);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });

  test('a search finds what it should, and nothing else', async () => {
    const { timelapses, total } = await reads.list({ ...PAGE, search: 'gehause 99' });
    expect(total).toBe(timelapses.length);
    expect(timelapses.length).toBeGreaterThan(0);
    expect(timelapses.every(({ folderName }) => folderName.startsWith('Gehäuse 99'))).toBe(true);
  });
});
