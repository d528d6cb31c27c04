import { describe, expect, it } from 'vitest';
import type { WireStats } from '../../../web/contract.ts';
import { canBeRestored, freedBytes, isStorageLow, sourceBytes } from '../../../web/timelapse/clean-up.ts';
import { makeFolder, makeTimelapse } from '../make-timelapse.ts';

describe('what a deletion sets free', () => {
  const video = makeTimelapse({ file_size_bytes: 10, source_size_bytes: 100 });

  it('is the video, and the frames only when they go too', () => {
    expect(freedBytes([video, video], false)).toBe(20);
    expect(freedBytes([video], true)).toBe(110);
  });

  it.each([
    ['no video stands for them', makeFolder()],
    ['the video is gone', makeTimelapse({ video_exists: false })],
    ['they are gone already', makeTimelapse({ source_missing: true })],
    ['the last render failed', makeTimelapse({ status: 'failed' })],
  ])('leaves the frames where %s', (_name, timelapse) => expect(sourceBytes(timelapse)).toBe(0));
});

describe('the way back', () => {
  it('is there where frames remain', () => {
    expect(canBeRestored(makeTimelapse(), false, 0)).toBe(true);
    expect(canBeRestored(makeTimelapse(), true, 0)).toBe(false);
    expect(canBeRestored(makeTimelapse({ source_missing: true }), false, 0)).toBe(false);
    expect(canBeRestored(makeTimelapse({ source_missing: true, origin: 'video' }), false, 0)).toBe(true);
    expect(canBeRestored(makeTimelapse({ source_missing: true }), true, 7)).toBe(true);
  });
});

describe('a disk that is nearly full', () => {
  it.each([
    [null, null, false],
    [50e9, null, false],
    [1e9, null, true],
    [50e9, 3, true],
    [50e9, 30, false],
  ])('with %s bytes free for %s days is: %s', (free_bytes, days_until_full, low) =>
    expect(isStorageLow({ free_bytes, days_until_full } as WireStats)).toBe(low),
  );
});
