import { describe, expect, it } from 'vitest';
import type { PictureFacts } from '../../src/print-data/picture-facts.ts';
import type { SensorRecord } from '../../src/print-data/print-data-store.ts';
import { toWirePrintData } from '../../src/print-data/to-wire-print-data.ts';

const MINUTE = 60_000;
const START = 1_700_000_000_000;

const pictures = (count: number, more: Partial<PictureFacts> = {}): PictureFacts => ({
  at: Array.from({ length: count }, (_, index) => START + index * MINUTE),
  isLogged: false,
  logged: {},
  layers: null,
  ...more,
});

const sensors: SensorRecord = {
  from: START - MINUTE,
  to: START + 20 * MINUTE,
  points: {
    nozzle: [[START - MINUTE, 210]],
    layer: Array.from({ length: 10 }, (_, index) => [START + index * MINUTE, index + 1]),
  },
};
const job = { startedAt: START - 5000, endedAt: START + 19 * MINUTE };
const video = (frames: number, fps = 10) => ({
  ...{ durationSeconds: frames / fps, fps },
  ...{ width: 640, height: 480 },
});

describe('print data on the wire', () => {
  it('counts the pictures of the part that was cut out', () => {
    const cut = { video: video(6), cutFrom: 0.4, job };
    const data = toWirePrintData({ pictures: pictures(12), sensors }, cut);
    expect(data.pictures).toEqual([5, 6, 7, 8, 9, 10].map((n) => [n - 4, START + (n - 1) * MINUTE]));
    expect(data.layers).toEqual([5, 6, 7, 8, 9, 10].map((n) => [n - 4, n]));
    expect(data.started_at).toBe(job.startedAt);
  });

  it('takes no times of copied files for those of the pictures, but those that were logged', () => {
    const copied = pictures(12).at.map((at) => at! + 30 * 24 * 60 * MINUTE);
    const shown = { video: video(12), cutFrom: 0, job };
    expect(toWirePrintData({ pictures: pictures(12, { at: copied }), sensors }, shown).series).toEqual([]);
    const atOnce = pictures(12, { at: Array.from({ length: 12 }, () => START) });
    expect(toWirePrintData({ pictures: atOnce, sensors }, shown).series).toEqual([]);
    const logged = pictures(12, { at: copied, isLogged: true, logged: { bed: copied.map(() => 60) } });
    const data = toWirePrintData({ pictures: logged, sensors }, { ...shown, job: null });
    expect(data.series.map(({ key }) => key)).toEqual(['bed']);
    expect(data.started_at).toBe(copied[0]);
  });

  it('lets the sensors speak where little was logged', () => {
    const nozzle = pictures(12).at.map((_, index) => (index < 3 ? 245 : null));
    const few = pictures(12, { isLogged: true, logged: { nozzle } });
    const shown = { video: video(12), cutFrom: 0, job };
    expect(toWirePrintData({ pictures: few, sensors }, shown).series[0]!.points).toEqual([
      [START - MINUTE, 210],
    ]);
    const alone = toWirePrintData({ pictures: few, sensors: null }, shown).series[0]!.points;
    expect(alone.filter(([, value]) => value !== null)).toHaveLength(3);
  });

  it('stays small for a video of very many pictures, which begins and ends where it does', () => {
    const count = 20_000;
    const facts = pictures(count, {
      isLogged: true,
      logged: { nozzle: pictures(count).at.map((_, n) => n % 7) },
    });
    const data = toWirePrintData(
      { pictures: facts, sensors: null },
      { video: video(count, 60), cutFrom: 0, job: null },
    );
    expect(data.pictures.length).toBeLessThanOrEqual(2000);
    expect([data.pictures[0]![0], data.pictures.at(-1)![0]]).toEqual([1, count]);
    expect(data.series[0]!.points.length).toBeLessThanOrEqual(2000);
  });
});
