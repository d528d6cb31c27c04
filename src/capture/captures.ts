import { randomUUID } from 'node:crypto';
import { basename, join } from 'node:path';
import type { Emitter } from '../lib/emitter.ts';
import { AppError, conflict, notFound } from '../lib/errors.ts';
import type { Part } from '../lib/part.ts';
import { Serial } from '../lib/serial.ts';
import type { LiveOptions } from '../options/live-options.ts';
import type { WireNotice } from '../shared/system.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import { type Camera, type Capture, type CaptureRules, isRunning } from './capture.ts';
import type { CaptureEvents } from './capture-events.ts';
import { CaptureRecorder, type CaptureRecorderDeps } from './capture-recorder.ts';
import type { CaptureSettler } from './capture-settler.ts';
import { folderName, numbered } from './folder-name.ts';
import { problemText } from './problem-text.ts';

export interface CapturesDeps extends Omit<CaptureRecorderDeps, 'onChange'> {
  settler: CaptureSettler;
  emitter: Emitter<CaptureEvents & TimelapseEvents>;
  options: LiveOptions;
}

export interface NewCapture {
  name: string;
  camera: Camera;
  rules: CaptureRules;
}

/** Everything that is being captured. */
export class Captures implements Part {
  readonly #deps: CapturesDeps;
  readonly #recorders = new Map<string, CaptureRecorder>();
  /** Two captures must not choose the same folder. */
  readonly #serial = new Serial();
  #problems = '';

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
              remedy: 'Check the camera. The app keeps retrying.',
              facts: { capture_id: id, capture: name, problem: problem.code, reason: problem.detail },
            },
          ],
    );
  }

  /** What ran when the app ended goes on. */
  async start(): Promise<void> {
    const unsettled = await this.#deps.store.listUnsettled();
    for (const capture of unsettled.filter(isRunning)) this.#record(capture);
    this.#deps.settler.start();
  }

  async stop(): Promise<void> {
    await this.#deps.settler.stop();
    await Promise.all([...this.#recorders.values()].map((recorder) => recorder.stop()));
  }

  /** As it is now, rather than as it was last saved. */
  latest(capture: Capture): Capture {
    return this.#recorders.get(capture.id)?.capture ?? capture;
  }

  /** Runs until it is stopped. @throws AppError 409 when the source folder is not reachable */
  startByHand({ name, camera, rules }: NewCapture): Promise<Capture> {
    return this.#serial.run(async () => {
      const { store, clock, logger } = this.#deps;
      const now = clock.now();
      const folder = await this.#freeFolder(
        folderName({ name, printer: null, startedAt: now, camera: null }),
      );
      const capture: Capture = {
        id: randomUUID(),
        name,
        camera,
        folder,
        rules,
        state: 'capturing',
        stateSince: now,
        halvings: 0,
        firstDueAt: null,
        sizes: [],
        pictures: 0,
        lastPictureAt: null,
        refused: {},
        problem: null,
        startedAt: now,
        endedAt: null,
        endedBecause: null,
        isSettled: false,
      };
      await store.insert(capture, now);
      logger.info({ capture: name, folder: basename(folder) }, 'a capture began');
      this.#record(capture);
      this.#announce(capture);
      return capture;
    });
  }

  /** @throws AppError 404, or 409 when it is over */
  async end(id: string): Promise<Capture> {
    const recorder = this.#recorders.get(id);
    if (!recorder) {
      const capture = await this.#deps.store.get(id);
      if (!capture) throw notFound(`There is no capture with the id "${id}".`, { id });
      const detail = { status: capture.state };
      throw conflict('wrong_status', `The capture of "${capture.name}" is already over.`, detail);
    }
    return recorder.end('stopped');
  }

  #record(capture: Capture): void {
    const recorder = new CaptureRecorder(capture, {
      ...this.#deps,
      onChange: (changed) => this.#announce(changed),
    });
    this.#recorders.set(capture.id, recorder);
    recorder.start();
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
