import { describe, expect, it } from 'vitest';
import { printDataOf } from '../../src/overlay/pictures.ts';
import type { PictureFacts } from '../../src/print-data/picture-facts.ts';
import type { PrintData } from '../../src/print-data/print-data-store.ts';
import { toPicturesOfPrint, toWirePrintData } from '../../src/print-data/to-wire-print-data.ts';
import { PrintTimeline } from '../../src/shared/print-timeline.ts';

const MINUTE = 60_000;
const START = 1_700_000_000_000;
const COUNT = 20;
const names = Array.from({ length: COUNT }, (_, index) => `${index}.jpg`);
const facts: PictureFacts = {
  at: names.map((_, index) => START + index * MINUTE),
  isLogged: false,
  logged: {},
  layers: null,
};
const job = { startedAt: START - 5000, endedAt: START + 19 * MINUTE };
const sensors: PrintData['sensors'] = {
  from: START - MINUTE,
  to: START + 30 * MINUTE,
  points: {
    nozzle: [
      [START - MINUTE, 24.5],
      [START + 3.5 * MINUTE, 215],
      [START + 9 * MINUTE, null],
      [START + 12 * MINUTE, 210],
    ],
    layer: Array.from({ length: 15 }, (_, index) => [START + (index + 2) * MINUTE, index + 1]),
    layers: [[START, 15]],
  },
};
const logged: PictureFacts = {
  ...facts,
  isLogged: true,
  logged: {
    bed: names.map((_, index) => 50 + index),
    progress: names.map((_, index) => (index === 7 ? null : 5 * index)),
    layer: names.map((_, index) => (index < 4 ? null : Math.floor(index / 2))),
  },
  layers: 99,
};

describe('what is known in each picture', () => {
  it.each<[string, PrintData, typeof job | null]>([
    ['from sensors', { pictures: facts, sensors }, job],
    ['from the log', { pictures: logged, sensors: null }, null],
    ['from both', { pictures: logged, sensors }, job],
    ['of another time', { pictures: facts, sensors: { ...sensors, from: 0, to: 1 } }, job],
    ['without a print', { pictures: facts, sensors: null }, null],
  ])('is what the player shows at it: %s', (_, data, of) => {
    const fps = 10;
    const video = { durationSeconds: COUNT / fps, fps, width: 640, height: 480 };
    const wire = toWirePrintData(data, { video, cutFrom: 0, job: of });
    const drawn = printDataOf(toPicturesOfPrint(names, data, of), names);
    const [shown, own] = [wire, drawn].map((each) => new PrintTimeline(each, { fps, seconds: COUNT / fps }));
    for (const index of names.keys()) {
      const { values, ...moment } = own!.momentAt(index);
      const player = shown!.momentAt(index);
      expect([index, moment]).toEqual([index, { layer: player.layer, elapsed: player.elapsed }]);
      expect([index, values]).toEqual([index, player.values]);
    }
    expect(drawn.layer_count).toBe(wire.layer_count);
  });

  it('follows the pictures that are shown, in their order', () => {
    const print = toPicturesOfPrint(names, { pictures: logged, sensors: null }, null);
    const data = printDataOf(print, ['12.jpg', 'gone.jpg', '5.jpg']);
    expect(data.pictures).toEqual([
      [1, START + 12 * MINUTE],
      [3, START + 5 * MINUTE],
    ]);
    expect(data.layers).toEqual([
      [1, 6],
      [3, 2],
    ]);
  });
});
