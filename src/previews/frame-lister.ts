import { programBeside, ShareProcess } from '../lib/share-process.ts';
import type { FrameFile, FrameListing } from './read-frames.ts';
import { SharedQueue } from './shared-queue.ts';

/** Scrubbing asks for many frames in a row. */
const REMEMBER_MS = 5000;
const MAX_REMEMBERED = 20;
/** A process stuck in the kernel stays until its share responds. */
const MAX_STUCK = 2;
const NICENESS = 15;

const PROGRAM = programBeside(import.meta.url, 'frame-list-process');

/** One process per folder, one at a time. */
export class FrameLister {
  readonly #stallMs: number;
  readonly #queue = new SharedQueue();
  readonly #processes = new Set<ShareProcess<FrameListing>>();
  readonly #stopping = new AbortController();
  readonly #remembered = new Map<string, { frames: FrameFile[]; at: number }>();

  constructor(stallMs: number) {
    this.#stallMs = stallMs;
  }

  recent(folder: string): FrameFile[] | undefined {
    const known = this.#remembered.get(folder);
    return known && performance.now() - known.at < REMEMBER_MS ? known.frames : undefined;
  }

  /** Joins a listing that is already running. */
  async list(folder: string, signal: AbortSignal): Promise<FrameListing> {
    const listing = await this.#queue.ask(folder, signal, () => this.#list(folder));
    this.#remembered.delete(folder);
    if (listing.frames) this.#remember(folder, listing.frames);
    return listing;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#queue.clear();
  }

  #remember(folder: string, frames: FrameFile[]): void {
    this.#remembered.set(folder, { frames, at: performance.now() });
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > MAX_REMEMBERED && oldest !== undefined) this.#remembered.delete(oldest);
  }

  async #list(folder: string): Promise<FrameListing> {
    if (this.#stopping.signal.aborted) return stalled('the app is stopping');
    if (this.#processes.size >= MAX_STUCK)
      return stalled('earlier requests are still waiting for a response');
    let listing: FrameListing | undefined;
    const child = new ShareProcess<FrameListing>({
      program: PROGRAM,
      silenceMs: this.#stallMs,
      niceness: NICENESS,
      onMessage: (answer) => {
        listing = answer;
      },
    });
    this.#processes.add(child);
    void child.gone.then(() => this.#processes.delete(child));
    const onStop = (): void => child.giveUp('the app is stopping');
    this.#stopping.signal.addEventListener('abort', onStop, { once: true });
    child.send(folder);
    const end = await child.ended;
    this.#stopping.signal.removeEventListener('abort', onStop);
    if (listing) return listing;
    if (end.how === 'given_up') return stalled(end.reason);
    return {
      frames: null,
      code: 'list_failed',
      reason: end.how === 'failed' ? end.reason : 'it gave no reason',
    };
  }
}

function stalled(reason: string): FrameListing {
  return { frames: null, code: 'ETIMEDOUT', reason };
}
