import { describe, expect, it } from 'vitest';
import { engineEnvironment } from '../../src/queue/engine-environment.ts';
import { videoOptionsSchema } from '../../src/shared/options.ts';

const video = videoOptionsSchema.parse({ target_seconds: 0, fps: 23.976, max_height: 1440, preset: 'slow' });

describe('the environment of an engine', () => {
  it('holds every option of the video as text', () => {
    expect(engineEnvironment(video, 'Größe "XL"', false)).toEqual({
      TIMELAPSE_TARGET_SECONDS: '0',
      TIMELAPSE_FPS: '23.976',
      TIMELAPSE_MIN_FPS: '10',
      TIMELAPSE_MAX_FPS: '60',
      TIMELAPSE_MAX_HEIGHT: '1440',
      TIMELAPSE_QUALITY: '20',
      TIMELAPSE_PRESET: 'slow',
      TIMELAPSE_HOLD_SECONDS: '2',
      TIMELAPSE_DEFLICKER: 'strong',
      TIMELAPSE_TITLE: 'Größe "XL"',
      TIMELAPSE_NODE: process.execPath,
    });
  });

  it('asks for less after the machine ran out of memory', () => {
    expect(engineEnvironment(video, 't', true)).toMatchObject({
      TIMELAPSE_MAX_HEIGHT: '720',
      TIMELAPSE_PRESET: 'veryfast',
      TIMELAPSE_THREADS: '1',
    });
    expect(engineEnvironment({ ...video, max_height: 480 }, 't', true).TIMELAPSE_MAX_HEIGHT).toBe('480');
  });
});
