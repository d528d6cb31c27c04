import type { LiveOptions } from '../options/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import { causeOf } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import type { Cause } from '../shared/facts.ts';
import type { WireNotice } from '../shared/system.ts';
import { isUnderWay, type PrintJobReport } from './print-job.ts';
import type { PrintJobSource, PrintJobSourceState, ReceivePrintJobs } from './print-job-source.ts';
import { readPrinternizerJobs } from './read-printernizer-jobs.ts';

const ASK_EVERY_MS = 30_000;
const MAX_ANSWER_MS = 10_000;

const OFF: PrintJobSourceState = { state: 'off', where: null, why: null };

export interface PrinternizerSourceDeps {
  options: LiveOptions;
  clock: Clock;
  logger: Logger;
  receive: ReceivePrintJobs;
  onState: () => void;
}

export class PrinternizerSource implements PrintJobSource {
  readonly name = 'printernizer';
  readonly #deps: PrinternizerSourceDeps;
  readonly #loop: PollLoop;
  #state: PrintJobSourceState = OFF;
  #printing: string | null = null;
  #stopping = new AbortController();
  #undo: () => void = () => {};

  constructor(deps: PrinternizerSourceDeps) {
    this.#deps = deps;
    this.#loop = createPollLoop({
      clock: deps.clock,
      pass: () => this.#pass(),
      onError: (error) => deps.logger.error({ err: error }, 'print jobs could not be saved'),
      retryMs: ASK_EVERY_MS,
    });
  }

  get state(): PrintJobSourceState {
    return this.#state;
  }

  get notices(): WireNotice[] {
    const { state, where, why } = this.#state;
    if (state !== 'unreachable' || why === null) return [];
    return [
      {
        code: 'print_jobs_unreachable',
        area: 'print_jobs',
        message: `The Printernizer server ${where} cannot be reached: ${why.reason}.`,
        remedy: 'Check that printernizer_url is correct and the server is running. The app keeps retrying.',
        facts: { url: where ?? '', ...why },
      },
    ];
  }

  /** Null = none or unknown. */
  get printing(): string | null {
    return this.#state.state === 'ok' ? this.#printing : null;
  }

  start(): void {
    this.#stopping = new AbortController();
    this.#undo = this.#deps.options.onChange((next, before) => {
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
    const { options, receive } = this.#deps;
    const { printernizer_url: url } = options.current;
    if (url === undefined) {
      this.#setState(OFF);
      return ASK_EVERY_MS;
    }
    const where = withoutSecrets(url);
    if (this.#state.where !== where) this.#setState({ state: 'unknown', where, why: null });
    const answer = await this.#ask(url);
    // Answers of a server that is no longer configured are ignored.
    if (this.#stopping.signal.aborted || options.current.printernizer_url !== url) return 0;
    if ('why' in answer) {
      this.#setState({ state: 'unreachable', where, why: answer.why });
      return ASK_EVERY_MS;
    }
    this.#setState({ state: 'ok', where, why: null });
    await receive(this.name, answer.jobs);
    this.#setPrinting(answer.jobs.find(isUnderWay));
    return ASK_EVERY_MS;
  }

  async #ask(
    url: string,
  ): Promise<{ jobs: NonNullable<ReturnType<typeof readPrinternizerJobs>> } | { why: Cause }> {
    try {
      const { address, headers } = addressOf(url);
      const signal = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(MAX_ANSWER_MS)]);
      const response = await fetch(address, { headers, signal });
      if (!response.ok) {
        await response.body?.cancel();
        const reason = `it answered ${response.status} ${response.statusText}`.trim();
        return { why: { cause: `http_${response.status}`, reason } };
      }
      const jobs = readPrinternizerJobs(await response.json());
      if (jobs) return { jobs };
      return { why: { cause: 'no_jobs', reason: 'its answer contains no list of jobs' } };
    } catch (error) {
      return { why: whyOf(error) };
    }
  }

  #setPrinting(job: PrintJobReport | undefined): void {
    const printing = job ? (job.printer ?? job.name) : null;
    if (printing === this.#printing) return;
    this.#printing = printing;
    this.#deps.onState();
  }

  /** Reported and logged once per change, however often the server is polled. */
  #setState(next: PrintJobSourceState): void {
    const before = this.#state;
    if (before.state === next.state && before.where === next.where && before.why?.reason === next.why?.reason)
      return;
    this.#state = next;
    const { logger, onState } = this.#deps;
    const facts = { url: next.where };
    if (next.state === 'unreachable')
      logger.warn({ ...facts, reason: next.why?.reason }, 'Printernizer is unreachable');
    if (next.state === 'ok') logger.info(facts, 'print jobs are read from Printernizer');
    onState();
  }
}

/** A name and password in the URL go into a header, since fetch rejects them. */
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
    return { cause: 'no_answer', reason: 'it did not respond in time' };
  if (error instanceof SyntaxError) return { cause: 'no_json', reason: 'its answer is not JSON' };
  const { cause } = error as { cause?: unknown };
  return causeOf(cause ?? error);
}
