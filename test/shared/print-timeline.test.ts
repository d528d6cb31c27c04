import { describe, expect, it } from 'vitest';
import { PrintTimeline } from '../../src/shared/print-timeline.ts';
import { makePrintData, MINUTE, START } from '../web/print-data/make-print-data.ts';

/** Ten pictures in a second, and the last is held for half a second. */
const VIDEO = { fps: 10, seconds: 1.5 };
const timeline = new PrintTimeline(makePrintData(), VIDEO);

describe('the print in the frames of a video', () => {
  it('is found at any moment, also where the last picture is held', () => {
    expect(timeline.frames).toBe(15);
    expect([0, 0.0999, 0.1, 0.299_999, 1.49, 9, -1].map((seconds) => timeline.frameAt(seconds))).toEqual([
      ...[0, 1, 1, 3, 14, 14, 0],
    ]);
    for (let frame = 0; frame < 15; frame += 1)
      expect(timeline.frameAt(timeline.secondsOf(frame))).toBe(frame);
  });

  it('has its time, evenly between what is known, and what was reported then', () => {
    expect([0, 1, 3, 6, 9, 14].map((frame) => timeline.timeOf(frame))).toEqual(
      [0, 1, 3, 6, 9, 9].map((minute) => START + minute * MINUTE),
    );
    expect(timeline.momentAt(0)).toEqual({ layer: null, elapsed: 30, values: { nozzle: 25, bed: 60 } });
    expect(timeline.momentAt(6)).toEqual({ layer: 4, elapsed: 390, values: { nozzle: 210, bed: null } });
    expect(timeline.momentAt(14)).toEqual({ layer: 7, elapsed: 570, values: { nozzle: 210, bed: 60 } });
  });

  it('leads to a layer, or to the next one that is shown', () => {
    expect([-5, 1, 2, 4, 7, 8, 999].map((layer) => timeline.frameOfLayer(layer))).toEqual([
      ...[2, 2, 4, 4, 8, 8, 8],
    ]);
    expect([0, 2, 4, 7, 8].map((frame) => timeline.besideLayer(frame, 1))).toEqual([2, 4, 8, 8, null]);
    expect([0, 2, 4, 7, 8].map((frame) => timeline.besideLayer(frame, -1))).toEqual([null, null, 2, 2, 4]);
  });

  it('is unknown where nothing is known', () => {
    const nothing = { series: [], layers: [], layer_count: null, pictures: [], started_at: null };
    const empty = new PrintTimeline(makePrintData(nothing), VIDEO);
    expect(empty.momentAt(3)).toEqual({ layer: null, elapsed: null, values: {} });
    expect(empty.frameOfLayer(3)).toBeNull();
    expect(empty.besideLayer(3, 1)).toBeNull();
    // A video whose beginning was cut off, or whose first times are unknown.
    const late = new PrintTimeline(makePrintData({ pictures: [[4, START]] }), VIDEO);
    expect([2, 3, 9].map((frame) => late.timeOf(frame))).toEqual([null, START, START]);
  });
});
