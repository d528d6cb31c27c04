import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../lib/clock.ts';
import { isDiskFull, messageOf, reasonOf } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import type { PrinterSight } from '../print-jobs/printer-feed.ts';
import type { CaptureEvent } from '../outbox/capture-event.ts';
import { type CaptureEnd, type CaptureProblemCode, REFUSALS, type Refusal } from '../shared/capture.ts';
import type { CameraQueue } from './camera-queue.ts';
import { type Capture, type CaptureChange, type CapturedPrint, intervalOf, isRunning } from './capture.ts';
import { type CaptureFiles, CaptureFolder } from './capture-folder.ts';
import type { CaptureLights } from './capture-lights.ts';
import type { CaptureStore } from './capture-store.ts';
import { readingsOf, type TakenPicture } from './capture-log.ts';
import { isLayerDue } from './layer-due.ts';
import { nextState } from './next-state.ts';
import { MAX_REFUSED, nextMoment, retryPause } from './due-moments.ts';
import { spreadEvenly } from './even-spread.ts';
import { FIRST_PICTURES, judgePicture } from './judge-picture.ts';
import { LookSchedule } from './look-schedule.ts';
import { type Measured, measurePicture } from './measure-picture.ts';
import { PictureAge } from './picture-age.ts';
import { PictureError, type PictureSource } from './picture-source.ts';

const SAVE_EVERY_MS = 5000;
const RETRY_MS = 5000;
/** Longer than any pause. */
const MAX_WAIT_MS = 24 * 3_600_000;
/** How often a camera is asked in one interval while it repeats its picture. */
const TRIES_FOR_NEWS = 4;

const ENDINGS = { jpeg: 'jpg', png: 'png', webp: 'webp' } as const;

export interface CaptureRecorderDeps {
  store: CaptureStore;
  files: CaptureFiles;
  source: PictureSource;
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
  /** Whether the source folder may be written to: false while its share is away. */
  isFolderThere: () => boolean;
  onChange: (capture: Capture) => void;
}

/** Mean brightness below which a picture needs light. */
const DARK = 0.2;
/** With less time between pictures a light stays on. */
const LIGHT_STAYS_MS = 60_000;

/** Why there is no picture. */
interface Failure {
  code: CaptureProblemCode;
  detail: string;
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
  /** By interval. */
  #nextAt = Number.NEGATIVE_INFINITY;
  /** By layer: no earlier after a failure. */
  #retryAt = Number.NEGATIVE_INFINITY;
  /** The latest that is due. */
  #layer: { number: number | null; dueAt: number } | null = null;
  #failuresInRow = 0;
  #lastHash: string | null = null;
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
    const { id, rules } = this.#capture;
    if (rules.light_entity !== null) this.#deps.lights?.hold(rules.light_entity, id);
    this.#loop.start();
  }

  /** The printer has changed. */
  lookAgain(): void {
    this.#loop.wake();
  }

  /** Resolves when it is over. @throws the database's error; it is tried again nevertheless */
  end(because: CaptureEnd): Promise<Capture> {
    this.#endBecause ??= because;
    this.#halt.abort();
    this.#loop.wake();
    return this.#over.promise;
  }

  /** The app stops; the capture goes on with its next start. */
  async stop(): Promise<void> {
    this.#halt.abort();
    await this.#loop.stop();
    if (this.#isUnsaved && isRunning(this.#capture)) await this.#save({}, null);
  }

  /** @returns milliseconds until the next pass */
  async #pass(): Promise<number> {
    if (this.#endBecause !== null) {
      await this.#close(this.#endBecause);
      return 0;
    }
    const { clock } = this.#deps;
    const changesAt = await this.#live();
    if (!isRunning(this.#capture)) return 0;
    if (!isTaking(this.#capture)) await this.#giveLightBack();
    const dueAt = this.#dueAt(clock.now());
    if (dueAt > clock.now()) return Math.max(0, Math.min(dueAt, changesAt) - clock.now());
    await this.#take(clock.now());
    return 0;
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
    // A moment that is far away was meant before the clock was set back.
    const nextAt = this.#nextAt - now > MAX_WAIT_MS ? now : this.#nextAt;
    if (rules.mode === 'interval' || state === 'finishing') return nextAt;
    const layer = this.#sight?.layer ?? null;
    if (!isLayerDue(layer, this.#capture)) return Infinity;
    if (this.#layer?.number !== layer) this.#layer = { number: layer, dueAt: now + rules.delay_ms };
    return Math.max(this.#layer.dueAt, this.#retryAt);
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
    await this.#giveLightBack();
    void this.#loop.stop();
    this.#over.resolve(this.#capture);
  }

  /** A crash may have come between a picture and its number. */
  async #recount(): Promise<void> {
    if (!this.#folder.isOpen && this.#capture.pictures > 0 && this.#deps.isFolderThere())
      await this.#folder.open().catch(() => {});
    if (this.#folder.isOpen) this.#remember({ pictures: this.#folder.pictures.length });
  }

  async #take(now: number): Promise<void> {
    const failure = await this.#tryToTake(now);
    if (this.#everyMs >= LIGHT_STAYS_MS) await this.#giveLightBack();
    if (this.#halt.signal.aborted) return;
    if (failure === null) await this.#noteKept(now);
    else await this.#noteFailure(failure, now);
  }

  /** Null = it is in the folder. */
  async #tryToTake(now: number): Promise<Failure | null> {
    try {
      await this.#prepareFolder();
    } catch (error) {
      return folderFailure(error);
    }
    await this.#lightUp();
    let bytes: Uint8Array;
    try {
      bytes = await this.#fetch();
    } catch (error) {
      if (error instanceof PictureError) return { code: error.reason, detail: error.message };
      if (this.#halt.signal.aborted) return null;
      throw error;
    }
    return this.#keep(bytes, now);
  }

  /** Null = it is in the folder. */
  async #keep(bytes: Uint8Array, now: number): Promise<Failure | null> {
    const withLook = this.#looks.isDue(bytes.length, now);
    const sight = this.#sight;
    const measured = measurePicture(bytes, withLook);
    if ((measured?.look?.brightness ?? 1) < DARK) this.#remember({ isDark: true });
    if (measured === null) return { code: 'no_picture', detail: '' };
    const refusal = judgePicture(measured, { sizes: this.#capture.sizes, lastHash: this.#lastHash });
    if (refusal !== null) return { code: refusal, detail: detailOf(refusal, measured) };
    try {
      await this.#folder.add(bytes, ENDINGS[measured.format], { at: now, ...readingsOf(sight) });
    } catch (error) {
      return folderFailure(error);
    }
    const { firstLayer, lastLayer } = this.#capture;
    const layer = this.#layer?.number ?? sight?.layer ?? null;
    this.#remember({ firstLayer: firstLayer ?? layer, lastLayer: layer ?? lastLayer });
    this.#age.noteNew(now);
    if (withLook) this.#looks.noteKept(bytes.length, now);
    this.#lastHash = measured.hash;
    if (this.#capture.sizes.length < FIRST_PICTURES)
      this.#remember({ sizes: [...this.#capture.sizes, measured.size] });
    return null;
  }

  async #prepareFolder(): Promise<void> {
    if (!this.#deps.isFolderThere()) throw new Error('the source folder is not reachable');
    if (!this.#folder.isOpen) await this.#folder.open();
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
      const isSwitched = await lights.borrow(entity, id);
      if (isSwitched) await sleep(seconds * times.secondMs, undefined, { signal: this.#halt.signal });
    } catch (error) {
      logger.debug({ light: entity, reason: messageOf(error) }, 'a light could not be switched on');
    }
  }

  async #giveLightBack(): Promise<void> {
    const { id, rules } = this.#capture;
    if (rules.light_entity !== null) await this.#deps.lights?.giveBack(rules.light_entity, id);
  }

  #fetch(): Promise<Uint8Array> {
    const { cameras, source } = this.#deps;
    const { camera } = this.#capture;
    return cameras.run(cameraKey(camera), this.#halt.signal, (signal) => source.fetch(camera, signal));
  }

  async #noteKept(now: number): Promise<void> {
    const { name, problem, firstDueAt } = this.#capture;
    this.#failuresInRow = 0;
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
    if (isRefusal(code)) this.#remember({ refused: { ...refused, [code]: (refused[code] ?? 0) + 1 } });
    const moment = nextMoment(firstDueAt ?? now, everyMs, now + 1);
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

function isRefusal(code: CaptureProblemCode): code is Refusal {
  return REFUSALS.some((each) => each === code);
}

function detailOf(refusal: Refusal, { size }: Measured): string {
  return refusal === 'other_size' ? `${size.width} × ${size.height}` : '';
}

function folderFailure(error: unknown): Failure {
  return { code: isDiskFull(error) ? 'disk_full' : 'folder', detail: reasonOf(error) };
}
