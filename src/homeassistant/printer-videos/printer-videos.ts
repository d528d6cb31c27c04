import { basename } from 'node:path';
import type { CaptureEvents } from '../../capture/capture-events.ts';
import type { PrinterOptionsStore } from '../../capture/printer-options-store.ts';
import type { Emitter } from '../../lib/emitter.ts';
import { causeOf } from '../../lib/errors.ts';
import type { Logger } from '../../lib/logger.ts';
import type { Part } from '../../lib/part.ts';
import { createPollLoop, type PollLoop } from '../../lib/poll-loop.ts';
import type { PrintEvents } from '../../print-jobs/print-events.ts';
import type { PrintJob } from '../../print-jobs/print-job.ts';
import type { PrintJobStore } from '../../print-jobs/print-job-store.ts';
import type { PrinterFeed, WatchedPrinter } from '../../print-jobs/printer-feed.ts';
import type { WireNotice } from '../../shared/system.ts';
import type { TimelapseEvents } from '../../timelapses/timelapse-events.ts';
import type { TimelapseReads } from '../../timelapses/timelapse-reads.ts';
import type { TimelapseStore } from '../../timelapses/timelapse-store.ts';
import type { CoreConnection } from '../core/core-connection.ts';
import type { SupervisorClient } from '../core/supervisor-client.ts';
import { BAMBU_LAB } from '../printers/bambu-lab.ts';
import { chooseVideos, type ChosenVideo } from './choose-video.ts';
import { listVideos, type PrinterVideo } from './list-videos.ts';
import { VideoBringer, type VideoBringerDeps } from './video-bringer.ts';

const INTEGRATION = 'bambu_lab';
/** Source of the print jobs of Home Assistant's printers. */
const JOBS = 'home_assistant';

const DAY_MS = 24 * 3_600_000;
const ASK_EVERY_S = 30;
/** After the end of a print, or after a start of the app that missed it. */
const ASK_FOR_S = 15 * 60;
const RETRY_MS = 60_000;
const IDLE_MS = 3_600_000;

export interface PrinterVideosDeps extends Omit<VideoBringerDeps, 'halt'> {
  core: Pick<CoreConnection, 'state' | 'onReady'>;
  supervisor: SupervisorClient;
  feed: Pick<PrinterFeed, 'isKnown' | 'printers' | 'onChange'>;
  jobs: Pick<PrintJobStore, 'get' | 'endedSince'>;
  printerOptions: Pick<PrinterOptionsStore, 'get'>;
  timelapses: Pick<TimelapseStore, 'setLink'>;
  reads: Pick<TimelapseReads, 'findCurrent'>;
  emitter: Emitter<TimelapseEvents & PrintEvents & CaptureEvents>;
  times: { secondMs: number };
  logger: Logger;
  onNotice: () => void;
}

interface Due {
  printer: WatchedPrinter;
  serial: string;
  jobs: readonly PrintJob[];
}

/**
 * Brings the video that a printer made of a print into the source folder, where it becomes a timelapse like any
 * other, linked to its print. The printer's own stays where it is.
 */
export class PrinterVideos implements Part {
  readonly #deps: PrinterVideosDeps;
  readonly #loop: PollLoop;
  readonly #halt = new AbortController();
  readonly #bringer: VideoBringer;
  /** When a printer was first asked for the video of a print, by the print's id. */
  readonly #askedAt = new Map<string, number>();
  readonly #failures = new Map<string, { notice: WireNotice; at: number }>();
  #undo: (() => void)[] = [];
  #isTidy = false;

  constructor(deps: PrinterVideosDeps) {
    this.#deps = deps;
    this.#bringer = new VideoBringer({ ...deps, halt: this.#halt.signal });
    this.#loop = createPollLoop({
      clock: deps.clock,
      pass: () => this.#pass(),
      onError: (error) => deps.logger.error({ err: error }, 'videos of printers could not be brought'),
      retryMs: RETRY_MS,
    });
  }

  get notices(): WireNotice[] {
    const since = this.#deps.clock.now() - DAY_MS;
    return [...this.#failures.values()].filter(({ at }) => at > since).map(({ notice }) => notice);
  }

  start(): void {
    const { core, emitter } = this.#deps;
    const wake = (): void => this.#loop.wake();
    this.#undo = [
      emitter.on('print.ended', wake),
      emitter.on('printer.changed', wake),
      emitter.on('timelapse.discovered', ({ origin }) => {
        if (origin === 'video') wake();
      }),
      core.onReady(wake),
      this.#deps.feed.onChange(() => {
        // Printers are known a moment after Home Assistant is.
        if (!this.#isTidy) wake();
      }),
    ];
    this.#loop.start();
  }

  async stop(): Promise<void> {
    for (const undo of this.#undo.splice(0)) undo();
    this.#halt.abort();
    await this.#loop.stop();
  }

  /** @returns milliseconds until the next pass */
  async #pass(): Promise<number> {
    const { core, feed, supervisor, clock, times } = this.#deps;
    await this.#link();
    if (core.state.state !== 'connected' || !feed.isKnown) return IDLE_MS;
    if (!this.#isTidy) await this.#bringer.tidy();
    this.#isTidy = true;
    const due = await this.#due();
    for (const { printer, serial, jobs } of due) {
      const videos = await listVideos(supervisor, serial, clock.now()).catch(() => null);
      for (const chosen of chooseVideos(videos ?? [], jobs, clock.now())) await this.#try(printer, chosen);
    }
    return due.length === 0 ? IDLE_MS : ASK_EVERY_S * times.secondMs;
  }

  /** Printers of which a print has ended a while ago at most. */
  async #due(): Promise<Due[]> {
    const { feed, jobs, printerOptions, clock } = this.#deps;
    const ended = await jobs.endedSince(JOBS, clock.now() - DAY_MS);
    for (const id of this.#askedAt.keys()) if (!ended.some((job) => job.id === id)) this.#askedAt.delete(id);
    const due: Due[] = [];
    for (const printer of feed.printers) {
      const serial = serialOf(printer);
      const own = ended.filter(({ externalId }) => externalId?.startsWith(`${printer.key}@`));
      if (serial === null || own.length === 0) continue;
      if (!(await printerOptions.get(printer)).own_videos) continue;
      if (this.#isToBeAsked(own)) due.push({ printer, serial, jobs: own });
    }
    return due;
  }

  #isToBeAsked(jobs: readonly PrintJob[]): boolean {
    const { clock, times } = this.#deps;
    const now = clock.now();
    for (const { id } of jobs) if (!this.#askedAt.has(id)) this.#askedAt.set(id, now);
    return jobs.some(({ id }) => now - this.#askedAt.get(id)! < ASK_FOR_S * times.secondMs);
  }

  async #try(printer: WatchedPrinter, chosen: ChosenVideo): Promise<void> {
    const { clock, logger, onNotice } = this.#deps;
    const { path } = chosen.video;
    try {
      if (await this.#bringer.bring(chosen))
        logger.info({ printer: printer.name, path }, 'brought a video of a printer');
      if (this.#failures.delete(path)) onNotice();
    } catch (error) {
      if (this.#halt.signal.aborted) return;
      const why = causeOf(error);
      const notice = notBrought(printer, chosen.video, why);
      const isNew = this.#failures.get(path)?.notice.message !== notice.message;
      this.#failures.set(path, { notice, at: clock.now() });
      if (!isNew) return;
      logger.warn(
        { printer: printer.name, path, reason: why.reason },
        'a video of a printer was not brought',
      );
      onNotice();
    }
  }

  async #link(): Promise<void> {
    const { store, reads, jobs, timelapses, emitter, clock } = this.#deps;
    for (const each of await store.unlinked()) {
      const [timelapse] = await reads.findCurrent([each.filePath]);
      const job = each.jobId === null ? null : await jobs.get(each.jobId);
      if (!timelapse || job === null) continue;
      const link = { jobId: job.id, source: 'capture', printer: job.printer } as const;
      const linked = await timelapses.setLink(timelapse.id, link, clock.now());
      await store.setLinked(each);
      if (linked) emitter.emit('timelapse.updated', linked);
    }
  }
}

/** Null = its integration fetches no videos. */
function serialOf({ key, integration }: WatchedPrinter): string | null {
  const prefix = `${INTEGRATION}:`;
  if (integration !== INTEGRATION || !key.startsWith(prefix)) return null;
  return BAMBU_LAB.printerOf(key.slice(prefix.length));
}

function notBrought(
  printer: WatchedPrinter,
  { path }: PrinterVideo,
  why: ReturnType<typeof causeOf>,
): WireNotice {
  const file = basename(path);
  return {
    code: 'printer_video_not_brought',
    area: 'print_jobs',
    message: `The video "${file}" of ${printer.name} could not be brought into the gallery: ${why.reason}.`,
    remedy:
      why.cause === 'too_large'
        ? 'Copy it from the printer into the source folder.'
        : 'The app keeps retrying for 15 minutes after a print. After that, copy it from the printer into the source folder.',
    facts: { printer: printer.name, file, ...why },
  };
}
