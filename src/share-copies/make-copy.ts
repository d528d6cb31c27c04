import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Files } from '../lib/files.ts';
import { drawOverlay, type OverlayContent } from '../overlay/draw-overlay.ts';
import { probeVideo } from '../media/ffprobe.ts';
import { playsEverywhere } from '../media/video-codec.ts';
import { type DiskSpace, missingFor } from '../queue/disk-space.ts';
import { WORK_FOLDERS } from '../queue/work-folder.ts';
import { MOVING_PICTURE_SECONDS } from '../shared/share-presets.ts';
import { partialCopyPath } from '../timelapses/copies-of-videos.ts';
import { CopyFailed, fromFileError } from './copy-failed.ts';
import { type CopyJob, remuxStep, type Step, stepsOf } from './copy-args.ts';
import { type Area, areaOf } from './framing.ts';
import { findCrop } from './find-crop.ts';
import { type Attempt, type Original, planAttempt, type Tried } from './plan-attempt.ts';
import { runStep, type StepLimits } from './run-step.ts';
import type { MadeCopy, ShareCopy } from './share-copy.ts';

export interface MakeCopyDeps {
  files: Files;
  dataDir: string;
  diskSpace: (path: string) => Promise<DiskSpace>;
  limits: StepLimits;
  effort: () => CopyEffort;
}

/** What a copy may take of the machine. */
export interface CopyEffort {
  /** Null = as many as there are cores. */
  threads: number | null;
  /** From 0 (normal) to 19 (lowest priority). */
  niceness: number;
  /** Part of the time in which it may run, 0 to 1. */
  turns: number;
}

export interface MakeCopyRun {
  signal: AbortSignal;
  /** @param part 0 to 1 */
  onProgress: (part: number) => void;
  /** For copies with an overlay. */
  content: OverlayContent | null;
}

interface Source {
  path: string;
  bytes: number;
  width: number;
  height: number;
  fps: number;
  seconds: number;
}

/** Longer pauses between pictures than this look like a fault. */
const MIN_SPED_UP_FPS = 30;
/** A first try rarely is too large, so most of the progress is its own. */
const FIRST_TRY_SHARE = 0.9;

/**
 * Makes a copy that fits, under its own name beside the video.
 *
 * @throws CopyFailed, or the signal's reason; nothing is left over
 */
export async function makeCopy(
  copy: ShareCopy,
  videoPath: string,
  run: MakeCopyRun,
  deps: MakeCopyDeps,
): Promise<MadeCopy> {
  const { files, dataDir } = deps;
  const partial = partialCopyPath(copy.path);
  const workDir = join(dataDir, WORK_FOLDERS, copy.id);
  try {
    const source = await readSource(videoPath, run.signal, files);
    await prepareFolder(dirname(copy.path), neededBytes(copy, source), deps);
    await mkdir(workDir, { recursive: true });
    const made = await makePartial({ copy, source, partial, workDir, run, deps });
    run.signal.throwIfAborted();
    await files.flush(partial);
    await files.rename(partial, copy.path);
    await files.flushFolder(dirname(copy.path));
    return made;
  } catch (error) {
    await files.remove(partial).catch(() => {});
    // Nobody else puts anything there at this moment.
    await files.removeFolder(dirname(partial)).catch(() => {});
    run.signal.throwIfAborted();
    throw fromFileError(error);
  } finally {
    await rm(workDir, { recursive: true, force: true }).catch(() => {});
  }
}

/** @throws CopyFailed when there is nothing to copy */
export async function readSource(
  path: string,
  signal: AbortSignal,
  files: Pick<Files, 'inspect'>,
): Promise<Source> {
  // ffprobe would wait long for a share that does not respond.
  const there = await files.inspect(path).catch((error: unknown) => {
    throw fromFileError(error);
  });
  if (there?.kind !== 'file') throw new CopyFailed('video_missing', path);
  const probe = await probeVideo(path, signal);
  signal.throwIfAborted();
  if (!probe.ok) throw new CopyFailed(codeOf(probe), probe.reason);
  const { width, height, fps, durationSeconds: seconds } = probe.video;
  return { path, bytes: there.sizeBytes, width, height, fps, seconds };
}

function codeOf({ missingTool, mayPass }: { missingTool: boolean; mayPass: boolean }) {
  if (missingTool) return 'ffmpeg_missing';
  return mayPass ? 'output_unavailable' : 'video_unreadable';
}

/** Only a guess without a limit: a copy rarely is larger than what it is made from. */
function neededBytes({ wish }: ShareCopy, source: Source): number {
  return Math.min(wish.maxBytes ?? Infinity, 1.2 * source.bytes);
}

/** Nobody else's folder or link is used. */
async function prepareFolder(
  folder: string,
  bytes: number,
  { files, diskSpace }: MakeCopyDeps,
): Promise<void> {
  await files.makeFolder(folder).catch(() => {});
  const there = await files.inspect(folder);
  if (there !== null && there.kind !== 'folder') throw new CopyFailed('folder_blocked', folder);
  await files.checkWritable(folder);
  const missing = missingFor(await diskSpace(folder), bytes);
  if (missing > 0) throw new CopyFailed('disk_full', `${folder} needs ${missing} more bytes of free space`);
}

interface Making {
  copy: ShareCopy;
  source: Source;
  partial: string;
  workDir: string;
  run: MakeCopyRun;
  deps: MakeCopyDeps;
}

async function makePartial(making: Making): Promise<MadeCopy> {
  const { copy, source, run } = making;
  const { wish } = copy;
  const seconds = Math.min(source.seconds, maxSecondsOf(copy));
  const speed = source.seconds / seconds;
  const progress = forwardOnly(run.onProgress);
  const onStep = (from: number, part: number) => (at: number) =>
    progress(from + part * Math.min(1, at / seconds));
  if (await fitsAsItIs(making, speed)) {
    await runSteps([remuxStep(source.path, making.partial)], making, onStep, 1);
    const bytes = await sizeOf(making);
    if (bytes <= (wish.maxBytes ?? Infinity))
      return { bytes, width: source.width, height: source.height, seconds };
  }
  const area = await findArea(making);
  const original = originalOf(source, area, speed);
  const tried: Tried[] = [];
  for (;;) {
    const attempt = planAttempt(wish.kind, original, wish.maxBytes, tried);
    if (!attempt) throw new CopyFailed('too_large', '', Math.min(...tried.map(({ bytes }) => bytes)));
    const job: CopyJob = {
      ...{ video: source.path, kind: wish.kind, area, speed, attempt },
      keepsPictures: speed === 1 && attempt.fps === source.fps,
      overlay: await writeOverlay(making, speed, attempt),
      output: making.partial,
      workDir: making.workDir,
      threads: making.deps.effort().threads,
    };
    await runSteps(stepsOf(job), making, onStep, tried.length === 0 ? FIRST_TRY_SHARE : 1);
    const bytes = await sizeOf(making);
    if (bytes <= (wish.maxBytes ?? Infinity)) {
      const { width, height } = attempt;
      return { bytes, width, height, seconds: await secondsOf(making, seconds) };
    }
    tried.push({ attempt, bytes });
  }
}

/** An MP4 that plays everywhere needs no second encoding. */
async function fitsAsItIs({ copy: { wish }, source, run }: Making, speed: number): Promise<boolean> {
  const { kind, aspect, crop, maxBytes, overlay } = wish;
  if (overlay !== null) return false;
  if (kind !== 'mp4' || aspect !== 'original' || crop !== null || speed !== 1) return false;
  return source.bytes <= (maxBytes ?? Infinity) && playsEverywhere(source.path, run.signal);
}

/** As large as the picture of this attempt, so that text stays sharp. @returns its path */
async function writeOverlay(
  { copy, source, workDir, run: { content } }: Making,
  speed: number,
  { width, height }: Attempt,
): Promise<string | null> {
  if (copy.wish.overlay === null || content === null) return null;
  const { fps, seconds } = source;
  const path = join(workDir, 'overlay.ass');
  await writeFile(path, drawOverlay(copy.wish.overlay, content, { width, height, fps, seconds, speed }));
  return path;
}

async function findArea({ copy: { id, wish }, source, run, deps }: Making): Promise<Area> {
  const workDir = join(deps.dataDir, WORK_FOLDERS, id, 'grey');
  const crop = wish.crop ?? (await findCrop(source, wish.aspect, { workDir, signal: run.signal }));
  return areaOf(source, crop, wish.aspect);
}

function originalOf(source: Source, area: Area, speed: number): Original {
  const { bytes, fps, seconds, width, height } = source;
  return {
    width: area.width,
    height: area.height,
    fps: speed === 1 ? fps : Math.min(fps * speed, Math.max(fps, MIN_SPED_UP_FPS)),
    seconds: seconds / speed,
    speed,
    bytes,
    bitsPerPixel: (8 * bytes) / (width * height * fps * seconds),
  };
}

async function runSteps(
  steps: readonly Step[],
  { copy, run, deps }: Making,
  onStep: (from: number, part: number) => (seconds: number) => void,
  whole: number,
): Promise<void> {
  let from = 0;
  for (const step of steps) {
    const part = step.share * whole;
    const onProgress = onStep(from, part);
    const { niceness } = deps.effort();
    const turns = () => deps.effort().turns;
    const { signal } = run;
    await runStep(step, { ...deps.limits, niceness, turns, runId: copy.id, signal, onProgress });
    from += part;
  }
}

async function sizeOf({ partial, deps, run }: Making): Promise<number> {
  run.signal.throwIfAborted();
  const there = await deps.files.inspect(partial);
  if (there?.kind !== 'file' || there.sizeBytes === 0) throw new CopyFailed('ffmpeg_failed', 'no file came');
  return there.sizeBytes;
}

/** A video is only handed on when it can be played. */
async function secondsOf({ copy, partial, run }: Making, expected: number): Promise<number> {
  if (copy.wish.kind !== 'mp4') return expected;
  const probe = await probeVideo(partial, run.signal);
  run.signal.throwIfAborted();
  if (!probe.ok) throw new CopyFailed(probe.mayPass ? 'output_unavailable' : 'ffmpeg_failed', probe.reason);
  return probe.video.durationSeconds;
}

function maxSecondsOf({ wish: { kind, maxSeconds } }: ShareCopy): number {
  return maxSeconds ?? (kind === 'mp4' ? Infinity : MOVING_PICTURE_SECONDS);
}

/** A second try begins again, but nobody wants to see that. */
function forwardOnly(report: (part: number) => void): (part: number) => void {
  let furthest = 0;
  return (part) => {
    if (part <= furthest) return;
    furthest = part;
    report(part);
  };
}
