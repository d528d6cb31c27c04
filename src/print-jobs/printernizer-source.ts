import type { LiveOptions } from '../config/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import { causeOf } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import type { Cause } from '../shared/facts.ts';
import type { PrintJobStatus } from '../shared/print-job.ts';
import { isEnded, type PrintJobReport } from './print-job.ts';
import type { PrintJobSource, PrintJobSourceState, ReceivePrintJobs } from './print-job-source.ts';
import { readPrinternizerJobs } from './read-printernizer-jobs.ts';

/** How often the server is asked, ill or well, milliseconds. */
const ASK_EVERY_MS = 30_000;
const ANSWER_LIMIT_MS = 10_000;

const UNDER_WAY: readonly PrintJobStatus[] = ['printing', 'paused'];
const OFF: PrintJobSourceState = { state: 'off', where: null, why: null };

export interface PrinternizerSourceParts {
  options: LiveOptions;
  clock: Clock;
  logger: Logger;
  receive: ReceivePrintJobs;
  /** Hears when the state has changed. */
  onState: () => void;
}

/** Print jobs of the Printernizer server at the option `printernizer_url`, asked for again and again. */
export class PrinternizerSource implements PrintJobSource {
  readonly name = 'printernizer';
  readonly #parts: PrinternizerSourceParts;
  readonly #loop: PollLoop;
  #state: PrintJobSourceState = OFF;
  #printing: string | null = null;
  #stopping = new AbortController();
  #undo: () => void = () => {};

  constructor(parts: PrinternizerSourceParts) {
    this.#parts = parts;
    this.#loop = createPollLoop({
      clock: parts.clock,
      pass: () => this.#pass(),
      onError: (error) => parts.logger.error({ err: error }, 'print jobs could not be taken in'),
      retryMs: ASK_EVERY_MS,
    });
  }

  get state(): PrintJobSourceState {
    return this.#state;
  }

  /** A printer, or a print, that is under way by the last answer; null = none, or it is not known. */
  get printing(): string | null {
    return this.#state.state === 'ok' ? this.#printing : null;
  }

  start(): void {
    this.#stopping = new AbortController();
    this.#undo = this.#parts.options.onChange((next, before) => {
      if (next.printernizer_url !== before.printernizer_url) this.#loop.wake();
    });
    this.#loop.start();
  }

  async stop(): Promise<void> {
    this.#undo();
    this.#stopping.abort();
    await this.#loop.stop();
  }

  async #pass(): Promise<number> {
    const { options, receive } = this.#parts;
    const { printernizer_url: url } = options.current;
    if (url === undefined) {
      this.#setState(OFF);
      return ASK_EVERY_MS;
    }
    const where = withoutSecrets(url);
    if (this.#state.where !== where) this.#setState({ state: 'unknown', where, why: null });
    const answer = await this.#ask(url);
    // What was asked of a server that is no longer wanted is not taken in.
    if (this.#stopping.signal.aborted || options.current.printernizer_url !== url) return 0;
    if ('why' in answer) {
      this.#setState({ state: 'unreachable', where, why: answer.why });
      return ASK_EVERY_MS;
    }
    this.#setState({ state: 'ok', where, why: null });
    await receive(this.name, answer.jobs);
    this.#setPrinting(answer.jobs.find((job) => UNDER_WAY.includes(job.status) && !isEnded(job)));
    return ASK_EVERY_MS;
  }

  async #ask(
    url: string,
  ): Promise<{ jobs: NonNullable<ReturnType<typeof readPrinternizerJobs>> } | { why: Cause }> {
    try {
      const { address, headers } = addressOf(url);
      const signal = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(ANSWER_LIMIT_MS)]);
      const response = await fetch(address, { headers, signal });
      if (!response.ok) {
        await response.body?.cancel();
        const reason = `it answered ${response.status} ${response.statusText}`.trim();
        return { why: { cause: `http_${response.status}`, reason } };
      }
      const jobs = readPrinternizerJobs(await response.json());
      if (jobs) return { jobs };
      return { why: { cause: 'no_jobs', reason: 'its answer holds no list of jobs' } };
    } catch (error) {
      return { why: whyOf(error) };
    }
  }

  #setPrinting(job: PrintJobReport | undefined): void {
    const printing = job ? (job.printer ?? job.name) : null;
    if (printing === this.#printing) return;
    this.#printing = printing;
    this.#parts.onState();
  }

  /** Told and logged once a change, however often the server is asked. */
  #setState(next: PrintJobSourceState): void {
    const before = this.#state;
    if (before.state === next.state && before.where === next.where && before.why?.reason === next.why?.reason)
      return;
    this.#state = next;
    const { logger, onState } = this.#parts;
    const facts = { url: next.where };
    if (next.state === 'unreachable')
      logger.warn({ ...facts, reason: next.why?.reason }, 'Printernizer cannot be reached');
    if (next.state === 'ok') logger.info(facts, 'print jobs come from Printernizer');
    onState();
  }
}

/** The address to ask; a name and password in the URL go into a header, since fetch refuses them. */
function addressOf(url: string): { address: URL; headers: Record<string, string> } {
  const base = new URL(url);
  const login = `${decodeURIComponent(base.username)}:${decodeURIComponent(base.password)}`;
  const address = new URL(`${base.origin}${base.pathname.replace(/\/+$/, '')}/api/v1/jobs`);
  const headers = { accept: 'application/json' };
  if (login === ':') return { address, headers };
  return {
    address,
    headers: { ...headers, authorization: `Basic ${Buffer.from(login).toString('base64')}` },
  };
}

function withoutSecrets(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`.replace(/\/+$/, '');
}

/** fetch hides the reason in the cause. */
function whyOf(error: unknown): Cause {
  if ((error as Error | null)?.name === 'TimeoutError')
    return { cause: 'no_answer', reason: 'it did not answer in time' };
  if (error instanceof SyntaxError) return { cause: 'no_json', reason: 'its answer is not JSON' };
  const { cause } = error as { cause?: unknown };
  return causeOf(cause ?? error);
}
