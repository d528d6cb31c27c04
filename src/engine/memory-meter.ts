import { readFileSync } from 'node:fs';

/** Memory grows over seconds and peaks are kept by the system, so looking rarely loses little; each look has a price. */
const EVERY_MS = 250;
const KIB = 1024;

/** Memory of a process in bytes. */
interface Memory {
  /** The program it runs. */
  program: string;
  /** Its own, at the highest so far. */
  own: number;
  /** Program and libraries, which processes of the same program share. */
  files: number;
}

/**
 * Watches the memory of this process and its children together, where the system shows it (Linux): what each has had at
 * most of its own, and what programs of one name share once.
 */
export class MemoryMeter {
  #pids: () => readonly number[];
  #timer: NodeJS.Timeout | undefined;
  #peak = 0;

  /** @param pids of the processes to watch */
  constructor(pids: () => readonly number[]) {
    this.#pids = pids;
  }

  start(): void {
    this.#timer = setInterval(() => this.look(), EVERY_MS);
    this.#timer.unref();
  }

  /** Ends watching; the highest sum seen, in bytes. */
  stop(): number {
    this.look();
    clearInterval(this.#timer);
    return this.#peak;
  }

  /** Takes what there is now: to be called, too, before a process ends that is at its peak. */
  look(): void {
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

/** Memory of a process; none where it has ended or the system does not say. */
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
