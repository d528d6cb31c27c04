import { describe, expect, it } from 'vitest';
import { eligibleAt, usualGap } from '../../src/timelapses/quiet-period.ts';

const facts = { lastFrameAt: 1_000_000, usualGapMs: 0, frameCount: 10, held: false, printEndedAt: null };
const options = { quietMs: 300_000, minFrames: 2 };

describe('the end of the quiet period', () => {
  it('is the time of the newest frame plus the quiet period', () => {
    expect(eligibleAt(facts, options)).toBe(1_300_000);
  });

  it('comes after three usual gaps where they are longer', () => {
    expect(eligibleAt({ ...facts, usualGapMs: 100_000 }, options)).toBe(1_300_000);
    expect(eligibleAt({ ...facts, usualGapMs: 100_001 }, options)).toBe(1_300_003);
    expect(eligibleAt({ ...facts, usualGapMs: 600_000 }, options)).toBe(2_800_000);
  });

  it('never comes when the option is 0, however old the frames are', () => {
    expect(eligibleAt({ ...facts, lastFrameAt: 0 }, { ...options, quietMs: 0 })).toBeNull();
    expect(eligibleAt({ ...facts, usualGapMs: 5 }, { ...options, quietMs: 0 })).toBeNull();
  });

  it('never comes for a folder that the user has taken out of the queue', () => {
    expect(eligibleAt({ ...facts, held: true }, options)).toBeNull();
  });

  it('comes with the end of the print, if that is sooner', () => {
    expect(eligibleAt({ ...facts, printEndedAt: 1_000_500 }, options)).toBe(1_000_500);
    expect(eligibleAt({ ...facts, printEndedAt: 1_000_500, usualGapMs: 600_000 }, options)).toBe(1_000_500);
    expect(eligibleAt({ ...facts, printEndedAt: 1_400_000 }, options)).toBe(1_300_000);
    expect(eligibleAt({ ...facts, printEndedAt: 1_000_500 }, { ...options, quietMs: 0 })).toBeNull();
    expect(eligibleAt({ ...facts, printEndedAt: 1_000_500, held: true }, options)).toBeNull();
    expect(eligibleAt({ ...facts, printEndedAt: 1_000_500, frameCount: 1 }, options)).toBeNull();
  });

  it('counts from the arrival of frames that bring old times with them [1.11]', () => {
    const copied = { ...facts, lastFrameAt: 5000, arrivedAt: 2_000_000 };
    expect(eligibleAt(copied, options)).toBe(2_300_000);
    expect(eligibleAt({ ...facts, arrivedAt: 5000 }, options)).toBe(1_300_000);
  });

  it('waits an hour at most for frames that are days apart [1.11]', () => {
    expect(eligibleAt({ ...facts, usualGapMs: 3 * 86_400_000 }, options)).toBe(1_000_000 + 3_600_000);
    expect(eligibleAt({ ...facts, usualGapMs: 1_200_001 }, options)).toBe(1_000_000 + 3_600_000);
  });

  it('waits for frames that are still being copied when the print has ended [1.11]', () => {
    const copied = { ...facts, lastFrameAt: 5000, arrivedAt: 2_000_000, printEndedAt: 1_990_000 };
    expect(eligibleAt(copied, options)).toBe(2_015_000);
  });

  it('waits for the fewest frames', () => {
    expect(eligibleAt({ ...facts, frameCount: 1 }, options)).toBeNull();
    expect(eligibleAt({ ...facts, frameCount: 2 }, options)).toBe(1_300_000);
    expect(eligibleAt({ ...facts, frameCount: 2 }, { ...options, minFrames: 3 })).toBeNull();
  });
});

describe('the usual gap', () => {
  it.each([[[]], [[5]], [[5, 10]]])('of %j is unknown', (times) => {
    expect(usualGap(times)).toBe(0);
  });

  it('is the median of the gaps, so that one long break changes nothing', () => {
    expect(usualGap([0, 10, 20, 30, 5000])).toBe(10);
  });

  it('goes by the order of the times, not of the list', () => {
    expect(usualGap([40, 0, 30, 10, 20])).toBe(10);
    expect(usualGap([100, 20, 3])).toBe(80);
  });

  it('is 0 for frames that were copied in one instant', () => {
    expect(usualGap([7, 7, 7, 7])).toBe(0);
  });
});
