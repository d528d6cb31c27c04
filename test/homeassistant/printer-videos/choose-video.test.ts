import { describe, expect, it } from 'vitest';
import { chooseVideos } from '../../../src/homeassistant/printer-videos/choose-video.ts';
import type { PrintJob } from '../../../src/print-jobs/print-job.ts';

const MINUTE = 60_000;
/** In local time, as printers name their files. */
const NOON = new Date(2030, 4, 17, 12, 0).getTime();

/** @param from to minutes after noon */
function print(id: string, from: number, to: number): PrintJob {
  const [startedAt, endedAt] = [NOON + from * MINUTE, NOON + to * MINUTE];
  return {
    ...{ id, startedAt, endedAt, createdAt: startedAt, updatedAt: endedAt },
    ...{ source: 'home_assistant', externalId: null, name: id, fileName: null, printer: 'X1C' },
    status: 'completed',
  };
}

const video = (name: string, minute: number) => ({
  path: `00M/timelapse/${name}`,
  sizeBytes: 1,
  modifiedAt: NOON + minute * MINUTE,
});

const A = print('A', 0, 30);
const B = print('B', 35, 65);

describe('the print of a video', () => {
  it.each([
    ['the last that had ended when it was written', 'clip.mp4', 66, 'B', true],
    ['not one that was under way then', 'clip.mp4', 40, 'A', true],
    ['also when the printer says a little late that it is done', 'clip.mp4', 29, 'A', true],
    ['none when none had ended', 'clip.mp4', 20, null, null],
    ['none when it was long before', 'clip.mp4', 65 + 61, null, null],
    ['the one that its name dates to', 'video_2030-05-17_12-00-10.avi', 67, 'A', true],
    ['the one that its name dates to, though they are close', 'video_2030-05-17_12-35-10.avi', 67, 'B', true],
    [
      'the last, and not surely so, where its name speaks against all',
      'video_1970-01-01_00-00-10.avi',
      66,
      'B',
      true,
    ],
    [
      'not surely the last where the clock of the printer is wrong',
      'video_2029-01-01_08-00-10.avi',
      66,
      'B',
      false,
    ],
  ])('is %s', (_, name, minute, id, isSure) => {
    const [chosen] = chooseVideos([video(name, minute)], [A, B], NOON + 200 * MINUTE);
    expect(chosen?.job.id ?? null).toBe(id);
    expect(chosen?.isSure ?? null).toBe(isSure);
  });

  it('waits while it is being written', () => {
    const fresh = video('clip.mp4', 66);
    expect(chooseVideos([fresh], [B], fresh.modifiedAt + 20_000)).toEqual([]);
    expect(chooseVideos([fresh], [B], fresh.modifiedAt + 30_000)).toHaveLength(1);
  });
});
