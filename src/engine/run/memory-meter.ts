import { readFileSync } from 'node:fs';

/** The system records peaks, so rare samples lose little; each has a price. */
const EVERY_MS = 250;
const KIB = 1024;

interface Memory {
  program: string;
  /** Its own maximum so far. */
  own: number;
  /** Program and libraries, shared between processes of the same program. */
  files: number;
}

/** Sums the memory of this process and its children (Linux only): the maximum of each, and shared parts once. */
export class MemoryMeter {
  #pids: () => readonly number[];
  #timer: NodeJS.Timeout | undefined;
  #peak = 0;

  constructor(pids: () => readonly number[]) {
    this.#pids = pids;
  }

  start(): void {
    this.#timer = setInterval(() => this.sample(), EVERY_MS);
    this.#timer.unref();
  }

  /** Returns the highest sum in bytes. */
  stop(): number {
    this.sample();
    clearInterval(this.#timer);
    return this.#peak;
  }

  /** To be called before a process ends that is at its peak. */
  sample(): void {
    const shared = new Map<string, number>();
    let sum = 0;
    const [self] = memoryOf(process.pid);
    for (const pid of this.#pids()) {
      const [found] = memoryOf(pid);
      // Until a new process has become its program, it shows the memory of this one.
      if (found === undefined || (found.program === self?.program && pid !== process.pid)) continue;
      const { program, own, files } = found;
      sum += own;
      shared.set(program, Math.max(files, shared.get(program) ?? 0));
    }
    for (const files of shared.values()) sum += files;
    this.#peak = Math.max(this.#peak, sum);
  }
}

function memoryOf(pid: number): Memory[] {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    const value = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) * KIB;
    const files = value('RssFile');
    const program = /^Name:\s+(.*)$/m.exec(status)?.[1] ?? '';
    return [{ program, own: Math.max(0, value('VmHWM') - files), files }];
  } catch {
    return [];
  }
}
