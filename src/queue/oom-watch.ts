import { readFile } from 'node:fs/promises';

/** Linux's counters for the container and the whole machine. */
const COUNTERS = [
  ['/sys/fs/cgroup/memory.events', /^oom_kill (\d+)$/m],
  ['/proc/vmstat', /^oom_kill (\d+)$/m],
] as const;

/** 0 where the system does not say. */
export async function countOutOfMemory(): Promise<number> {
  for (const [path, pattern] of COUNTERS) {
    const text = await readFile(path, 'utf8').catch(() => '');
    const count = pattern.exec(text)?.[1];
    if (count !== undefined) return Number(count);
  }
  return 0;
}
