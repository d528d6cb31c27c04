import type { TimelapseFile, VideoInfo } from './timelapse.ts';
import type { Patch } from './timelapse-writes.ts';

export interface RenderResult {
  video: VideoInfo;
  files: TimelapseFile[];
  droppedFrames: number | null;
  /** Readable ones that were left out automatically. */
  framesLeftOut: number | null;
  manyLeftOut: boolean;
  flickerBefore: number | null;
  flickerAfter: number | null;
  /** The settings it was made with; missing in plans from before they were saved. */
  renderedWith?: unknown;
  framesChosen: number | null;
  movementBefore: number | null;
  movementAfter: number | null;
}

/** Of a video of which only its file is known. */
export const NOTHING_MEASURED = {
  droppedFrames: null,
  framesLeftOut: null,
  manyLeftOut: false,
  flickerBefore: null,
  flickerAfter: null,
  framesChosen: null,
  movementBefore: null,
  movementAfter: null,
} as const satisfies Partial<RenderResult>;

export function videoColumns(result: RenderResult): Patch {
  return {
    video_exists: 1,
    video_bytes: result.files.find((file) => file.kind === 'video')?.sizeBytes ?? null,
    video_duration: result.video.durationSeconds,
    width: result.video.width,
    height: result.video.height,
    fps: result.video.fps,
    dropped_frames: result.droppedFrames,
    frames_left_out: result.framesLeftOut,
    many_left_out: result.manyLeftOut ? 1 : 0,
    flicker_before: result.flickerBefore,
    flicker_after: result.flickerAfter,
    rendered_with: result.renderedWith === undefined ? null : JSON.stringify(result.renderedWith),
    frames_chosen: result.framesChosen,
    movement_before: result.movementBefore,
    movement_after: result.movementAfter,
  };
}
