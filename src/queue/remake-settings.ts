import type { SourceVideo } from '../media/source-video.ts';
import type { RenderSettings } from '../recipes/render-settings.ts';
import type { VideoChange } from './change-video.ts';

/** What the engine takes. */
const LEAST_FPS = 0.1;
const MOST_FPS = 240;

/**
 * For the engine, which takes the times of a video for names of its pictures. Without a length or a rate of its own in
 * the recipe, the video stays as long as it is; a steady one, of fewer pictures, may become shorter.
 */
export function remakeSettings(
  settings: RenderSettings,
  { cut: { from, to }, remake }: VideoChange,
  source: Pick<SourceVideo, 'frames' | 'fps'>,
): RenderSettings {
  const part = { first: textOf(from), last: textOf(to), excluded: [], included: [] };
  if (remake?.ownRate !== true) return { ...settings, frames: part };
  const { video } = settings;
  const fps = Math.min(MOST_FPS, Math.max(LEAST_FPS, source.fps * remake.speed));
  const end = Math.min(to ?? Number.POSITIVE_INFINITY, source.frames / source.fps);
  const seconds = Math.max(0, end - (from ?? 0)) / remake.speed;
  const rate =
    video.steady === 'off'
      ? { target_seconds: 0, fps }
      : {
          target_seconds: seconds,
          fps,
          min_fps: Math.min(fps, video.min_fps),
          max_fps: Math.max(fps, video.max_fps),
        };
  return { ...settings, frames: part, video: { ...video, ...rate } };
}

function textOf(time: number | null): string | null {
  return time === null ? null : String(time);
}
