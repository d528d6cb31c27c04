import { describe, expect, it } from 'vitest';
import { parseName } from '../../src/matching/folder-name.ts';
import { type MatchOutcome, matchPrintJob } from '../../src/matching/match-print-job.ts';
import type { FrameTimes } from '../../src/matching/time-evidence.ts';
import type { PrintJob } from '../../src/print-jobs/print-job.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = local('2025-06-01T12:00');
const PRINTERS = ['Bambu Lab A1', 'Bambu Lab A1 mini', 'Prusa MK4', 'Ender-3', 'Küche Süd'];

/** A time of this machine's clock. */
function local(text: string): number {
  return new Date(text).getTime();
}

/** When frames were taken. */
function frames(from: string, to: string, count = 240): FrameTimes {
  return { firstAt: local(from), lastAt: local(to), count };
}

/** Copied months later: their times say nothing. */
const COPIED: FrameTimes = { firstAt: NOW, lastAt: NOW + 5000, count: 240 };
/** Taken along the print that jobs have when nothing else is said. */
const DURING = frames('2025-01-07T10:05', '2025-01-07T13:58');
const NEXT_DAY = frames('2025-01-08T10:05', '2025-01-08T13:58');

let number = 0;

/** A print of 7 January 2025, ten to two, unless said otherwise. */
function job(name: string, change: Partial<PrintJob> = {}): PrintJob {
  number += 1;
  return {
    id: `job ${number}`,
    source: 'printernizer',
    externalId: String(number),
    name,
    fileName: null,
    printer: null,
    status: 'completed',
    startedAt: local('2025-01-07T10:00'),
    endedAt: local('2025-01-07T14:00'),
    createdAt: local('2025-01-07T09:59'),
    updatedAt: local('2025-01-07T14:00'),
    ...change,
  };
}

/** The same print at another hour of that day, four hours long. */
function at(hour: number): Partial<PrintJob> {
  const startedAt = local('2025-01-07T00:00') + hour * HOUR;
  return { startedAt, endedAt: startedAt + 4 * HOUR };
}

const UNTIMED: Partial<PrintJob> = { startedAt: null, endedAt: null, createdAt: NOW };
const A1: Partial<PrintJob> = { printer: 'Bambu Lab A1' };
const MK4: Partial<PrintJob> = { printer: 'Prusa MK4' };

function match(folderName: string, jobs: readonly PrintJob[], times: FrameTimes = COPIED): MatchOutcome {
  const facts = jobs.map((each) => ({
    job: each,
    names: [each.name, ...(each.fileName ? [each.fileName] : [])].map((name) => parseName(name, PRINTERS)),
  }));
  const folder = { name: parseName(folderName, PRINTERS), printer: null, frames: times, lessons: [] };
  return matchPrintJob(folder, facts, NOW);
}

/** Folder name, prints known, what comes of it, when the frames were taken. */
type Row = [
  folder: string,
  jobs: PrintJob[],
  outcome: { link: number } | { suggest: number[] } | 'nothing',
  times?: FrameTimes,
];

/** The first print of the list is linked, with so many points. */
const linked = (score = 100) => ({ link: score });
/** Nothing is linked; these are the points of the suggestions. */
const suggested = (...scores: number[]) => ({ suggest: scores });

const TABLE: Record<string, Row[]> = {
  'the examples of the original design': [
    ['model_v2.3mf', [job('model_v2.3mf')], linked()],
    ['model_v2.3mf', [job('Something else', { fileName: 'model_v2.3mf' })], linked()],
    ['2025-01-07_model_v2', [job('model_v2.3mf')], linked()],
    ['20250107_model_v2', [job('model_v2.3mf')], linked()],
    ['print_job_abc', [job('print_job_abc')], linked()],
    ['2025-01-07', [job('model_v2')], suggested(50)],
    ['bambu_lab_a1', [job('model_v2', A1)], suggested(30)],
    ['bambu_lab_a1_2025-01-07', [job('model_v2', A1)], suggested(80)],
    ['model_v2 (2)', [job('model_v2')], suggested(70)],
    ['model_v2 (2) 2025-01-07', [job('model_v2')], linked()],
  ],
  'dates in every common form': [
    ['Benchy 2025-01-07', [job('Benchy')], linked()],
    ['Benchy_2025_01_07', [job('Benchy')], linked()],
    ['2025.01.07 Benchy', [job('Benchy')], linked()],
    ['Benchy_2025-01-07_10-00-00', [job('Benchy')], linked()],
    ['Benchy 2025-01-07T10:00:00', [job('Benchy')], linked()],
    ['Benchy_20250107', [job('Benchy')], linked()],
    ['Benchy_20250107_100000', [job('Benchy')], linked()],
    ['Benchy_20250107100000', [job('Benchy')], linked()],
    ['Benchy 07.01.2025', [job('Benchy')], linked()],
    ['Benchy 7.1.2025 um 10.30', [job('Benchy')], linked()],
    ['Benchy 07.01.25', [job('Benchy')], linked()],
    ['Benchy 01-07-2025', [job('Benchy')], linked()],
    ['Benchy 07-01-2025', [job('Benchy')], linked()],
    ['Benchy, 7. Januar 2025', [job('Benchy')], linked()],
    ['Benchy Jan 7, 2025', [job('Benchy')], linked()],
    ['Benchy-07Jan2025', [job('Benchy')], linked()],
    ['250107_1010 Benchy', [job('Benchy')], linked()],
    ['ベンチー 2025年1月7日', [job('ベンチー')], linked()],
    [`Benchy_${local('2025-01-07T10:00') / 1000}`, [job('Benchy')], linked()],
    [`Benchy_${local('2025-01-07T10:00')}`, [job('Benchy')], linked()],
    // Another day or another time of the day: another print of that model.
    ['Benchy 2025-03-01', [job('Benchy')], suggested(60)],
    ['Benchy 03.01.2025', [job('Benchy')], suggested(60)],
    ['Benchy_20250107_200000', [job('Benchy')], suggested(60)],
    ['Benchy 2025-01-07', [job('Benchy', UNTIMED)], linked()],
    ['Benchy_2025-01-07_1400', [job('Benchy', at(8)), job('Benchy', at(18))], linked()],
  ],
  'digits that are no date': [
    ['Part 20251399', [job('Part 20251399')], linked()],
    ['Part 12345678', [job('Part 12345678')], linked()],
    ['Part 12345678', [job('Part 12345679')], suggested(30)],
    ['Part 2025-02-30', [job('Part 2025-02-30')], linked()],
    // It reads like a day, but it is what the part is called.
    ['Part 12052019', [job('Part 12052019')], linked()],
    ['Tag 1234567890', [job('Tag 1234567890')], linked()],
    ['M3x20 screw', [job('M3x20 screw')], linked()],
  ],
  'slicers and printers': [
    ['Benchy', [job('Benchy.gcode')], linked()],
    ['Benchy.gcode', [job('Benchy.gcode.3mf')], linked()],
    ['3DBenchy', [job('3dbenchy.gcode')], linked()],
    ['cool-dragon', [job('Cool Dragon.3mf')], linked()],
    ['CoolDragon', [job('cool_dragon.bgcode')], linked()],
    ['Benchy', [job('Benchy_0.2mm_PLA_MK4_1h23m.bgcode')], suggested(70)],
    ['Benchy 2025-01-07', [job('Benchy_0.2mm_PLA_MK4_1h23m.bgcode')], linked()],
    ['Benchy', [job('CE3E3V2_Benchy.gcode')], linked(), DURING],
    ['Benchy', [job('Benchy_plate_1.gcode')], linked(), DURING],
    ['Benchy', [job('Benchy_PLA.gcode'), job('Benchy_PETG.gcode')], suggested(100, 100), DURING],
    ['Benchy_PLA', [job('Benchy_PETG.gcode')], suggested(60), DURING],
    ['plate_1', [job('plate_1.gcode')], suggested(70)],
    ['timelapse_Benchy_20250107_1000', [job('Benchy.gcode')], linked()],
    ['very_long_dragon_sculpt', [job('very_long_dragon_sculpture_final.gcode')], linked(), DURING],
    ['Halter_fuer_Tuer', [job('Halter für Tür.3mf')], linked()],
    ['Calibraton cube', [job('Calibration cube')], linked(), DURING],
    ['Calibraton cube', [job('Calibration cube')], suggested(70)],
  ],
  'cameras and programs that name nothing': [
    ['timelapse_2025-01-07_10-00', [job('Benchy')], suggested(50)],
    ['2025-01-07_10-00-00', [job('Benchy'), job('Vase', at(16))], suggested(50)],
    ['IMG_0001', [job('Benchy')], suggested(50), DURING],
    ['timelapse', [job('Benchy'), job('Vase', at(16))], suggested(50), DURING],
    ['Bambu Lab A1 2025-01-07', [job('Benchy', A1)], linked(80), DURING],
    ['Bambu Lab A1 2025-01-07', [job('Benchy', A1), job('Vase', MK4)], linked(80), DURING],
    ['Bambu Lab A1 2025-01-07', [job('Benchy', A1)], suggested(80)],
    ['Bambu Lab A1 2025-01-07', [job('Benchy', MK4)], suggested(10), DURING],
    ['webcam', [job('Benchy', A1)], 'nothing'],
    ['DCIM', [job('Benchy')], 'nothing', NEXT_DAY],
  ],
  printers: [
    ['Benchy on Bambu Lab A1', [job('Benchy', A1)], linked(), DURING],
    ['BambuLab A1 - Benchy', [job('Benchy', A1)], linked()],
    ['Benchy Bambu Lab A1', [job('Benchy', A1), job('Benchy', MK4)], linked()],
    ['Benchy Bambu Lab A1 mini', [job('Benchy', A1)], suggested(60)],
    ['Benchy', [job('Benchy', A1), job('Benchy', MK4)], suggested(100, 100), DURING],
    ['kueche_sued Benchy', [job('Benchy', { printer: 'Küche Süd' })], linked()],
    ['Ender 3 2025-01-07', [job('Vase', { printer: 'Ender-3' })], suggested(80)],
  ],
  'counters, versions and parts': [
    ['Benchy (2)', [job('Benchy')], suggested(70)],
    ['Benchy (2)', [job('Benchy (2)'), job('Benchy')], linked()],
    ['Benchy_001', [job('Benchy')], suggested(70)],
    ['Benchy_001', [job('Benchy')], linked(), DURING],
    ['Benchy - Kopie', [job('Benchy')], linked(), DURING],
    ['gear_001', [job('gear_002')], suggested(60), DURING],
    ['Bracket v2', [job('Bracket v3')], suggested(60), DURING],
    ['Bracket v2', [job('Bracket v3'), job('Bracket v2')], suggested(60), NEXT_DAY],
    ['Part A', [job('Part B')], suggested(60), DURING],
    ['Bracket 2.1', [job('Bracket 21')], suggested(60), DURING],
    ['iphone 14 case', [job('iPhone 15 Case')], suggested(30)],
    ['connector_male', [job('connector_female')], suggested(10), DURING],
    ['House', [job('Horse')], suggested(10), DURING],
    ['Vase', [job('Vase lid', at(12))], suggested(30)],
    ['Vase 2025-01-07', [job('Vase lid')], suggested(80)],
    ['Vase', [job('Vase lid')], linked(80), DURING],
    ['Vase', [job('Vase'), job('Vase lid', at(15))], linked(), DURING],
  ],
  'two prints of one model': [
    ['Benchy', [job('Benchy'), job('Benchy', at(16))], linked(), DURING],
    ['Benchy', [job('Benchy'), job('Benchy', at(16))], suggested(100, 100)],
    ['Benchy 2025-01-07', [job('Benchy'), job('Benchy', at(16))], suggested(100, 100)],
    ['Benchy', [job('Benchy', UNTIMED), job('Benchy')], suggested(100, 100), DURING],
    // The later print is not known yet: the earlier one is not it.
    ['Benchy', [job('Benchy')], suggested(60), NEXT_DAY],
    ['Benchy', [job('Benchy', at(40))], suggested(60), DURING],
    // Told by two sources, it is still one print.
    ['Benchy', [job('Benchy'), job('Benchy.gcode', { source: 'home_assistant' })], linked(), DURING],
    // Still printing.
    [
      'Benchy',
      [job('Benchy', { status: 'printing', startedAt: NOW - HOUR, endedAt: null })],
      linked(),
      { firstAt: NOW - HOUR, lastAt: NOW, count: 60 },
    ],
  ],
  'any script': [
    ['Gehäuse', [job('gehause.gcode')], linked()],
    ['Gehäuse', [job('GEHAEUSE.gcode')], linked()],
    ['Gehäuse'.normalize('NFD'), [job('Gehäuse'.normalize('NFC'))], linked()],
    ['STRASSE', [job('Straße')], linked()],
    ['İstanbul', [job('istanbul')], linked()],
    ['ΟΔΟΣ', [job('οδος')], linked()],
    ['龙', [job('龙.3mf')], linked()],
    ['小さな竜', [job('小さな猫')], suggested(10), DURING],
    ['ガンダム', [job('カンダム')], suggested(10), DURING],
    ['Ｂｅｎｃｈｙ', [job('Benchy')], linked()],
    ['🐉', [job('🐉.gcode')], linked()],
    ['Dragon 🐉', [job('Dragon')], linked(), DURING],
    ['Дракон 07.01.2025', [job('дракон')], linked()],
    ['Vase', [job('Krüge')], 'nothing'],
  ],
};

describe.each(Object.entries(TABLE))('%s', (_title, rows) => {
  it.each(rows)('%s', (folder, jobs, outcome, times) => {
    const { winner, suggestions } = match(folder, jobs, times);
    const scores = suggestions.map(({ score }) => score);
    if (outcome === 'nothing') expect([winner, scores]).toEqual([null, []]);
    else if ('suggest' in outcome) expect([winner, scores]).toEqual([null, outcome.suggest]);
    else expect([winner?.job.id, winner?.score]).toEqual([jobs[0]?.id, outcome.link]);
  });
});

describe('reasons', () => {
  it('say in words what speaks for a pairing and what against it', () => {
    const [pairing] = match('Benchy 2025-03-01 Bambu Lab A1', [job('Benchy', A1)]).suggestions;
    expect(pairing).toMatchObject({
      score: 60,
      reasons: [
        { code: 'name_exact', points: 100, text: 'The folder name matches the print "Benchy".' },
        { code: 'date_other', points: -40, text: expect.stringContaining('"2025-03-01"') },
        { code: 'printer_same', points: 30, text: 'It was printed on Bambu Lab A1.' },
      ],
    });
  });

  it('count a date once, be it written or known from the frames', () => {
    const [pairing] = match('2025-01-07', [job('Vase')], DURING).suggestions;
    expect(pairing?.reasons.map(({ code, points }) => [code, points])).toEqual([
      ['time_covers', 50],
      ['date_same', 0],
    ]);
    expect(pairing?.score).toBe(50);
  });
});
