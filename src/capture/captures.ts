import { randomUUID } from 'node:crypto';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Emitter } from '../lib/emitter.ts';
import { AppError, notFound } from '../lib/errors.ts';
import type { Part } from '../lib/part.ts';
import { Serial } from '../lib/serial.ts';
import type { LiveOptions } from '../options/live-options.ts';
import type { WireNotice } from '../shared/system.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import {
  type Camera,
  cameraName as nameOfCamera,
  type Capture,
  type CapturedPrint,
  type CaptureRules,
  isRunning,
  newCapture,
} from './capture.ts';
import type { CaptureEvents } from './capture-events.ts';
import type { CaptureLinks } from './capture-links.ts';
import { CaptureRecorder, type CaptureRecorderDeps } from './capture-recorder.ts';
import type { CaptureSettler } from './capture-settler.ts';
import { folderName, numbered } from './folder-name.ts';
import { isOver } from './is-over.ts';
import { problemRemedy, problemText } from './problem-text.ts';

export interface CapturesDeps extends Omit<CaptureRecorderDeps, 'onChange' | 'hasEnded'> {
  settler: CaptureSettler;
  links: CaptureLinks;
  reads: TimelapseReads;
  emitter: Emitter<CaptureEvents & TimelapseEvents>;
  options: LiveOptions;
}

export interface CaptureByHand {
  name: string;
  camera: Camera;
  rules: CaptureRules;
}

export interface CaptureOfPrint extends CaptureByHand {
  print: CapturedPrint;
  /** All cameras that are to show the print. */
  chosen: readonly string[];
  /** Name of the camera, where there are several. */
  cameraName: string | null;
  /** Also one that the user stopped goes on. */
  isOnDemand: boolean;
}

/** Everything that is being captured. */
export class Captures implements Part {
  readonly #deps: CapturesDeps;
  readonly #recorders = new Map<string, CaptureRecorder>();
  /** Two captures must not choose the same folder. */
  readonly #serial = new Serial();
  #problems = '[]';
  #undo: () => void = () => {};

  constructor(deps: CapturesDeps) {
    this.#deps = deps;
  }

  get notices(): WireNotice[] {
    return [...this.#recorders.values()].flatMap(({ capture: { id, name, problem } }) =>
      problem === null
        ? []
        : [
            {
              code: 'capture_problem' as const,
              area: 'capture' as const,
              message: `No pictures of "${name}" can be taken. ${problemText(problem)}`,
              remedy: `${problemRemedy(problem.code)} The app keeps retrying.`,
              facts: { capture_id: id, capture: name, problem: problem.code, reason: problem.detail },
            },
          ],
    );
  }

  /** What ran when the app ended goes on. */
  async start(): Promise<void> {
    const { store, settler, emitter, logger } = this.#deps;
    for (const capture of (await store.listUnsettled()).filter(isRunning)) this.#record(capture);
    this.#undo = emitter.on('timelapse.discovered', ({ id, captureId }) => {
      if (captureId !== null)
        this.#link(id, captureId).catch((error: unknown) =>
          logger.warn({ err: error, id }, 'the print of a capture could not be linked yet'),
        );
    });
    settler.start();
  }

  async stop(): Promise<void> {
    this.#undo();
    await this.#deps.settler.stop();
    await this.#serial.settled();
    await Promise.all([...this.#recorders.values()].map((recorder) => recorder.stop()));
  }

  /** Of one printer. */
  runningOf(printerKey: string): Capture[] {
    return this.running.filter(({ print }) => print?.printerKey === printerKey);
  }

  /** All that run. */
  get running(): Capture[] {
    return [...this.#recorders.values()].map(({ capture }) => capture);
  }

  /** As it is now, rather than as it was last saved. */
  latest(capture: Capture): Capture {
    return this.#recorders.get(capture.id)?.capture ?? capture;
  }

  /** Runs until it is stopped. @throws AppError 409 when the source folder is not reachable */
  startByHand({ name, camera, rules }: CaptureByHand): Promise<Capture> {
    return this.#serial.run(async () => {
      const now = this.#deps.clock.now();
      const folder = await this.#freeFolder(
        folderName({ name, printer: null, startedAt: now, camera: null }),
      );
      const given = { name, print: null, camera, folder, rules, isOnDemand: true } as const;
      return this.#begin({ ...given, state: 'capturing' }, now);
    });
  }

  /**
   * Once for each print and camera: one that ended too early goes on in the same folder, one whose camera has another
   * name now goes on with it, and one that the user stopped stays stopped.
   */
  startOfPrint(asked: CaptureOfPrint): Promise<Capture> {
    const { name, camera, rules, print, chosen, cameraName, isOnDemand } = asked;
    return this.#serial.run(async () => {
      const { store, clock, logger } = this.#deps;
      const ofPrint = (await store.listOfPrint(print.externalId)).filter(
        (each) => each.print?.printerKey === print.printerKey,
      );
      const known = ofPrint.find((each) => isDeepStrictEqual(each.camera, camera));
      if (known && (isRunning(known) || (known.endedBecause === 'stopped' && !isOnDemand))) return known;
      const orphan = this.runningOf(print.printerKey).find(
        (each) => each.print?.externalId === print.externalId && !chosen.includes(nameOfCamera(each.camera)),
      );
      if (!known && orphan) {
        this.#recorders.get(orphan.id)?.useCamera(camera);
        return orphan;
      }
      const now = clock.now();
      if (known) {
        logger.info({ capture: name }, 'a capture goes on, since its print does');
        const reopened = await store.reopen({ ...known, isOnDemand }, now);
        this.#record(reopened);
        this.#announce(reopened);
        return reopened;
      }
      const { printerName: printer, startedAt } = print;
      const folder = await this.#freeFolder(folderName({ name, printer, startedAt, camera: cameraName }));
      return this.#begin({ name, print, camera, folder, rules, isOnDemand, state: 'starting' }, now);
    });
  }

  lookAgain(printerKey: string): void {
    for (const recorder of this.#recorders.values())
      if (recorder.capture.print?.printerKey === printerKey) recorder.lookAgain();
  }

  /** Home Assistant is there again, and its cameras with it. */
  retryCamerasOfHomeAssistant(): void {
    for (const recorder of this.#recorders.values())
      if ('entity' in recorder.capture.camera) recorder.retryNow();
  }

  /** @throws AppError 404, or 409 when it is over */
  async end(id: string): Promise<Capture> {
    return (await this.#running(id)).end('stopped');
  }

  /**
   * One picture in addition, whatever the print does.
   *
   * @throws AppError 404 or 409 when it is over, or there is no picture
   */
  async takeNow(id: string): Promise<void> {
    await (await this.#running(id)).takeNow();
  }

  async #running(id: string): Promise<CaptureRecorder> {
    const recorder = this.#recorders.get(id);
    if (recorder) return recorder;
    const capture = await this.#deps.store.get(id);
    if (!capture) throw notFound(`There is no capture with the id "${id}".`, { id });
    throw isOver(capture);
  }

  async #begin(
    given: Pick<Capture, 'name' | 'print' | 'camera' | 'folder' | 'rules' | 'isOnDemand' | 'state'>,
    now: number,
  ): Promise<Capture> {
    const capture = newCapture({ ...given, id: randomUUID() }, now);
    await this.#deps.store.insert(capture, now);
    this.#deps.logger.info({ capture: capture.name, folder: basename(capture.folder) }, 'a capture began');
    this.#record(capture);
    this.#announce(capture);
    return capture;
  }

  #record(capture: Capture): void {
    const recorder = new CaptureRecorder(capture, {
      ...this.#deps,
      hasEnded: (print) => this.#deps.links.hasEnded(print),
      onChange: (changed) => this.#announce(changed),
    });
    this.#recorders.set(capture.id, recorder);
    recorder.start();
  }

  async #link(timelapseId: string, captureId: string): Promise<void> {
    const { reads, store, links } = this.#deps;
    const capture = await store.get(captureId);
    const timelapse = await reads.get(timelapseId);
    if (capture && timelapse) await links.link(timelapse, capture);
  }

  #announce(capture: Capture): void {
    const { emitter, settler, logger } = this.#deps;
    if (!isRunning(capture)) {
      this.#recorders.delete(capture.id);
      logger.info({ capture: capture.name, pictures: capture.pictures }, 'a capture is over');
      settler.settleNow();
    }
    emitter.emit('capture.changed', capture);
    const problems = JSON.stringify(this.notices);
    if (problems !== this.#problems) emitter.emit('system.changed', {});
    this.#problems = problems;
  }

  async #freeFolder(name: string): Promise<string> {
    const { options, files, store } = this.#deps;
    const root = options.current.timelapse_source_folder;
    await files.reach(root).catch((error: unknown) => {
      throw unreachable(root, error);
    });
    for (let number = 1; ; number += 1) {
      const folder = join(root, numbered(name, number));
      const isThere = await files.inspect(folder).catch((error: unknown) => {
        throw unreachable(root, error);
      });
      if (isThere === null && !(await store.hasFolder(folder))) return folder;
    }
  }
}

function unreachable(path: string, cause: unknown): AppError {
  return new AppError('source_unreachable', `The source folder "${path}" cannot be reached.`, {
    status: 409,
    remedy: 'Check the source folder, then try again.',
    cause,
  });
}
