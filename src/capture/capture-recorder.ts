import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../lib/clock.ts';
import { collectSoon } from '../lib/collect-soon.ts';
import { type AppError, isDiskFull, isForWant, messageOf, reasonOf } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import type { PrinterSight } from '../print-jobs/printer-feed.ts';
import type { CaptureEvent } from '../outbox/capture-event.ts';
import type { CaptureEnd, Refusal } from '../shared/capture.ts';
import type { CameraQueue } from './camera-queue.ts';
import {
  type Camera,
  type Capture,
  type CaptureChange,
  type CapturedPrint,
  cameraName,
  intervalOf,
  isRunning,
} from './capture.ts';
import { type CaptureFiles, CaptureFolder } from './capture-folder.ts';
import type { CaptureLights } from './capture-lights.ts';
import type { CaptureStore } from './capture-store.ts';
import { readingsOf, type TakenPicture } from './capture-log.ts';
import { isOver } from './is-over.ts';
import { isLayerDue } from './layer-due.ts';
import { nextState } from './next-state.ts';
import { MAX_REFUSED, nextMoment, retryPause, unlessMeantBefore } from './due-moments.ts';
import { spreadEvenly } from './even-spread.ts';
import { FIRST_PICTURES, judgePicture } from './judge-picture.ts';
import type { WantedLook } from './look-at-picture.ts';
import { LookSchedule } from './look-schedule.ts';
import { type Measured, measurePicture } from './measure-picture.ts';
import { type Failure, pictureFailed } from './picture-failed.ts';
import { PictureAge } from './picture-age.ts';
import { PictureError, type PictureSource, type PictureTimes } from './picture-source.ts';

const SAVE_EVERY_MS = 5000;
const RETRY_MS = 5000;
/** How often a camera is asked in one interval while it repeats its picture. */
const TRIES_FOR_NEWS = 4;

const ENDINGS = { jpeg: 'jpg', png: 'png', webp: 'webp' } as const;

export interface CaptureRecorderDeps {
  store: CaptureStore;
  files: CaptureFiles;
  source: PictureSource;
  /** Null = outside Home Assistant. */
  pictureTimes: PictureTimes | null;
  cameras: CameraQueue;
  clock: Clock;
  logger: Logger;
  /** Length of a second between pictures. */
  times: { secondMs: number };
  /** Null = started by hand, or no such printer. */
  sightOf: (key: string) => PrinterSight | null;
  /** According to its print job. */
  hasEnded: (print: CapturedPrint) => Promise<boolean>;
  /** Null = outside Home Assistant. */
  lights: CaptureLights | null;
  /** False while its share is away; null = unknown. */
  isSourceReachable: () => boolean | null;
  onChange: (capture: Capture) => void;
}

/** Mean brightness below which a picture needs light. */
const DARK = 0.2;
/** With less time between pictures a light stays on. */
const LIGHT_STAYS_MS = 60_000;
/** The first picture may have been taken so long before the capture, or two intervals. */
const EARLY_MS = 60_000;

interface Fetched {
  bytes: Uint8Array;
  /** Null = not a whole picture. */
  measured: Measured | null;
  withLook: boolean;
}

/** Takes the pictures of one capture, until it is over or the app stops. */
export class CaptureRecorder {
  readonly #deps: CaptureRecorderDeps;
  readonly #loop: PollLoop;
  readonly #folder: CaptureFolder;
  readonly #age = new PictureAge();
  readonly #looks = new LookSchedule();
  /** Ends what a camera is asked for. */
  readonly #halt = new AbortController();
  #over = Promise.withResolvers<Capture>();
  #capture: Capture;
  #endBecause: CaptureEnd | null = null;
  #nextCamera: Camera | null = null;
  /** By interval. */
  #nextAt = Number.NEGATIVE_INFINITY;
  /** By layer: no earlier after a failure. */
  #retryAt = Number.NEGATIVE_INFINITY;
  /** The latest that is due. */
  #layer: { number: number | null; dueAt: number } | null = null;
  #failuresInRow = 0;
  #lastHash: string | null = null;
  /** What the camera keeps sending while there is another way to its picture. */
  #stuckHash: string | null = null;
  /** Of the latest picture, by the camera. */
  #takenAt: number | null = null;
  #waitsForNews = false;
  /** Pictures in addition. */
  #asked: PromiseWithResolvers<void>[] = [];
  #unwatch: () => void = () => {};
  #savedAt = Number.NEGATIVE_INFINITY;
  #isUnsaved = false;

  constructor(capture: Capture, deps: CaptureRecorderDeps) {
    this.#capture = capture;
    this.#deps = deps;
    this.#folder = new CaptureFolder(deps.files, capture.folder);
    this.#loop = createPollLoop({
      clock: deps.clock,
      pass: () => this.#pass(),
      onError: (error) => deps.logger.error({ err: error, capture: capture.name }, 'a capture failed'),
      retryMs: RETRY_MS,
    });
    this.#over.promise.catch(() => {});
  }

  get capture(): Capture {
    return this.#capture;
  }

  start(): void {
    const { id, rules, camera } = this.#capture;
    if (rules.light_entity !== null) this.#deps.lights?.hold(rules.light_entity, id);
    this.#unwatch = this.#deps.pictureTimes?.watch(camera, () => this.#noteNews()) ?? (() => {});
    this.#loop.start();
  }

  /** A picture that was waited for is taken at once. */
  #noteNews(): void {
    if (!this.#waitsForNews) return;
    this.#takeAtOnce();
    this.#loop.wake();
  }

  /** The printer has changed. */
  lookAgain(): void {
    this.#loop.wake();
  }

  /** What kept it from pictures may be over: it does not wait out its pause. */
  retryNow(): void {
    if (this.#failuresInRow === 0) return;
    this.#failuresInRow = 0;
    this.#takeAtOnce();
    this.#loop.wake();
  }

  #takeAtOnce(): void {
    this.#nextAt = Number.NEGATIVE_INFINITY;
    this.#retryAt = Number.NEGATIVE_INFINITY;
  }

  /** From the next picture on. */
  useCamera(camera: Camera): void {
    this.#nextCamera = camera;
    this.#loop.wake();
  }

  /** Resolves when it is over. @throws the database's error; it is tried again nevertheless */
  end(because: CaptureEnd): Promise<Capture> {
    this.#endBecause ??= because;
    this.#halt.abort();
    this.#loop.wake();
    return this.#over.promise;
  }

  /** Takes a picture in addition, whatever the print does. @throws AppError when there is none */
  takeNow(): Promise<void> {
    const asked = Promise.withResolvers<void>();
    this.#asked.push(asked);
    this.#loop.wake();
    return asked.promise;
  }

  #answerAsked(problem: AppError | null): void {
    for (const { resolve, reject } of this.#asked.splice(0))
      if (problem) reject(problem);
      else resolve();
  }

  /** The app stops; the capture goes on with its next start. */
  async stop(): Promise<void> {
    this.#halt.abort();
    this.#unwatch();
    await this.#loop.stop();
    this.#answerAsked(isOver(this.#capture));
    if (this.#isUnsaved && isRunning(this.#capture)) await this.#save({}, null);
  }

  /** @returns milliseconds until the next pass */
  async #pass(): Promise<number> {
    if (this.#endBecause !== null) {
      await this.#close(this.#endBecause);
      return 0;
    }
    const { clock } = this.#deps;
    this.#changeCamera();
    const changesAt = await this.#live();
    if (!isRunning(this.#capture)) return 0;
    if (!isTaking(this.#capture)) this.#giveLightBack();
    const dueAt = this.#asked.length > 0 ? clock.now() : this.#dueAt(clock.now());
    if (dueAt > clock.now()) return Math.max(0, Math.min(dueAt, changesAt) - clock.now());
    await this.#take(clock.now());
    return 0;
  }

  #changeCamera(): void {
    const camera = this.#nextCamera;
    if (camera === null) return;
    this.#nextCamera = null;
    const { name: capture } = this.#capture;
    this.#deps.logger.info({ capture, camera: cameraName(camera) }, 'a capture goes on with another camera');
    // Its pictures may have another size.
    this.#remember({ camera, sizes: [] });
    this.#takeAtOnce();
  }

  /** Follows the print. @returns when time alone may change its state */
  async #live(): Promise<number> {
    const { print, state, stateSince, rules, name } = this.#capture;
    const { clock, times, logger } = this.#deps;
    if (print === null) return Infinity;
    const sight = this.#sight;
    const life = nextState({
      ...{ state, stateSince, print, sight },
      hasEnded: sight?.isReachable ? false : await this.#deps.hasEnded(print),
      lingerMs: rules.linger_seconds * times.secondMs,
      now: clock.now(),
    });
    if (life.end !== null) await this.#close(life.end);
    else if (life.state !== state) {
      logger.debug({ capture: name, state: life.state }, 'a capture changed');
      await this.#save({ state: life.state, stateSince: clock.now() }, null);
    }
    return life.changesAt ?? Infinity;
  }

  get #sight(): PrinterSight | null {
    const { print } = this.#capture;
    return print && this.#deps.sightOf(print.printerKey);
  }

  /** When the next picture is to be taken; infinite = not before the printer changes. */
  #dueAt(now: number): number {
    const { state, rules } = this.#capture;
    if (!isTaking(this.#capture)) return Infinity;
    if (rules.mode === 'interval' || state === 'finishing')
      return unlessMeantBefore(this.#nextAt, this.#everyMs, now);
    const layer = this.#sight?.layer ?? null;
    if (!isLayerDue(layer, this.#capture)) return Infinity;
    if (this.#layer?.number !== layer) this.#layer = { number: layer, dueAt: now + rules.delay_ms };
    return unlessMeantBefore(Math.max(this.#layer.dueAt, this.#retryAt), rules.delay_ms, now);
  }

  async #close(because: CaptureEnd): Promise<void> {
    try {
      await this.#recount();
      const now = this.#deps.clock.now();
      const state = { state: 'closed', stateSince: now, endedAt: now, endedBecause: because } as const;
      await this.#save({ ...state, problem: null }, 'timelapse.capture_ended');
    } catch (error) {
      this.#over.reject(error);
      this.#over = Promise.withResolvers();
      this.#over.promise.catch(() => {});
      throw error;
    }
    this.#giveLightBack();
    this.#answerAsked(isOver(this.#capture));
    this.#unwatch();
    void this.#loop.stop();
    this.#over.resolve(this.#capture);
  }

  /** A crash may have come between a picture and its number. A folder without any does not stay. */
  async #recount(): Promise<void> {
    if (this.#deps.isSourceReachable() === false) return;
    try {
      if (!(await this.#folder.isThere())) return;
      if (!this.#folder.isOpen) await this.#folder.open();
      const { length: pictures } = this.#folder.pictures;
      this.#remember({ pictures });
      if (pictures === 0) await this.#folder.removeAll();
    } catch (error) {
      this.#deps.logger.debug(
        { capture: this.#capture.name, err: error },
        'a folder could not be read again',
      );
    }
  }

  async #take(now: number): Promise<void> {
    const failure = await this.#tryToTake(now);
    collectSoon();
    if (this.#everyMs >= LIGHT_STAYS_MS) this.#giveLightBack();
    if (this.#halt.signal.aborted) return;
    if (failure === null) await this.#noteKept(now);
    else await this.#noteFailure(failure, now);
    this.#answerAsked(failure && pictureFailed(failure));
  }

  /** Null = it is in the folder. */
  async #tryToTake(now: number): Promise<Failure | null> {
    try {
      await this.#prepareFolder();
    } catch (error) {
      return folderFailure(error);
    }
    const takenAt = await this.#timeOfPicture();
    if (takenAt !== null && !this.#isNew(takenAt)) return { code: 'same', detail: '' };
    await this.#lightUp();
    try {
      return await this.#fetchAndKeep(takenAt, now);
    } catch (error) {
      if (error instanceof PictureError) return { code: error.reason, detail: error.message };
      if (this.#halt.signal.aborted) return null;
      throw error;
    }
  }

  /** Null = unknown. */
  async #timeOfPicture(): Promise<number | null> {
    const { pictureTimes } = this.#deps;
    const { camera } = this.#capture;
    return pictureTimes?.latest(camera) ?? (await pictureTimes?.ask(camera, this.#halt.signal)) ?? null;
  }

  #isNew(takenAt: number): boolean {
    const earliest = this.#capture.startedAt - Math.max(EARLY_MS, 2 * this.#everyMs);
    return takenAt !== this.#takenAt && takenAt >= earliest;
  }

  /** @throws PictureError */
  async #fetchAndKeep(takenAt: number | null, now: number): Promise<Failure | null> {
    const { source } = this.#deps;
    const { camera } = this.#capture;
    const usual = await this.#measure(await this.#ask((signal) => source.fetch(camera, signal)), now);
    const failure = await this.#keep(usual, { takenAt, now });
    if (failure === null) this.#stuckHash = null;
    const hash = usual.measured?.hash ?? null;
    const isStuck = hash === this.#stuckHash || this.#age.isStale(now, this.#everyMs);
    if (failure?.code !== 'same' || !isStuck) return failure;
    const anew = await this.#ask((signal) => source.fetchAnew(camera, signal)).catch(() => null);
    if (anew === null) return failure;
    const second = await this.#keep(await this.#measure(anew, now), { takenAt: null, now });
    if (second === null) this.#stuckHash = hash;
    return second;
  }

  #ask<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#deps.cameras.run(cameraKey(this.#capture.camera), this.#halt.signal, work);
  }

  /** Null = it is in the folder. */
  async #keep(
    { bytes, measured, withLook }: Fetched,
    { takenAt, now }: { takenAt: number | null; now: number },
  ): Promise<Failure | null> {
    const sight = this.#sight;
    if ((measured?.look?.brightness ?? 1) < DARK) this.#remember({ isDark: true });
    if (measured === null) return { code: 'no_picture', detail: '' };
    const lastHash = measured.hash === this.#stuckHash ? this.#stuckHash : this.#lastHash;
    const refusal = judgePicture(measured, { sizes: this.#capture.sizes, lastHash });
    if (refusal !== null) return { code: refusal, detail: detailOf(refusal, measured) };
    // In order, whatever the clock of the camera says.
    const at = Math.min(now, Math.max(takenAt ?? now, this.#folder.pictures.at(-1)?.at ?? 0));
    try {
      await this.#folder.add(bytes, ENDINGS[measured.format], { at, ...readingsOf(sight) });
    } catch (error) {
      return folderFailure(error);
    }
    const { firstLayer, lastLayer } = this.#capture;
    const layer = this.#layer?.number ?? sight?.layer ?? null;
    this.#remember({ firstLayer: firstLayer ?? layer, lastLayer: layer ?? lastLayer });
    this.#age.noteNew(now);
    this.#takenAt = takenAt;
    if (withLook) this.#looks.noteKept(bytes.length, now);
    this.#lastHash = measured.hash;
    if (this.#capture.sizes.length < FIRST_PICTURES)
      this.#remember({ sizes: [...this.#capture.sizes, measured.size] });
    return null;
  }

  async #measure(bytes: Uint8Array, now: number): Promise<Fetched> {
    const withLook = this.#looks.isDue(bytes.length, now);
    return { bytes, withLook, measured: await measurePicture(bytes, withLook ? this.#wantedLook : null) };
  }

  get #wantedLook(): WantedLook {
    const { rules, isDark } = this.#capture;
    return rules.light_entity !== null && rules.light_only_when_dark && !isDark ? 'all' : 'flatness';
  }

  async #prepareFolder(): Promise<void> {
    const isReachable = this.#deps.isSourceReachable();
    if (isReachable === false) throw new Error('the source folder is not reachable');
    if (!this.#folder.isOpen) {
      // Nothing is made where a share may be away.
      if (isReachable === null && !(await this.#folder.isThere()))
        throw new Error('the source folder cannot be scanned');
      await this.#folder.open();
    }
    const { rules, halvings, firstDueAt, firstLayer } = this.#capture;
    const { pictures } = this.#folder;
    if (pictures.length < rules.max_pictures) return;
    const isByLayer = rules.mode === 'layer';
    const every = isByLayer ? rules.layer_step : rules.interval_seconds * this.#deps.times.secondMs;
    const first = isByLayer ? firstLayer : firstDueAt;
    const placed = isByLayer ? byLayer(pictures) : pictures;
    const spread = spreadEvenly(placed, {
      first: first ?? placed[0]!.at,
      ...{ every, most: rules.max_pictures, halvings },
    });
    // Before the pictures go: after a crash in between, the rest goes likewise.
    if (spread.halvings !== halvings) await this.#save({ halvings: spread.halvings }, null);
    await this.#folder.remove(spread.names);
  }

  /** Without it, the picture is taken nevertheless. */
  async #lightUp(): Promise<void> {
    const { id, rules, isDark } = this.#capture;
    const { lights, times, logger } = this.#deps;
    const { light_entity: entity, light_seconds: seconds, light_only_when_dark: onlyWhenDark } = rules;
    if (entity === null || lights === null || (onlyWhenDark && !isDark)) return;
    try {
      const { signal } = this.#halt;
      await lights.borrow(entity, id, () => sleep(seconds * times.secondMs, undefined, { signal }));
    } catch (error) {
      logger.debug({ light: entity, reason: messageOf(error) }, 'a light could not be switched on');
    }
  }

  /** Nothing waits for it: Home Assistant may not answer. */
  #giveLightBack(): void {
    const { id, rules } = this.#capture;
    if (rules.light_entity !== null) void this.#deps.lights?.giveBack(rules.light_entity, id);
  }

  async #noteKept(now: number): Promise<void> {
    const { name, problem, firstDueAt } = this.#capture;
    this.#failuresInRow = 0;
    this.#waitsForNews = false;
    this.#retryAt = Number.NEGATIVE_INFINITY;
    this.#nextAt = nextMoment(firstDueAt ?? now, this.#everyMs, now + 1);
    if (problem) this.#deps.logger.info({ capture: name }, 'pictures are taken again');
    const isNews = problem !== null || firstDueAt === null || this.#capture.sizes.length < FIRST_PICTURES;
    this.#remember({
      problem: null,
      firstDueAt: firstDueAt ?? now,
      pictures: this.#folder.pictures.length,
      lastPictureAt: now,
    });
    if (isNews || !isRecent(this.#savedAt, now)) await this.#save({}, null);
  }

  async #noteFailure({ code, detail }: Failure, now: number): Promise<void> {
    const everyMs = this.#everyMs;
    const { firstDueAt, refused, problem, name } = this.#capture;
    this.#remember({ refused: { ...refused, [code]: (refused[code] ?? 0) + 1 } });
    const moment = nextMoment(firstDueAt ?? now, everyMs, now + 1);
    this.#waitsForNews = code === 'same';
    if (code === 'same' && !this.#age.isStale(now, everyMs)) {
      this.#nextAt = Math.min(moment, now + everyMs / TRIES_FOR_NEWS);
      this.#retryAt = this.#nextAt;
      return;
    }
    this.#failuresInRow += 1;
    const pause = retryPause(this.#failuresInRow, everyMs);
    this.#nextAt = this.#failuresInRow < MAX_REFUSED ? Math.min(moment, now + pause) : now + pause;
    this.#retryAt = now + pause;
    if (this.#failuresInRow < MAX_REFUSED) return;
    if (problem?.code === code && problem.detail === detail) return;
    this.#deps.logger.warn({ capture: name, reason: code, detail }, 'no pictures can be taken');
    const event = problem === null ? 'timelapse.capture_problem' : null;
    await this.#save({ problem: { code, detail, since: problem?.since ?? now } }, event);
  }

  get #everyMs(): number {
    return intervalOf(this.#capture) * this.#deps.times.secondMs;
  }

  #remember(change: CaptureChange): void {
    this.#capture = { ...this.#capture, ...change };
    this.#isUnsaved = true;
  }

  async #save(change: CaptureChange, event: CaptureEvent | null): Promise<void> {
    const { store, clock, onChange } = this.#deps;
    const now = clock.now();
    this.#capture = await store.change(this.#capture, change, { event, now });
    this.#savedAt = now;
    this.#isUnsaved = false;
    onChange(this.#capture);
  }
}

function cameraKey(camera: Capture['camera']): string {
  return 'entity' in camera ? camera.entity : camera.url;
}

/** Pictures after the last layer belong to it. */
function byLayer(pictures: readonly TakenPicture[]): { name: string; at: number }[] {
  let last = 0;
  return pictures.map(({ name, layer }) => {
    last = layer ?? last;
    return { name, at: last };
  });
}

function isRecent(at: number, now: number): boolean {
  return now - at >= 0 && now - at < SAVE_EVERY_MS;
}

function isTaking({ state }: Capture): boolean {
  return state === 'capturing' || state === 'finishing';
}

function detailOf(refusal: Refusal, { size }: Measured): string {
  return refusal === 'other_size' ? `${size.width} × ${size.height}` : '';
}

function folderFailure(error: unknown): Failure {
  const detail = reasonOf(error);
  if (isForWant(error)) return { code: 'no_process', detail };
  return { code: isDiskFull(error) ? 'disk_full' : 'folder', detail };
}
