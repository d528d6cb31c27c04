import { dirname, sep } from 'node:path';
import { type FileCalls, fileCalls, type Files, localFiles } from './files.ts';
import type { OpenFile } from './open-file.ts';
import { NoAnswerError, Share } from './share.ts';
import type { HeldFile } from './share-call-protocol.ts';

/** Each process takes memory, and a stuck one cannot be ended. */
const MAX_PROCESSES = 8;
const CHUNK_BYTES = 512 * 1024;

/** Multiples of the usual limit: calls that change something are not given up easily. */
const PATIENCE: Partial<Record<keyof FileCalls, number>> = {
  areFiles: 6,
  copyInto: 60,
  copyPart: 6,
  isSamePart: 6,
  finishCopy: 60,
  flush: 60,
  removeAll: 2,
  rename: 6,
  addName: 6,
  reserve: 6,
  remove: 2,
  flushFolder: 6,
  writeAtomic: 6,
};

/**
 * The only way to files that may be on a share. On a dead share a call never returns, so each share gets its own
 * process: nobody waits for it for long, and while one call hangs, no other is made.
 */
export class ShareCalls {
  readonly files: Files;
  readonly #limitMs: number;
  readonly #roots: () => readonly string[];
  readonly #own: string;
  readonly #shares = new Map<string, Share>();
  /** Maximum wait once the app is stopping. */
  #mostMs = Infinity;

  /**
   * @param limitMs maximum wait for a quick answer
   * @param roots folders that each count as one share with everything below
   * @param own a folder the app cannot do without: it counts as local, so its files are accessed directly
   */
  constructor(limitMs: number, roots: () => readonly string[], own: string) {
    this.#limitMs = limitMs;
    this.#roots = roots;
    this.#own = own;
    const names = Object.keys(fileCalls) as (keyof FileCalls)[];
    const guarded = names.map((name) => [name, (...args: [string, ...unknown[]]) => this.#ask(name, args)]);
    this.files = {
      ...(Object.fromEntries(guarded) as FileCalls),
      areFiles: (paths) => this.#areFiles(paths),
      open: (path) => this.#open(path),
    };
  }

  /** The app is stopping: nobody waits longer than this. */
  hasten(limitMs: number): void {
    this.#mostMs = limitMs;
    for (const share of this.#shares.values()) share.hasten(limitMs);
  }

  stop(): void {
    for (const share of this.#shares.values()) share.stop();
  }

  #ask(name: keyof FileCalls, args: [string, ...unknown[]]): Promise<unknown> {
    return this.#askAt(args[0], name, args);
  }

  async #askAt(path: string, name: keyof FileCalls, args: unknown[]): Promise<unknown> {
    const share = this.#shareOf(path);
    if (share === null) return (fileCalls[name] as (...args: unknown[]) => Promise<unknown>)(...args);
    const limitMs = Math.min(this.#mostMs, (PATIENCE[name] ?? 1) * this.#limitMs);
    return (await share.call(name, args, limitMs)).value;
  }

  /** One question for each share; those that do not respond say nothing about their files. */
  async #areFiles(paths: readonly string[]): Promise<(boolean | null)[]> {
    const byShare = Map.groupBy(paths, (path) => shareOf(path, [...this.#roots(), this.#own]));
    const answers = new Map<string, boolean | null>();
    for (const group of byShare.values()) {
      const found = await this.#askAt(group[0]!, 'areFiles', [group]).catch(() => []);
      for (const [index, answer] of (found as (boolean | null)[]).entries())
        answers.set(group[index]!, answer);
    }
    return paths.map((path) => answers.get(path) ?? null);
  }

  async #open(path: string): Promise<OpenFile> {
    const share = this.#shareOf(path);
    if (share === null) return localFiles.open(path);
    const { value, worker } = await share.call('open', [path], this.#limitMs);
    const { file, sizeBytes, modifiedAt } = value as HeldFile;
    share.hold(worker, 1);
    const ask = async (call: 'read' | 'close', ...args: number[]): Promise<unknown> =>
      (await share.call(call, [file, ...args], this.#limitMs, worker)).value;
    return {
      sizeBytes,
      modifiedAt,
      read: (first, last) =>
        readAhead(first, Math.min(last, sizeBytes - 1), (at, length) => ask('read', at, length)),
      close: async () => {
        share.hold(worker, -1);
        // A process that was given up holds nothing anymore.
        await ask('close').catch(() => {});
      },
    };
  }

  /** Null = local. */
  #shareOf(path: string): Share | null {
    const key = shareOf(path, [...this.#roots(), this.#own]);
    if (key === this.#own) return null;
    const known = this.#shares.get(key);
    if (known) return known;
    if (this.#shares.size >= MAX_PROCESSES) this.#forgetIdle();
    if (this.#shares.size >= MAX_PROCESSES) throw new NoAnswerError('too many shares are not responding');
    const share = new Share(this.#limitMs);
    this.#shares.set(key, share);
    return share;
  }

  #forgetIdle(): void {
    for (const [key, share] of this.#shares) if (!share.isBusy) this.#shares.delete(key);
  }
}

/** The longest root that contains the path, else its own folder. */
export function shareOf(path: string, roots: readonly string[]): string {
  const above = roots.filter(
    (root) => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep),
  );
  return above.toSorted((a, b) => b.length - a.length)[0] ?? dirname(path);
}

/** Reads the next chunk while the current one is used. */
async function* readAhead(
  first: number,
  last: number,
  read: (position: number, length: number) => Promise<unknown>,
): AsyncGenerator<Uint8Array> {
  const next = (at: number): Promise<unknown> =>
    at > last ? Promise.resolve(null) : read(at, Math.min(CHUNK_BYTES, last + 1 - at));
  let ahead = next(first);
  for (let at = first; ;) {
    const chunk = (await ahead) as Uint8Array | null;
    if (chunk === null) return;
    if (chunk.length === 0) throw new Error('the file has become shorter');
    at += chunk.length;
    ahead = next(at);
    // Handled in the next iteration, or not needed when the reader has left.
    ahead.catch(() => {});
    yield chunk;
  }
}
