import { describe, expect, it } from 'vitest';
import { type Attempt, type Original, planAttempt, type Tried } from '../../src/share-copies/plan-attempt.ts';
import { SHARE_KINDS } from '../../src/shared/share-copies.ts';

const HD: Original = {
  width: 1920,
  height: 1080,
  fps: 30,
  seconds: 20,
  speed: 1,
  bytes: 30_000_000,
  bitsPerPixel: (8 * 30_000_000) / (1920 * 1080 * 30 * 20),
};

/** Everything that is tried while each file is as many times as large as its limit. */
function tryAll(kind: (typeof SHARE_KINDS)[number], original: Original, maxBytes: number, tooLarge: number) {
  const tried: Tried[] = [];
  for (;;) {
    const attempt = planAttempt(kind, original, maxBytes, tried);
    if (!attempt) return tried.map((each) => each.attempt);
    tried.push({ attempt, bytes: maxBytes * tooLarge });
  }
}

const area = ({ width, height, fps }: Attempt): number => width * height * fps;

describe('the first try', () => {
  it('keeps the size of the picture where the limit allows it', () => {
    expect(planAttempt('mp4', HD, 29_000_000, [])).toMatchObject({ width: 1920, height: 1080, fps: 30 });
  });

  it('has a bitrate that fills the limit, but not more', () => {
    const { bitrate, aim } = planAttempt('mp4', HD, 10_000_000, [])!;
    expect(aim).toBe(10_000_000);
    expect((bitrate! * HD.seconds) / 8).toBeLessThan(9_700_000);
    expect((bitrate! * HD.seconds) / 8).toBeGreaterThan(9_300_000);
  });

  it('needs no more than the original has', () => {
    const small = { ...HD, bytes: 2_000_000, bitsPerPixel: HD.bitsPerPixel / 15 };
    const { bitrate, width } = planAttempt('mp4', small, 50_000_000, [])!;
    expect((bitrate! * HD.seconds) / 8).toBeLessThan(2_200_000);
    expect(width).toBe(1920);
  });

  it('is smaller where the bits are too few', () => {
    const { width, height } = planAttempt('mp4', HD, 2_000_000, [])!;
    expect(width).toBeLessThan(1280);
    expect(Math.abs(width / height - 16 / 9)).toBeLessThan(0.01);
    expect([width % 2, height % 2]).toEqual([0, 0]);
  });

  it('without a limit is by quality, and the only one', () => {
    const attempt = planAttempt('mp4', HD, null, [])!;
    expect(attempt).toMatchObject({ bitrate: null, width: 1920, isSmallest: true });
    expect(planAttempt('mp4', HD, null, [{ attempt, bytes: 1e9 }])).toBeNull();
  });

  it.each([
    ['gif', 480, 12.5],
    ['webp', 640, 20],
  ] as const)('of a %s is at most %i pixels wide', (kind, width, fps) => {
    expect(planAttempt(kind, HD, null, [])).toMatchObject({ width, fps });
  });
});

describe('later tries', () => {
  it.each(SHARE_KINDS)('of %s become smaller each time, and end', (kind) => {
    for (const tooLarge of [1.01, 2, 30]) {
      const attempts = tryAll(kind, HD, 500_000, tooLarge);
      expect(attempts.length).toBeGreaterThan(1);
      expect(attempts.length).toBeLessThan(9);
      expect(attempts.at(-1)!.isSmallest).toBe(true);
      for (const [index, attempt] of attempts.entries()) {
        const before = attempts[index - 1];
        if (before) expect(area(attempt)).toBeLessThanOrEqual(area(before));
      }
    }
  });

  it('aim below the limit by as much as the last was above it', () => {
    const first = planAttempt('mp4', HD, 10_000_000, [])!;
    const { aim } = planAttempt('mp4', HD, 10_000_000, [{ attempt: first, bytes: 12_500_000 }])!;
    expect(aim).toBeCloseTo(10_000_000 * 0.8 * 0.95, -3);
  });

  it('leave out pictures only when they are as small as it gets', () => {
    const attempts = tryAll('mp4', HD, 60_000, 3);
    for (const { height, fps } of attempts) if (fps < 30) expect(height).toBe(144);
    expect(attempts.at(-1)).toMatchObject({ height: 144, fps: 8 });
  });
});

it.each([1, 7, 60, 3601])('a picture of odd size and %i pixels stays a picture', (pixels) => {
  const odd = { ...HD, width: pixels, height: 61 };
  for (const kind of SHARE_KINDS) {
    for (const { width, height } of tryAll(kind, odd, 10_000, 2)) {
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(2);
      expect([width % 2, height % 2]).toEqual([0, 0]);
    }
  }
});
