import { describe, expect, it } from 'vitest';
import { parseName } from '../../src/matching/folder-name.ts';
import { type Lesson, lessonOf, patternOf } from '../../src/matching/lesson.ts';
import { matchPrintJob } from '../../src/matching/match-print-job.ts';
import type { FrameTimes } from '../../src/matching/time-evidence.ts';
import type { PrintJob } from '../../src/print-jobs/print-job.ts';

const PRINTERS = ['X1C', 'MK4'];
const HOUR = 3_600_000;
const START = new Date('2025-01-07T10:00').getTime();
const NOW = START + 100 * 24 * HOUR;

const DURING: FrameTimes = { firstAt: START + 60_000, lastAt: START + 4 * HOUR - 60_000, count: 240 };
/** Copied months later: their times say nothing. */
const COPIED: FrameTimes = { firstAt: NOW, lastAt: NOW + 5000, count: 240 };

function job(name: string, printer: string | null = null): PrintJob {
  return {
    ...{ id: name, name, printer, source: 'api', externalId: null, fileName: null, status: 'completed' },
    ...{ startedAt: START, endedAt: START + 4 * HOUR, createdAt: START, updatedAt: START },
  };
}

/** What the user did: folder, print, whether they belong together. The last one was the latest. */
type History = [folder: string, print: PrintJob, belongs: boolean][];

function match(history: History, folderName: string, print: PrintJob, frames: FrameTimes) {
  const name = parseName(folderName, PRINTERS);
  const lessons = history
    .map(([folder, of, belongs]) => lessonOf(parseName(folder, PRINTERS), of, belongs))
    .filter((lesson): lesson is Lesson => lesson !== null && lesson.pattern === patternOf(name))
    .toReversed();
  const evidence = { job: print, names: [parseName(print.name, PRINTERS)] };
  return matchPrintJob({ name, printer: null, frames, lessons }, [evidence], NOW);
}

const PLATE = job('Plate 7', 'X1C');
const GEARBOX = job('Getriebe', 'MK4');

/** History, folder, print; what is learned of it (points by code), and the score. */
const TABLE: [what: string, History, string, PrintJob, FrameTimes, Record<string, number>, number][] = [
  ['nothing without a history', [], 'cam front 2025-01-07', PLATE, DURING, {}, 50],
  [
    'nothing of the printer from a name that says something',
    [['cam front 2025-01-01', job('Vase', 'X1C'), true]],
    'cam front 2025-01-07',
    job('Lid', 'X1C'),
    DURING,
    {},
    10,
  ],
  [
    'a name that says nothing goes with the printer it went with',
    [['timelapse 2025-01-01', job('Vase', 'X1C'), true]],
    'timelapse 2025-01-07',
    job('Lid', 'X1C'),
    DURING,
    { learned_printer: 20 },
    70,
  ],
  [
    'and with no other one',
    [['timelapse 2025-01-01', job('Vase', 'X1C'), true]],
    'timelapse 2025-01-07',
    job('Lid', 'MK4'),
    DURING,
    {},
    50,
  ],
  [
    'a name goes with the print it went with, whatever the date and counter',
    [['gearbox_2025-01-01_(2)', GEARBOX, true]],
    'gearbox 2025-01-07',
    GEARBOX,
    COPIED,
    { learned_linked: 20 },
    30,
  ],
  [
    'but not on another printer',
    [['gearbox', GEARBOX, true]],
    'gearbox 2025-01-07',
    job('Getriebe', 'X1C'),
    DURING,
    {},
    10,
  ],
  [
    'what was refused counts against it',
    [['gearbx holder', job('Gearbox holder', 'MK4'), false]],
    'gearbx holder',
    job('Gearbox holder', 'MK4'),
    COPIED,
    { learned_refused: -20 },
    50,
  ],
  [
    'the latest word counts',
    [
      ['gearbx holder', job('Gearbox holder', 'MK4'), false],
      ['gearbx holder', job('Gearbox holder', 'MK4'), true],
    ],
    'gearbx holder',
    job('Gearbox holder', 'MK4'),
    COPIED,
    { learned_linked: 20 },
    90,
  ],
  [
    'nothing is learned against a print of the same name: it was another of them',
    [['Benchy_2025-01-01', job('Benchy'), false]],
    'Benchy',
    job('Benchy'),
    COPIED,
    {},
    100,
  ],
];

describe('what the user taught', () => {
  it.each(TABLE)('%s', (_, history, folder, print, frames, learned, score) => {
    const [pairing] = match(history, folder, print, frames).suggestions;
    const reasons = (pairing?.reasons ?? []).filter(({ code }) => code.startsWith('learned_'));
    expect(reasons.map(({ code, points }) => [code, points])).toEqual(Object.entries(learned));
    expect(pairing?.score ?? 0).toBe(score);
  });

  it('is told in words', () => {
    const [pairing] = match(
      [['gearbx holder', job('Gearbox holder', 'MK4'), true]],
      'gearbx holder',
      job('Gearbox holder', 'MK4'),
      COPIED,
    ).suggestions;
    expect(pairing?.reasons.find(({ code }) => code === 'learned_linked')?.text).toBe(
      'You linked such a folder to "Gearbox holder" before.',
    );
  });

  it('links nothing that has fewer than 80 points, or neither its name nor its whole time', () => {
    const names = [
      'gearbx holder',
      'Benchy',
      'cam',
      'timelapse 2025-01-07',
      'Vase 2',
      'X1C 2025-01-07',
      'Owl blue',
    ];
    const prints = ['Gearbox holder', 'Benchy', 'Vase 3', 'Owl', 'Plate 7'].map((name) => job(name, 'X1C'));
    let linked = 0;
    for (const folder of names)
      for (const print of prints)
        for (const frames of [DURING, COPIED]) {
          const history: History = [[folder, print, true]];
          const { winner } = match(history, folder, print, frames);
          if (!winner) continue;
          linked += 1;
          expect(winner.score).toBeGreaterThanOrEqual(80);
          const codes = winner.reasons.map(({ code }) => code);
          expect(codes.some((code) => ['name_exact', 'name_fuzzy', 'time_covers'].includes(code))).toBe(true);
        }
    expect(linked).toBeGreaterThan(0);
  });
});
