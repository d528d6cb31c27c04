import { describe, expect, it } from 'vitest';
import { ageDays, isCleanupCandidate } from '../../src/timelapses/cleanup-policy.ts';
import { makeRecord } from '../helpers/make-record.ts';

const DAY = 86_400_000;
const done = makeRecord({
  status: 'completed',
  videoExists: true,
  createdAt: 0,
  processingCompletedAt: 10 * DAY,
});

describe('the age of a timelapse', () => {
  it('counts whole days since its video was made', () => {
    expect(ageDays(done, 10 * DAY)).toBe(0);
    expect(ageDays(done, 11 * DAY - 1)).toBe(0);
    expect(ageDays(done, 40 * DAY)).toBe(30);
  });

  it('counts from its discovery while there is none', () => {
    expect(ageDays(makeRecord({ createdAt: 0 }), 3 * DAY)).toBe(3);
  });

  it('is never below nothing, though the clock was set back', () => {
    expect(ageDays(done, 0)).toBe(0);
  });
});

describe('clean-up', () => {
  it('offers a video from the day of the threshold on', () => {
    expect(isCleanupCandidate(done, 30, 40 * DAY - 1)).toBe(false);
    expect(isCleanupCandidate(done, 30, 40 * DAY)).toBe(true);
  });

  it.each([
    [{ pinned: true }],
    [{ videoExists: false }],
    [{ status: 'failed' }],
    [{ status: 'discovered' }],
    [{ status: 'processing' }],
  ] as const)('never offers one with %j', (change) => {
    expect(isCleanupCandidate({ ...done, ...change }, 30, 400 * DAY)).toBe(false);
  });
});
