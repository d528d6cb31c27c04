import { describe, expect, it } from 'vitest';
import { environmentLock } from '../../src/options/environment-lock.ts';

describe('an option is locked by the environment', () => {
  it.each([
    [{ min_frames: 4 }, 'min_frames', 'MIN_FRAMES'],
    [{ min_frames: 'bad' }, 'min_frames', 'MIN_FRAMES'],
    [{ timelapse_enabled: false }, 'timelapse_enabled', 'TIMELAPSE_ENABLED'],
    [{ video: { fps: 3 } }, 'video.fps', 'VIDEO_FPS or VIDEO'],
    [{ video: 'bad' }, 'video.fps', 'VIDEO_FPS or VIDEO'],
  ])('%j locks %s', (environment, name, variable) => {
    const lock = environmentLock(environment, name);
    expect(lock).toMatchObject({ code: 'environment', by: variable.split(' or ') });
    expect(lock?.reason).toContain(`${variable} overrides`);
  });

  it.each([
    [{}, 'min_frames'],
    [{ min_frames: 4 }, 'log_level'],
    [{ video: { fps: 3 } }, 'video.quality'],
    [{ min_frames: 4 }, 'constructor'],
  ])('%j leaves %s free', (environment, name) => {
    expect(environmentLock(environment, name)).toBeNull();
  });
});
