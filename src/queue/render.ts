import { randomUUID } from 'node:crypto';
import type { LiveOptions } from '../options/live-options.ts';
import { isDatabaseUnavailable } from '../lib/errors.ts';
import type { Entry } from '../lib/open-file.ts';
import type { Logger } from '../lib/logger.ts';
import type { UntilItHolds } from '../lib/until-it-holds.ts';
import { probeVideo } from '../media/ffprobe.ts';
import type { EarlierVideoGuard } from '../timelapses/earlier-video-guard.ts';
import type { RenderResult } from '../timelapses/render-result.ts';
import {
  isConverted,
  originalOf,
  type Timelapse,
  type TimelapseFile,
  titleOf,
  type VideoInfo,
} from '../timelapses/timelapse.ts';
import type { QueueStore } from '../timelapses/queue-store.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import type { TimelapseStore } from '../timelapses/timelapse-store.ts';
import { missingFor } from './disk-space.ts';
import { classifyConversion, classifyFailure } from './engine-failure.ts';
import { isBundledEngine, type UsableEngine } from './engine-lookup.ts';
import type { EngineProgress, EngineReport } from './engine-output.ts';
import { findObstacle, type ObstacleDeps } from './find-obstacle.ts';
import { removePartial } from './move-into-place.ts';
import { type OutputPlan, partialPath, planOutput, planPath } from './output-plan.ts';
import { savePlan } from './plan-file.ts';
import { obsoleteFiles, planMoves } from './plan-moves.ts';
import { type PublishPlan, publishVideo } from './publish-video.ts';
import { CUTTER, planChange, planChangeOutput, type VideoChange } from './change-video.ts';
import {
  type Drawn,
  drawnInto,
  type RenderedWith,
  type RenderSettings,
  untouched,
} from '../recipes/render-settings.ts';
import type { EngineResult, EngineRun, RenderExecutor, RenderJob, RenderTask } from './render-executor.ts';
import { failed, fromSystemError, mayPass, type OutsideStop, type RenderOutcome } from './render-outcome.ts';
import type { RunStore } from './run-store.ts';
import { saveRunLog } from './save-run-log.ts';

/** Tests shorten them. */
export interface RunTimes {
  minuteMs: number;
  stallMs: number;
  killGraceMs: number;
}

export interface RenderDeps extends ObstacleDeps {
  reads: Pick<TimelapseReads, 'renderedWith'>;
  store: TimelapseStore;
  queueStore: QueueStore;
  runs: RunStore;
  options: LiveOptions;
  logger: Logger;
  dataDir: string;
  times: RunTimes;
  guard: EarlierVideoGuard;
  executor: RenderExecutor;
  /** By the recipe of the timelapse. */
  settingsOf: (timelapse: Timelapse) => Promise<RenderSettings>;
  now: () => number;
  /** Retried, since these writes must not be lost. */
  writes: UntilItHolds;
}

/** One render from claim to result; decisions are in the pure files beside it. */
export class Render {
  readonly runId = randomUUID();
  readonly #timelapse: Timelapse;
  readonly #deps: RenderDeps;
  readonly #onProgress: (progress: EngineProgress) => void;
  #engineRun: EngineRun | undefined;
  #engineResult: EngineResult | undefined;
  #stopped: OutsideStop | null = null;
  #settings: RenderSettings | undefined;
  /** In the picture of its video. */
  #drawn: Drawn | null = null;
  /** An MP4 is made of the video in the source folder. */
  #converts = false;
  /** Null = it renders pictures, or converts. */
  #change: VideoChange | null = null;
  /** The video in the source folder, as it was when it was begun with. */
  #video: Entry | null = null;
  readonly #halt = new AbortController();
  /** From here on the video is good, and a stop waits until it is in place. */
  #publishing = false;

  constructor(timelapse: Timelapse, deps: RenderDeps, onProgress: (progress: EngineProgress) => void) {
    this.#timelapse = timelapse;
    this.#deps = deps;
    this.#onProgress = onProgress;
  }

  /** A video that is being put in place is finished. */
  async stop(because: OutsideStop): Promise<void> {
    if (this.#publishing) return;
    this.#stopped ??= because;
    this.#halt.abort();
    await this.#engineRun?.stop(because);
  }

  output(): string {
    return this.#engineRun?.output() ?? '';
  }

  engineDetails(): { exitCode: number | null; signal: string | null; report: unknown } {
    const { end, report } = this.#engineResult ?? {};
    return { exitCode: end?.exitCode ?? null, signal: end?.signal ?? null, report: report?.raw };
  }

  async run(): Promise<RenderOutcome> {
    const { files, settingsOf } = this.#deps;
    const settings = await settingsOf(this.#timelapse);
    this.#converts = await this.#mustConvert();
    this.#settings = this.#converts ? untouched(settings) : settings;
    const changes = this.#timelapse.sourceMissing && !this.#converts;
    this.#change = changes ? planChange(this.#timelapse, settings) : null;
    if (changes) this.#drawn = await this.#drawnBefore();
    if (changes && this.#change === null) return this.#restoreOriginal();
    const plan = this.#change
      ? planChangeOutput(this.#change, this.#deps.options.current.timelapse_output_folder)
      : planOutput(this.#timelapse, this.#deps.options.current);
    const task = await this.#findTask();
    if (task.kind === 'failed') return task;
    if ('engine' in task) this.#drawn = this.#drawnBy(task.engine);
    if (!(await this.#mayBegin())) return { kind: 'outdated' };
    const obstacle = await findObstacle(this.#timelapse, plan, this.#deps);
    if (obstacle) return obstacle;
    const partials = [plan.folder, plan.copyFolder].flatMap((folder) =>
      folder === null ? [] : [partialPath(folder, this.runId)],
    );
    const outcome = await this.#record('engine' in task ? task.engine.path : CUTTER, partials)
      .then(() => this.#execute(task, plan))
      .catch((error: unknown) => this.#fromError(error));
    if (outcome.kind === 'unsaved') return outcome;
    const leftOver = outcome.kind === 'completed' ? [] : partials;
    for (const path of [...leftOver, planPath(plan.folder, this.runId)]) await removePartial(files, path);
    return this.#unlessRoomCanBeMade(outcome, plan);
  }

  /** The video was larger than expected, or something else has filled the disk: with room for it, it may succeed. */
  async #unlessRoomCanBeMade(outcome: RenderOutcome, { folder }: OutputPlan): Promise<RenderOutcome> {
    if (outcome.kind !== 'failed' || outcome.failure.code !== 'disk_full') return outcome;
    const { makeRoom, diskSpace } = this.#deps;
    const { fingerprint, newestSize } = this.#timelapse;
    const bytes = Math.max(fingerprint.totalBytes, newestSize);
    const isMade = await makeRoom(folder, async () => missingFor(await diskSpace(folder), bytes)).catch(
      () => false,
    );
    return isMade ? failed('disk_full', outcome.detail, true) : outcome;
  }

  async #findTask(): Promise<RenderTask | Extract<RenderOutcome, { kind: 'failed' }>> {
    const { executor } = this.#deps;
    const change = this.#change;
    if (change?.remake === null) return { kind: 'cut', change };
    if (this.#converts) return { kind: 'convert' };
    const engine = await (change ? executor.findRemaker() : executor.findEngine());
    if (engine.path === null) return failed(engine.code, engine.why);
    return change
      ? { kind: 'remake', engine, change, from: await this.#sourcesOf(change) }
      : { kind: 'render', engine };
  }

  /** At first, and when what was made of it is gone. */
  async #mustConvert(): Promise<boolean> {
    const { files } = this.#deps;
    const { origin, sourceFolder } = this.#timelapse;
    if (origin !== 'video' || isConverted(this.#timelapse)) return origin === 'video';
    const whole = originalOf(this.#timelapse);
    if (whole === undefined || (await files.isFile(whole.path).catch(() => true))) return false;
    return files.isFile(sourceFolder).catch(() => false);
  }

  /** What was taken in, unless it is gone or has changed, and then what was made of it. */
  async #sourcesOf({ original }: VideoChange): Promise<string[]> {
    const { sourceFolder } = this.#timelapse;
    const isKnown = (await this.#findVideo()) && this.#video?.kind === 'file';
    if (!isKnown) this.#video = null;
    return isKnown ? [sourceFolder, original.path] : [original.path];
  }

  /** A part of a video shows what was drawn into the whole; into one that was taken in, nothing was. */
  async #drawnBefore(): Promise<Drawn | null> {
    const { id, origin } = this.#timelapse;
    return origin === 'video' ? null : drawnInto(await this.#deps.reads.renderedWith(id));
  }

  /** Other engines draw nothing. */
  #drawnBy(engine: UsableEngine): Drawn | null {
    const { overlay } = this.#settings!;
    if (overlay === null || !isBundledEngine(engine)) return null;
    return { title: overlay.title ? titleOf(this.#timelapse) : null };
  }

  /** Without frames, there is nothing that could belong to another print. */
  async #mayBegin(): Promise<boolean> {
    if (this.#change !== null) return true;
    if (this.#converts) return this.#findVideo();
    return this.#deps.guard.mayBegin(this.#timelapse, this.#halt.signal);
  }

  async #mayReplace(): Promise<'yes' | 'no' | 'unknown'> {
    if (this.#change && this.#video === null) return 'yes';
    if (!this.#converts && !this.#change)
      return this.#deps.guard.mayReplace(this.#timelapse, this.#halt.signal);
    const now = await this.#deps.files.inspect(this.#timelapse.sourceFolder).catch(() => null);
    // A video that came of a file that is gone since is good.
    const isSame =
      now === null || (now.sizeBytes === this.#video?.sizeBytes && now.modifiedAt === this.#video.modifiedAt);
    return isSame ? 'yes' : 'no';
  }

  /** False when the video in the source folder has changed since it was seen. One that is missing is a failure. */
  async #findVideo(): Promise<boolean> {
    const { sourceFolder, newestSize } = this.#timelapse;
    this.#video = await this.#deps.files.inspect(sourceFolder).catch(() => null);
    return this.#video?.kind !== 'file' || this.#video.sizeBytes === newestSize;
  }

  /** The change is taken back: the whole video is still there. */
  async #restoreOriginal(): Promise<RenderOutcome> {
    const { dataDir, files, logger, runs, writes } = this.#deps;
    const original = originalOf(this.#timelapse);
    if (!original) return failed('source_missing', 'the frames are missing, and there is no video');
    const probe = await probeVideo(original.path);
    if (!probe.ok) return failed('bad_output', probe.reason);
    // Without an original, the recipe was taken back before anything was cut.
    const kept: TimelapseFile[] =
      original.kind === 'original'
        ? [{ ...original, kind: 'video' }]
        : this.#timelapse.files.filter(({ kind }) => kind === 'video' || kind === 'copy');
    const obsolete = obsoleteFiles(
      this.#timelapse,
      kept.map(({ path }) => ({ target: path })),
    );
    const plan = { moves: [], kept, result: this.#result(probe.video, null), obsolete };
    const save = (current: PublishPlan) => writes.run(() => runs.savePublishPlan(this.runId, current));
    try {
      await this.#record(CUTTER, []);
      if (this.#stopped) return { kind: 'stopped', because: this.#stopped };
      this.#publishing = true;
      const result = await publishVideo(this.#timelapse.id, plan, { files, dataDir, logger, save });
      return { kind: 'completed', result, obsolete };
    } catch (error) {
      return this.#fromError(error);
    }
  }

  /** Recorded before the engine starts, so that a crash leaves no unknown engine. */
  #record(engine: string, partialPaths: string[]): Promise<void> {
    const { runs, now, writes } = this.#deps;
    const run = {
      id: this.runId,
      timelapseId: this.#timelapse.id,
      attempt: this.#timelapse.retryCount + 1,
      engine,
      partialPaths,
      startedAt: now(),
    };
    return writes.run(
      () => runs.start(run),
      () => this.#stopped !== null,
    );
  }

  #fromError(error: unknown): RenderOutcome {
    return this.#stopped && isDatabaseUnavailable(error)
      ? { kind: 'stopped', because: this.#stopped }
      : fromSystemError(error);
  }

  async #execute(task: RenderTask, plan: OutputPlan): Promise<RenderOutcome> {
    const { executor, files } = this.#deps;
    if (this.#stopped) return { kind: 'stopped', because: this.#stopped };
    const partial = partialPath(plan.folder, this.runId);
    this.#engineRun = executor.run(this.#job(task, partial), this.#onProgress);
    const result = await this.#engineRun.ended;
    this.#engineResult = result;
    await saveRunLog(this.#timelapse.id, this.output(), this.#deps);
    if (this.#stopped) return { kind: 'stopped', because: this.#stopped };
    if (result.end.exitCode !== 0 || result.stoppedBecause) return this.#failedBy(result);
    // A pipe or device would block.
    if (!(await files.isFile(partial))) return failed('bad_output', 'the engine produced no file');
    const probe = await probeVideo(partial);
    if (!probe.ok && probe.mayPass) return mayPass(probe.reason);
    if (!probe.ok) return failed(probe.missingTool ? 'ffmpeg_missing' : 'bad_output', probe.reason);
    const mayReplace = await this.#mayReplace();
    if (this.#stopped) return { kind: 'stopped', because: this.#stopped };
    if (mayReplace === 'no') return { kind: 'outdated' };
    if (mayReplace === 'unknown')
      return mayPass('The source folder did not respond, so the earlier video was kept.');
    return this.#publish(plan, partial, this.#result(probe.video, result.report));
  }

  #job(task: RenderTask, partial: string): RenderJob {
    const { timelapse_processing_timeout: minutes } = this.#deps.options.current;
    const { minuteMs, ...times } = this.#deps.times;
    const { sourceFolder, failure, fingerprint } = this.#timelapse;
    return {
      runId: this.runId,
      timelapseId: this.#timelapse.id,
      task,
      sourceFolder,
      frameCount: fingerprint.count,
      partialPath: partial,
      title: titleOf(this.#timelapse),
      settings: this.#settings!,
      lowMemory: failure?.code === 'out_of_memory',
      limits: { ...times, timeMs: minutes * minuteMs },
    };
  }

  async #failedBy({ end, stoppedBecause }: EngineResult): Promise<RenderOutcome> {
    const { sourceFolder, fingerprint } = this.#timelapse;
    const sourceThere =
      this.#change !== null ||
      (await this.#deps.files.reach(sourceFolder).then(
        () => true,
        () => false,
      ));
    const own = stoppedBecause === 'time_limit' || stoppedBecause === 'stalled' ? stoppedBecause : null;
    const ended = { ...end, stoppedBecause: own };
    const isOfVideo = this.#converts || this.#change?.remake != null;
    const failure = isOfVideo
      ? classifyConversion(ended, sourceThere)
      : classifyFailure(ended, sourceThere, fingerprint.count);
    return { kind: 'failed', failure, detail: end.startError?.message ?? lastLines(end.text) };
  }

  async #publish(
    plan: OutputPlan,
    partial: string,
    result: Omit<RenderResult, 'files'>,
  ): Promise<RenderOutcome> {
    const { files, dataDir, logger, runs, writes } = this.#deps;
    await files.flush(partial);
    if (plan.copyFolder) await this.#copyTo(partial, partialPath(plan.copyFolder, this.runId));
    if (this.#stopped) return { kind: 'stopped', because: this.#stopped };
    const kept: TimelapseFile[] = this.#change ? [{ ...this.#change.original, kind: 'original' }] : [];
    const replaced = this.#timelapse.files.filter(({ path }) => kept.every((each) => each.path !== path));
    const moves = await planMoves(files, plan, this.runId, { ...this.#timelapse, files: replaced });
    const obsolete = obsoleteFiles({ ...this.#timelapse, files: replaced }, moves);
    const publishPlan = { moves, kept, result, obsolete };
    const saved = await savePlan(
      { runId: this.runId, plan: publishPlan, runs, writes, files },
      () => this.#stopped,
    );
    if (!saved) return { kind: 'unsaved' };
    if (this.#stopped) return { kind: 'stopped', because: this.#stopped };
    this.#publishing = true;
    const save = (current: PublishPlan) => writes.run(() => runs.savePublishPlan(this.runId, current));
    const published = await publishVideo(this.#timelapse.id, publishPlan, { files, dataDir, logger, save });
    return { kind: 'completed', result: published, obsolete };
  }

  /** A cut keeps what is known of the pictures, which is nothing for a video that was taken in. */
  #result(video: VideoInfo, report: EngineReport | null): Omit<RenderResult, 'files'> {
    const { origin, sourceMissing } = this.#timelapse;
    const from = origin === 'video' || !sourceMissing ? report : this.#timelapse;
    return {
      video,
      droppedFrames: from?.droppedFrames ?? null,
      framesLeftOut: from?.framesLeftOut ?? null,
      manyLeftOut: from?.manyLeftOut ?? false,
      flickerBefore: from?.flickerBefore ?? null,
      flickerAfter: from?.flickerAfter ?? null,
      framesChosen: from?.framesChosen ?? null,
      movementBefore: from?.movementBefore ?? null,
      movementAfter: from?.movementAfter ?? null,
      renderedWith: { ...this.#settings!, drawn: this.#drawn } satisfies RenderedWith,
    };
  }

  async #copyTo(from: string, to: string): Promise<void> {
    await this.#deps.files.copyInto(to, from);
    await this.#deps.files.flush(to);
  }
}

function lastLines(text: string): string {
  const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== '' && !line.startsWith('progress '));
  return lines.slice(-12).join('\n') || 'The engine printed nothing.';
}
