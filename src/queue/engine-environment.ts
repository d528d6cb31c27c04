import type { VideoOptions } from '../shared/options.ts';

/** Largest height of a render that is tried again after the machine ran out of memory. */
const LOW_MAX_HEIGHT = 720;

/**
 * The options of a video as environment variables, so that a script that does not know them is not disturbed.
 *
 * @param lowMemory the render before ran out of memory: smaller, and with one thread
 */
export function engineEnvironment(
  video: VideoOptions,
  title: string,
  lowMemory: boolean,
): Record<string, string> {
  const maxHeight = lowMemory ? Math.min(LOW_MAX_HEIGHT, video.max_height) : video.max_height;
  return {
    TIMELAPSE_TARGET_SECONDS: String(video.target_seconds),
    TIMELAPSE_FPS: String(video.fps),
    TIMELAPSE_MIN_FPS: String(video.min_fps),
    TIMELAPSE_MAX_FPS: String(video.max_fps),
    TIMELAPSE_MAX_HEIGHT: String(maxHeight),
    TIMELAPSE_QUALITY: String(video.quality),
    TIMELAPSE_PRESET: lowMemory ? 'veryfast' : video.preset,
    TIMELAPSE_HOLD_SECONDS: String(video.hold_last_frame_seconds),
    TIMELAPSE_DEFLICKER: video.deflicker,
    TIMELAPSE_TITLE: title,
    TIMELAPSE_NODE: process.execPath,
    ...(lowMemory ? { TIMELAPSE_THREADS: '1' } : {}),
  };
}
