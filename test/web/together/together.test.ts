import { describe, expect, it } from 'vitest';
import type { WirePrintData } from '../../../web/contract.ts';
import { inStep, type PacedVideo, possiblePaces } from '../../../web/together/in-step.ts';
import { formatPlayerAddress, parsePlayerAddress } from '../../../web/together/player-address.ts';
import { comparableVideos } from '../../../web/together/same-model.ts';
import { makeTimelapse } from '../make-timelapse.ts';

const NOTHING: WirePrintData = {
  series: [],
  layers: [],
  layer_count: null,
  pictures: [],
  started_at: null,
};
const MINUTE = 60_000;

/** A picture a second of video. @param every minutes between two pictures */
function video(pictures: number, every: number, start = 0, layers: [number, number][] = []): PacedVideo {
  const times = Array.from({ length: pictures }, (_, index): [number, number] => [
    index + 1,
    start + index * every * MINUTE,
  ]);
  return { seconds: pictures, fps: 1, data: { ...NOTHING, pictures: times, layers } };
}

describe('two videos in step', () => {
  it('of one print show the same moment, also where one began later', () => {
    const follow = inStep(video(10, 1), video(5, 2, MINUTE), 'time');
    expect(follow(3.5)).toBeCloseTo(1.5);
    expect(follow(0)).toBeCloseTo(0.5);
    expect(follow(99)).toBeCloseTo(4.5);
  });

  it('of different prints show what was as long after the beginning', () => {
    const follow = inStep(video(10, 1), video(10, 1, 1_000_000_000), 'time');
    expect(follow(4.5)).toBeCloseTo(4.5);
  });

  it('show the same layer', () => {
    const one = video(10, 1, 0, [
      [1, 0],
      [10, 90],
    ]);
    const other = video(20, 1, 0, [
      [1, 0],
      [11, 45],
      [20, 90],
    ]);
    expect(inStep(one, other, 'layer')(5)).toBeCloseTo(10.5);
    expect(possiblePaces(one, other, false)).toEqual(['layer', 'share', 'time']);
    expect(possiblePaces(one, other, true)).toEqual(['time', 'layer', 'share']);
  });

  it('begin and end together where nothing is known', () => {
    const unknown = { seconds: 20, fps: 25, data: null };
    expect(possiblePaces(unknown, video(5, 1), true)).toEqual(['share']);
    expect(inStep(unknown, video(5, 1), 'share')(10)).toBe(2.5);
  });
});

describe('what the player shows', () => {
  it.each(['a', 'a,b', 'a,b,divider', 'a,b,inset'])('is "%s" in the address', (text) =>
    expect(formatPlayerAddress(parsePlayerAddress(text))).toBe(text),
  );

  it('is one video where the other makes no sense', () => {
    expect(parsePlayerAddress('a,a,what')).toEqual({ id: 'a', beside: null, layout: 'side' });
  });
});

describe('what can be compared', () => {
  it('is of the same print, then of the same model, and has a video', () => {
    const one = makeTimelapse({ id: '1', folder_name: 'Benchy_2026-03-01', job_id: 'j' });
    const all = [
      one,
      makeTimelapse({ id: '2', folder_name: 'benchy v3', job_id: null }),
      makeTimelapse({ id: '3', folder_name: 'Other camera', job_id: 'j' }),
      makeTimelapse({ id: '4', folder_name: 'Benchy', job_id: null, video_exists: false }),
      makeTimelapse({ id: '5', folder_name: 'Vase', job_id: null }),
    ];
    expect(comparableVideos(one, all).map(({ id }) => id)).toEqual(['3', '2']);
  });
});
