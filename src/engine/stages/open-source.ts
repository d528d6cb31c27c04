import type { FfmpegRunner } from '../ffmpeg/ffmpeg-process.ts';
import type { FrameSource } from '../ffmpeg/frame-source.ts';
import { pictureSource } from '../ffmpeg/frame-stream.ts';
import { probeVideo } from '../ffmpeg/probe-video.ts';
import { videoSource } from '../ffmpeg/video-frames.ts';
import { type CaptureLog, readCaptureLog } from '../input/capture-log.ts';
import { framesOfVideo } from '../input/frames-of-video.ts';
import { listFrames, type SourceListing } from '../input/list-frames.ts';
import type { PictureKind } from '../input/picture-kind.ts';
import { type ChosenFrames, chooseFrames } from '../input/recipe-frames.ts';
import { decodedAtOnce } from '../input/runs.ts';
import { type Picture, type ScannedHeaders, scanHeaders } from '../input/scan-headers.ts';
import { requireUnchanged, type VideoFile, videoFileAt } from '../input/video-file.ts';
import type { RecipeSettings } from '../run/recipe-settings.ts';

/** What a run makes its video of: the pictures of a folder, or those of another video. */
export interface Source {
  chosen: ChosenFrames;
  listing: SourceListing;
  scanned: ScannedHeaders;
  /** @param threads of a decoder that has nothing beside it */
  frames(threads: number): FrameSource;
  decodedAtOnce(pictures: readonly Picture[]): PictureKind[];
  log: CaptureLog;
  isVideo: boolean;
  /** @throws EngineFailure when that is not what was measured any more */
  requireUnchanged(): void;
}

/** @throws EngineFailure */
export async function openSource(
  path: string,
  recipe: RecipeSettings,
  ffmpeg: FfmpegRunner,
): Promise<Source> {
  const video = videoFileAt(path);
  return video === null ? openFolder(path, recipe, ffmpeg) : openVideo(video, recipe, ffmpeg);
}

function openFolder(path: string, recipe: RecipeSettings, ffmpeg: FfmpegRunner): Source {
  const folder = listFrames(path);
  const chosen = chooseFrames(folder.frames, recipe);
  return {
    chosen,
    listing: { ...folder, frames: chosen.frames },
    scanned: scanHeaders(chosen.frames),
    frames: () => pictureSource(ffmpeg),
    decodedAtOnce,
    log: readCaptureLog(path),
    isVideo: false,
    // Each of its pictures is checked when it is read.
    requireUnchanged: () => {},
  };
}

async function openVideo(file: VideoFile, recipe: RecipeSettings, ffmpeg: FfmpegRunner): Promise<Source> {
  const video = await probeVideo(ffmpeg, file);
  const chosen = framesOfVideo(file, video, recipe);
  return {
    chosen,
    listing: { frames: chosen.frames, passedOver: 0 },
    scanned: { pictures: chosen.frames, dropped: [], errnos: [] },
    frames: (threads) => videoSource({ ffmpeg, file, video, threads }),
    // A decoder keeps several pictures, for those that build on them.
    decodedAtOnce: () => [video.kind, video.kind],
    log: new Map(),
    isVideo: true,
    requireUnchanged: () => requireUnchanged(file),
  };
}
