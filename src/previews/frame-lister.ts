import { type ChildProcess, fork } from 'node:child_process';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { FrameFile, FrameListing } from './read-frames.ts';
import { SharedQueue } from './shared-queue.ts';

/** A listing serves the next questions for so long, milliseconds: one who scrubs asks for many frames in a row. */
const REMEMBER_MS = 5000;
/** Folders whose listing is remembered at one time. */
const MOST_REMEMBERED = 20;
/** Listings given up at most at one time: a process stuck in the kernel stays until its share answers. */
const MOST_STUCK = 2;
/** Listings give way to everything else. */
const NICENESS = 15;

/** `.ts` in a checkout, `.js` in a build. */
const LIST_PROCESS = fileURLToPath(
  new URL(`./frame-list-process${import.meta.url.slice(-3)}`, import.meta.url),
);

/** Lists the frames of image folders, one process each, one at a time. */
export class FrameLister {
  readonly #stallMs: number;
  readonly #queue = new SharedQueue();
  readonly #children = new Set<ChildProcess>();
  readonly #stopping = new AbortController();
  readonly #remembered = new Map<string, { frames: FrameFile[]; at: number }>();

  /** @param stallMs a listing that takes longer is given up, milliseconds */
  constructor(stallMs: number) {
    this.#stallMs = stallMs;
  }

  /** What a folder was found to hold a moment ago, if it was listed then. */
  recent(folder: string): FrameFile[] | undefined {
    const known = this.#remembered.get(folder);
    return known && performance.now() - known.at < REMEMBER_MS ? known.frames : undefined;
  }

  /** Lists a folder now, or with those who are just listing it. */
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
    if (this.#remembered.size > MOST_REMEMBERED && oldest !== undefined) this.#remembered.delete(oldest);
  }

  async #list(folder: string): Promise<FrameListing> {
    if (this.#stopping.signal.aborted) return stalled('the app is stopping');
    if (this.#children.size >= MOST_STUCK) return stalled('earlier questions still get no answer');
    const child = fork(LIST_PROCESS, { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    this.#children.add(child);
    child.once('exit', () => this.#children.delete(child));
    child.once('error', () => this.#children.delete(child));
    if (child.pid !== undefined) lowerPriority(child.pid);
    return new Promise((resolve) => {
      const end = (listing: FrameListing): void => {
        clearTimeout(stall);
        this.#stopping.signal.removeEventListener('abort', onStop);
        resolve(listing);
      };
      const leave = (reason: string): void => {
        giveUp(child);
        end(stalled(reason));
      };
      const onStop = (): void => leave('the app is stopping');
      const stall = setTimeout(() => leave(`no answer for ${this.#stallMs / 1000} s`), this.#stallMs);
      this.#stopping.signal.addEventListener('abort', onStop, { once: true });
      child.once('message', end as (message: unknown) => void);
      child.once('error', (error) => end({ frames: null, code: 'list_failed', reason: error.message }));
      child.once('exit', () => end({ frames: null, code: 'list_failed', reason: 'it ended early' }));
      child.send(folder, () => {
        // A process that cannot be told says so by its end.
      });
    });
  }
}

function stalled(reason: string): FrameListing {
  return { frames: null, code: 'ETIMEDOUT', reason };
}

function giveUp(child: ChildProcess): void {
  child.kill('SIGKILL');
  if (child.connected) child.disconnect();
  child.unref();
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, NICENESS);
  } catch {
    // It may have ended already, or the system forbids it: it then runs at normal priority.
  }
}
