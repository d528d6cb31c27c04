import { randomUUID } from 'node:crypto';
import { access, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LiveOptions } from '../config/live-options.ts';
import { errnoOf, messageOf } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import { probeVideo } from '../media/ffprobe.ts';
import type { FailureCode } from '../shared/statuses.ts';
import type { Timelapse, TimelapseFile, VideoFacts } from '../timelapses/timelapse.ts';
import type { RenderResult, TimelapseStore } from '../timelapses/timelapse-store.ts';
import { type DiskSpace, missingBytes } from './disk-space.ts';
import { engineEnvironment } from './engine-environment.ts';
import { classifyFailure, type EngineFailure } from './engine-failure.ts';
import { findEngine } from './engine-lookup.ts';
import type { EngineProgress } from './engine-output.ts';
import { type EngineResult, type EngineRun, runEngine, type StopReason } from './engine-runner.ts';
import { type OutputPlan, partialPath, planOutput } from './output-plan.ts';
import {
  chooseTarget,
  flushFile,
  type Move,
  type OwnFile,
  removeQuietly,
  sizeOf,
} from './move-into-place.ts';
import { obsoleteFiles, type PublishPlan, publishVideo } from './publish-video.ts';
import type { RunStore } from './run-store.ts';

/** Who may end a render from outside, and why. */
export type OutsideStop = Extract<StopReason, 'cancelled' | 'deleted' | 'shutdown'>;

/** How a render ended. The run stays open in the history until its timelapse is settled. */
export type ProcessOutcome =
  | { kind: 'completed'; result: RenderResult; obsolete: OwnFile[] }
  | { kind: 'failed'; failure: EngineFailure; detail: string }
  | { kind: 'stopped'; because: OutsideStop };

/** Times of a run; tests shorten them. */
export interface RunTimes {
  /** Length of a minute of the time limit. */
  minuteMs: number;
  stallMs: number;
  killGraceMs: number;
}

export interface ProcessParts {
  store: TimelapseStore;
  runs: RunStore;
  options: LiveOptions;
  logger: Logger;
  dataDir: string;
  times: RunTimes;
  diskSpace: (path: string) => Promise<DiskSpace>;
  now: () => number;
}

/** One render from claim to result. It acts; what is decided is in the pure files beside it. */
export class ProcessTimelapse {
  readonly runId = randomUUID();
  readonly #timelapse: Timelapse;
  readonly #parts: ProcessParts;
  readonly #onProgress: (progress: EngineProgress) => void;
  #engineRun: EngineRun | undefined;
  #engineResult: EngineResult | undefined;
  #stopped: OutsideStop | null = null;
  /** From here on the video is good, and a stop waits for it to be in place. */
  #publishing = false;

  constructor(timelapse: Timelapse, parts: ProcessParts, onProgress: (progress: EngineProgress) => void) {
    this.#timelapse = timelapse;
    this.#parts = parts;
    this.#onProgress = onProgress;
  }

  /** Ends the engine's process tree. A render that is being put in place is left to finish. */
  async stop(because: OutsideStop): Promise<void> {
    if (this.#publishing) return;
    this.#stopped ??= because;
    await this.#engineRun?.stop(because);
  }

  /** What the engine has printed so far. */
  output(): string {
    return this.#engineRun?.output() ?? '';
  }

  async run(): Promise<ProcessOutcome> {
    const options = this.#parts.options.current;
    const plan = planOutput(this.#timelapse, options);
    const engine = await findEngine(options.timelapse_flickerfree_path);
    if (engine.path === null) return failed(engine.code, engine.why);
    const obstacle = await this.#findObstacle(plan);
    if (obstacle) return obstacle;
    const partials = [plan.folder, plan.copyFolder].flatMap((folder) =>
      folder === null ? [] : [partialPath(folder, this.runId)],
    );
    await this.#parts.runs.start({
      id: this.runId,
      timelapseId: this.#timelapse.id,
      attempt: this.#timelapse.retryCount + 1,
      engine: engine.path,
      partialPaths: partials,
      startedAt: this.#parts.now(),
    });
    const outcome = await this.#render(engine.path, plan).catch((error: unknown) => fromSystemError(error));
    if (outcome.kind !== 'completed') for (const path of partials) await removeQuietly(path);
    return outcome;
  }

  /** Exit code, signal and report of the engine, for the run history. */
  engineFacts(): { exitCode: number | null; signal: string | null; report: unknown } {
    const { end, report } = this.#engineResult ?? {};
    return { exitCode: end?.exitCode ?? null, signal: end?.signal ?? null, report: report?.raw };
  }

  /** What can be known to fail before the engine is started. */
  async #findObstacle(plan: OutputPlan): Promise<ProcessOutcome | null> {
    for (const folder of [plan.folder, plan.copyFolder]) {
      if (folder === null) continue;
      // The output folder is made when only it is missing; a missing parent is a share that is not there.
      if (folder !== this.#timelapse.sourceFolder) await mkdir(folder).catch(() => {});
      const problem = await access(folder).catch((error: unknown) => error);
      if (problem) {
        const code = folder === this.#timelapse.sourceFolder ? 'source_missing' : 'output_not_writable';
        return failed(code, `${folder}: ${messageOf(problem)}`);
      }
      const missing = missingBytes(
        await this.#parts.diskSpace(folder),
        this.#timelapse.fingerprint.totalBytes,
        1,
      );
      if (missing > 0) return failed('disk_full', `${missing} bytes are missing in ${folder}.`);
    }
    return null;
  }

  async #render(engine: string, plan: OutputPlan): Promise<ProcessOutcome> {
    if (this.#stopped) return { kind: 'stopped', because: this.#stopped };
    const partial = partialPath(plan.folder, this.runId);
    this.#engineRun = runEngine(this.#spec(engine, partial));
    const result = await this.#engineRun.ended;
    this.#engineResult = result;
    await this.#saveLog();
    if (this.#stopped) return { kind: 'stopped', because: this.#stopped };
    if (result.end.exitCode !== 0 || result.stoppedBecause) return this.#failedBy(result);
    const probe = await probeVideo(partial);
    if (!probe.ok) return failed(probe.missingTool ? 'ffmpeg_missing' : 'bad_output', probe.reason);
    return this.#publish(plan, partial, probe.video, result);
  }

  #spec(engine: string, partial: string): Parameters<typeof runEngine>[0] {
    const { timelapse_processing_timeout, video } = this.#parts.options.current;
    const { sourceFolder, title, folderName, failure, fingerprint } = this.#timelapse;
    return {
      runId: this.runId,
      engine,
      sourceFolder,
      partialPath: partial,
      env: engineEnvironment(video, title ?? folderName, failure?.code === 'out_of_memory'),
      frameCount: fingerprint.count,
      timeLimitMs: timelapse_processing_timeout * this.#parts.times.minuteMs,
      stallMs: this.#parts.times.stallMs,
      killGraceMs: this.#parts.times.killGraceMs,
      onProgress: this.#onProgress,
    };
  }

  async #failedBy({ end, stoppedBecause }: EngineResult): Promise<ProcessOutcome> {
    const sourceThere = await access(this.#timelapse.sourceFolder).then(
      () => true,
      () => false,
    );
    const own = stoppedBecause === 'time_limit' || stoppedBecause === 'stalled' ? stoppedBecause : null;
    const failure = classifyFailure(
      { ...end, stoppedBecause: own },
      sourceThere,
      this.#timelapse.fingerprint.count,
    );
    return { kind: 'failed', failure, detail: end.startError?.message ?? lastLines(end.text) };
  }

  /** Puts the good video in place: copy, plan, moves, poster. */
  async #publish(
    plan: OutputPlan,
    partial: string,
    video: VideoFacts,
    { report }: EngineResult,
  ): Promise<ProcessOutcome> {
    await flushFile(partial);
    if (plan.copyFolder) await this.#copyTo(partial, partialPath(plan.copyFolder, this.runId));
    if (this.#stopped) return { kind: 'stopped', because: this.#stopped };
    this.#publishing = true;
    const result = {
      video,
      droppedFrames: report?.droppedFrames ?? null,
      flickerBefore: report?.flickerBefore ?? null,
      flickerAfter: report?.flickerAfter ?? null,
    };
    const moves = await this.#planMoves(plan);
    const obsolete = obsoleteFiles(this.#timelapse, moves);
    const { dataDir, logger, runs } = this.#parts;
    const save = (current: PublishPlan) => runs.savePublishPlan(this.runId, current);
    const published = await publishVideo(
      this.#timelapse.id,
      { moves, result, obsolete },
      { dataDir, logger, save },
    );
    return { kind: 'completed', result: published, obsolete };
  }

  async #copyTo(from: string, to: string): Promise<void> {
    await copyFile(from, to);
    await flushFile(to);
  }

  async #planMoves(plan: OutputPlan): Promise<Move[]> {
    const moves: Move[] = [];
    for (const [kind, folder] of [['video', plan.folder] as const, ['copy', plan.copyFolder] as const]) {
      if (folder === null) continue;
      const partial = partialPath(folder, this.runId);
      const target = await chooseTarget(folder, plan.fileName, this.#ownFileIn(folder));
      moves.push({ kind, partial, ...target, sizeBytes: (await sizeOf(partial)) ?? 0 });
    }
    return moves;
  }

  /** The earlier video of this timelapse in a folder, whatever it was to it then: with the strategy its kind changes. */
  #ownFileIn(folder: string): OwnFile | undefined {
    return this.#timelapse.files.find(
      ({ kind, path }) => (kind === 'video' || kind === 'copy') && dirname(path) === folder,
    );
  }

  async #saveLog(): Promise<void> {
    const path = join(this.#parts.dataDir, 'logs', `${this.#timelapse.id}.log`);
    const text = this.output();
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
      const file: TimelapseFile = { kind: 'log', path, sizeBytes: Buffer.byteLength(text) };
      await this.#parts.store.putFile(this.#timelapse.id, file, this.#parts.now());
    } catch (error) {
      this.#parts.logger.warn({ id: this.#timelapse.id, err: error }, 'the log of a run could not be kept');
    }
  }
}

function failed(code: FailureCode, detail: string): ProcessOutcome {
  return { kind: 'failed', failure: { code, ioError: false }, detail };
}

/** A failure of our own file work around the engine. */
function fromSystemError(error: unknown): ProcessOutcome {
  const errno = errnoOf(error);
  const detail = messageOf(error);
  if (errno === 'ENOSPC' || errno === 'EDQUOT') return failed('disk_full', detail);
  if (errno === 'EACCES' || errno === 'EPERM' || errno === 'EROFS')
    return failed('output_not_writable', detail);
  return { kind: 'failed', failure: { code: 'engine_failed', ioError: errno !== undefined }, detail };
}

function lastLines(text: string): string {
  const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== '' && !line.startsWith('progress '));
  return lines.slice(-12).join('\n') || 'The engine printed nothing.';
}
