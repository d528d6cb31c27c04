import { describe, expect, it, vi } from 'vitest';
import { Collection } from '../../../web/state/collection.ts';
import { contrast, parseColor, readableOn } from '../../../web/theme/color.ts';
import { downloadUrl, posterUrl, videoUrl } from '../../../web/timelapse/media-urls.ts';
import { playerStep } from '../../../web/timelapse/player-step.ts';
import { queuePlace } from '../../../web/timelapse/queue-place.ts';
import { reconnectDelay } from '../../../web/api/reconnect-delay.ts';
import { noteServerTime, serverNow } from '../../../web/state/server-clock.ts';
import { makeFolder, makeTimelapse } from '../make-timelapse.ts';

describe('a collection', () => {
  it('gives its subscribers the state at once and every change in one go', async () => {
    const numbers = new Collection(1);
    const seen: number[] = [];
    const undo = numbers.subscribe((state) => seen.push(state));
    numbers.update((state) => state + 1);
    numbers.update((state) => state + 1);
    await Promise.resolve();
    numbers.update((state) => state);
    await Promise.resolve();
    undo();
    numbers.update(() => 9);
    await Promise.resolve();
    expect(seen).toEqual([1, 3]);
    expect(numbers.state).toBe(9);
  });
});

describe('the wait before the next try', () => {
  it('doubles up to half a minute', () => {
    expect([0, 1, 2, 5, 6, 50].map((failures) => reconnectDelay(failures, 1))).toEqual([
      500, 1000, 2000, 16_000, 30_000, 30_000,
    ]);
  });

  it('is spread', () => expect(reconnectDelay(2, 0)).toBe(1500));
});

describe("the server's clock", () => {
  it('is taken over where the device is off', () => {
    vi.useFakeTimers({ now: Date.parse('2026-03-01T10:00:00Z') });
    noteServerTime('2026-03-01T10:05:00Z');
    expect(serverNow()).toBe(Date.parse('2026-03-01T10:05:00Z'));
    noteServerTime('nonsense');
    expect(serverNow()).toBe(Date.parse('2026-03-01T10:05:00Z'));
    noteServerTime('2026-03-01T10:00:00Z');
    vi.useRealTimers();
  });
});

describe('colours', () => {
  it('are read as themes write them', () => {
    expect(parseColor('#009ac7')).toEqual([0, 154, 199]);
    expect(parseColor(' #fff ')).toEqual([255, 255, 255]);
    expect(parseColor('rgba(225, 225, 225, 0.12)')).toEqual([225, 225, 225]);
    expect(parseColor('var(--x)')).toBeNull();
  });

  it.each([
    ['#009ac7', '#ffffff'],
    ['#009ac7', '#1c1c1c'],
    ['#ffeb3b', '#ffffff'],
    ['#111111', '#000000'],
  ])('%s becomes readable on %s', (color, background) => {
    const ground = parseColor(background)!;
    expect(contrast(readableOn(parseColor(color)!, ground), ground)).toBeGreaterThanOrEqual(4.5);
  });
});

describe('addresses of files', () => {
  it('are relative, change with every render, and keep ids in one piece', () => {
    const timelapse = makeTimelapse({ id: 'a/b' });
    expect(videoUrl(timelapse)).toBe('./api/v1/timelapses/a%2Fb/video?v=1772359260000');
    expect(posterUrl(timelapse)).toBe('./api/v1/timelapses/a%2Fb/poster?v=1772359260000');
    expect(downloadUrl(timelapse)).toBe('./api/v1/timelapses/a%2Fb/video?download=true');
  });
});

describe('previous and next', () => {
  const list = [makeTimelapse({ id: 'a' }), makeFolder({ id: 'b' }), makeTimelapse({ id: 'c' })];

  it('pass over what has no video and end at the ends', () => {
    expect(playerStep(list, 'a', 1)?.id).toBe('c');
    expect(playerStep(list, 'c', -1)?.id).toBe('a');
    expect(playerStep(list, 'c', 1)).toBeNull();
    expect(playerStep(list, 'gone', 1)).toBeNull();
  });
});

describe('the place in the queue', () => {
  it('counts from one', () => {
    const queue = {
      paused: false,
      waiting_for: null,
      processing_id: 'x',
      processing_ids: ['x'],
      pending_ids: ['a', 'b'],
    };
    expect(queuePlace(queue, 'b')).toBe(2);
    expect(queuePlace(queue, 'x')).toBeNull();
    expect(queuePlace(null, 'a')).toBeNull();
  });
});
