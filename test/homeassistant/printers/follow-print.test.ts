import { describe, expect, it } from 'vitest';
import {
  followPrint,
  type PrinterMemory,
  type StatusSight,
} from '../../../src/homeassistant/printers/follow-print.ts';

const PRINTER = { key: 'bambu_lab:1_print_status', name: 'X1C' };
const NOON = Date.parse('2026-11-20T12:00:00.400Z');
const MINUTE = 60_000;

const sight = (change: Partial<StatusSight>): StatusSight => ({
  phase: 'printing',
  at: NOON,
  fileName: null,
  startedAt: null,
  isAfterGap: false,
  ...change,
});

/** What comes of sights, one after another. */
function follow(...sights: Partial<StatusSight>[]) {
  let memory: PrinterMemory | null = null;
  const reports = sights.flatMap((change) => {
    const followed = followPrint(PRINTER, memory, sight(change));
    memory = followed.memory;
    return followed.reports;
  });
  return reports;
}

const IDLE = { phase: 'idle', at: NOON - MINUTE } as const;

describe('a print', () => {
  it('has the same name towards the app, by whichever clock its start is reported', () => {
    const [live] = follow(IDLE, { at: NOON });
    const [recorded] = follow(IDLE, { at: NOON + 1 });
    expect(live!.externalId).toBe('bambu_lab:1_print_status@2026-11-20T12:00:00Z');
    expect(recorded!.externalId).toBe(live!.externalId);
  });

  it('that follows another at once is another', () => {
    const reports = follow(IDLE, {}, { phase: 'completed', at: NOON + MINUTE }, { at: NOON + 2 * MINUTE });
    expect(reports.map(({ status }) => status)).toEqual(['printing', 'completed', 'printing']);
    expect(new Set(reports.map(({ externalId }) => externalId)).size).toBe(2);
  });

  it('is reported once, however often it is seen', () => {
    expect(follow(IDLE, {}, {}, { at: NOON + MINUTE }, { at: NOON + 2 * MINUTE })).toHaveLength(1);
  });

  it('never ends before it began', () => {
    const [, over] = follow(IDLE, {}, { phase: 'failed', at: NOON - 10 * MINUTE });
    expect(over).toMatchObject({ status: 'failed', startedAt: NOON, endedAt: NOON });
  });

  it('began when the printer says only where nobody saw it begin', () => {
    const startedAt = NOON - 30 * MINUTE;
    expect(follow({ startedAt })[0]).toMatchObject({ startedAt });
    expect(follow(IDLE, { startedAt })[0]).toMatchObject({ startedAt: NOON });
    expect(follow({ startedAt: NOON + MINUTE })[0]).toMatchObject({ startedAt: NOON });
  });

  it('of a paused printer that is seen for the first time is under way', () => {
    expect(follow({ phase: 'paused' })).toMatchObject([{ status: 'paused' }]);
  });

  it('keeps its file when the printer forgets it', () => {
    const reports = follow(IDLE, { fileName: 'a.gcode' }, { phase: 'paused' }, { phase: 'completed' });
    expect(reports.map(({ fileName }) => fileName)).toEqual(['a.gcode', 'a.gcode', 'a.gcode']);
  });

  it('is another after a gap when it has another name, and the same when nothing speaks against it', () => {
    const gap = (fileName: string | null) =>
      follow(IDLE, { fileName: 'a.gcode' }, { fileName, at: NOON + MINUTE, isAfterGap: true });
    expect(gap('b.gcode').map(({ name, status }) => `${name} ${status}`)).toEqual([
      'a printing',
      'a unknown',
      'b printing',
    ]);
    expect(gap('a.gcode')).toHaveLength(1);
    expect(gap(null)).toHaveLength(1);
  });

  it.each([
    ['Benchy.gcode.3mf', 'Benchy'],
    ['/usb/folder/Vase_0.2mm_PLA.bgcode', 'Vase_0.2mm_PLA'],
    ['Plate 1', 'Plate 1'],
    ['.gcode', '.gcode'],
    [null, 'Print on X1C'],
  ])('of the file %j is called %j', (fileName, name) => {
    expect(follow(IDLE, { fileName })[0]).toMatchObject({ name, fileName, printer: 'X1C' });
  });
});

it.each(['idle', 'completed', 'failed', 'cancelled', 'unknown'] as const)(
  'a printer that is %s at the first sight tells of no print',
  (phase) => {
    expect(follow({ phase })).toEqual([]);
  },
);
