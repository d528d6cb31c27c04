import { describe, expect, it } from 'vitest';
import { readProgress, readReport } from '../../src/queue/engine-output.ts';

describe('a line of the bundled engine', () => {
  it('tells percent, frames and step', () => {
    expect(readProgress('progress 42.5 85/200 encoding', 999)).toEqual({
      percent: 42.5,
      framesDone: 85,
      framesTotal: 200,
      step: 'encoding',
    });
  });

  it('never tells more than 100 percent', () => {
    expect(readProgress('progress 250 1/2 measuring', 2)?.percent).toBe(100);
  });
});

describe('a line of a foreign script', () => {
  it.each([
    ['frame=   60 fps= 30 q=28.0 size=     256kB time=00:00:02.00 bitrate=1048.6kbits/s', 25, 60],
    ['frame=240', 99, 240],
    ['frame= 500 fps=0.0', 99, 240],
    ['frame=    0 fps=0.0', 0, 0],
  ])('of ffmpeg, %j, is progress of %d percent', (line, percent, framesDone) => {
    expect(readProgress(line, 240)).toEqual({ percent, framesDone, framesTotal: 240, step: 'encoding' });
  });

  it.each([
    ['Deflickering: 37% done', 37],
    ['100%', 100],
    ['[=====>    ] 52.5 %', 52.5],
    ['0%', 0],
  ])('%j is progress of %d percent', (line, percent) => {
    expect(readProgress(line, 240)).toEqual({ percent, framesDone: null, framesTotal: null, step: null });
  });

  it.each([
    '',
    'Stream #0:0: Video: h264, yuv420p, 25 fps',
    'cpu at 250%',
    'scaled by 1050%',
    'progress soon',
    'progress 10 of 20',
    '% done',
    'keyframe=12',
  ])('%j is no progress', (line) => {
    expect(readProgress(line, 240)).toBeNull();
  });

  it('of ffmpeg says nothing when the number of frames is unknown', () => {
    expect(readProgress('frame=  60 fps=30', 0)).toBeNull();
  });
});

describe('a report', () => {
  it('tells dropped frames and flicker, and is kept as it came', () => {
    const raw = {
      frames_used: 9,
      frames_dropped: [{ name: 'a.jpg', reason: 'broken' }],
      flicker_before: 4.2,
      flicker_after: 0.3,
      extra: true,
    };
    expect(readReport(`report ${JSON.stringify(raw)}`)).toEqual({
      droppedFrames: 1,
      flickerBefore: 4.2,
      flickerAfter: 0.3,
      raw,
    });
  });

  it('may count the dropped frames instead of listing them', () => {
    expect(readReport('report {"frames_dropped": 3}')).toMatchObject({ droppedFrames: 3 });
  });

  it('leaves out what is missing or no number', () => {
    expect(readReport('report {"flicker_before": "much", "flicker_after": null}')).toMatchObject({
      droppedFrames: null,
      flickerBefore: null,
      flickerAfter: null,
    });
  });

  it.each(['report', 'report {', 'report {"a": }', 'report [1]', 'the report {"a": 1}', 'reporting {}'])(
    'is not in %j',
    (line) => {
      expect(readReport(line)).toBeNull();
    },
  );
});
