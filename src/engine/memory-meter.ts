import { readFileSync } from 'node:fs';

/** A short run is at its peak for a moment only, and a look costs some microseconds a process. */
const EVERY_MS = 10;
const KIB = 1024;

/** Watches the resident memory of this process and its children together, where the system shows it (Linux). */
export class MemoryMeter {
  #pids: () => readonly number[];
  #timer: NodeJS.Timeout | undefined;
  #peak = 0;

  constructor(childPids: () => readonly number[]) {
    this.#pids = childPids;
  }

  start(): void {
    this.#timer = setInterval(() => this.#look(), EVERY_MS);
    this.#timer.unref();
  }

  /** Ends watching; the highest sum seen, in bytes. */
  stop(): number {
    this.#look();
    clearInterval(this.#timer);
    return this.#peak;
  }

  #look(): void {
    const children = this.#pids().reduce((sum, pid) => sum + residentBytes(pid), 0);
    this.#peak = Math.max(this.#peak, process.memoryUsage.rss() + children);
  }
}

/** Resident set of a process in bytes; 0 where it has ended or the system does not say. */
function residentBytes(pid: number): number {
  try {
    const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'));
    return Number(line?.[1] ?? 0) * KIB;
  } catch {
    return 0;
  }
}
