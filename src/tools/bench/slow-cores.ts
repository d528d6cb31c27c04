import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where control groups of processor time are (version 1, whose groups take single threads). */
const GROUPS = '/sys/fs/cgroup/cpu';

/** As a small board has them: this many cores, each so fast as this part of one here. */
export const SLOW_CORES = 4;
const SPEED = 0.25;

const PERIOD_US = 20_000;
const EVERY_MS = 20;

/**
 * Slow cores out of fast ones, of which there may be fewer: no thread gets more than `SPEED` of one, and all together no
 * more than that of `SLOW_CORES`. Each thread has a control group of its own; new ones are looked for all the time.
 */
export class SlowCores {
  #folder: string;
  #timer: NodeJS.Timeout;
  #made = 0;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#timer = setInterval(() => this.#part(), EVERY_MS);
  }

  /** Undefined where no control groups can be made. */
  static make(): SlowCores | undefined {
    const folder = join(GROUPS, `timelapse-bench-${process.pid}`);
    try {
      makeGroup(folder, SPEED * SLOW_CORES);
      return new SlowCores(folder);
    } catch {
      return undefined;
    }
  }

  /** A command that runs another one on the slow cores. */
  around(command: string, args: readonly string[]): { command: string; args: string[] } {
    const enter = `echo $$ > ${join(this.#folder, 'tasks')} && exec "$0" "$@"`;
    return { command: 'sh', args: ['-c', enter, command, ...args] };
  }

  close(): void {
    clearInterval(this.#timer);
    for (const name of this.#threadGroups()) rmdirSync(join(this.#folder, name));
    rmdirSync(this.#folder);
  }

  /** Gives threads that share a group with others, as they do when they begin, one of their own. */
  #part(): void {
    const groups = this.#threadGroups().map((name) => ({ name, tasks: this.#tasksOf(name) }));
    const free = groups.filter(({ tasks }) => tasks.length === 0).map(({ name }) => name);
    const crowded = [...this.#tasksOf('.'), ...groups.flatMap(({ tasks }) => tasks.slice(1))];
    for (const task of crowded) this.#move(task, free.pop() ?? this.#newGroup());
  }

  #threadGroups(): string[] {
    return readdirSync(this.#folder).filter((name) => name.startsWith('thread-'));
  }

  #tasksOf(group: string): string[] {
    return readFileSync(join(this.#folder, group, 'tasks'), 'latin1')
      .split('\n')
      .filter(Boolean);
  }

  #newGroup(): string {
    this.#made += 1;
    const name = `thread-${this.#made}`;
    makeGroup(join(this.#folder, name), SPEED);
    return name;
  }

  #move(task: string, group: string): void {
    try {
      writeFileSync(join(this.#folder, group, 'tasks'), task);
    } catch {
      // It has ended.
    }
  }
}

function makeGroup(folder: string, cores: number): void {
  mkdirSync(folder);
  writeFileSync(join(folder, 'cpu.cfs_period_us'), String(PERIOD_US));
  writeFileSync(join(folder, 'cpu.cfs_quota_us'), String(Math.round(cores * PERIOD_US)));
}
