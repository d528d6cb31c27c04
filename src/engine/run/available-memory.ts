import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const KIB = 1024;

/** Version 1 of control groups writes a huge limit for "none". */
const NO_LIMIT = 2 ** 50;

/**
 * The least of what the system and the surrounding control groups (containers, services) allow. Undefined except on
 * Linux.
 *
 * @param root for tests
 */
export function availableMemory(root = '/'): number | undefined {
  const found = [systemMemory(root), ...groupPaths(root).map((path) => groupMemory(join(root, path)))];
  const known = found.filter((bytes) => bytes !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

function systemMemory(root: string): number | undefined {
  const kib = /^MemAvailable:\s+(\d+) kB$/m.exec(textOf(join(root, 'proc/meminfo')))?.[1];
  return kib === undefined ? undefined : Number(kib) * KIB;
}

/** Of this process and its parents; inside a container only the outermost is visible. */
function groupPaths(root: string): string[] {
  const lines = textOf(join(root, 'proc/self/cgroup')).trim().split('\n');
  return lines.flatMap((line) => {
    const [, controllers, path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    if (controllers === undefined || path === undefined) return [];
    if (controllers !== '' && !controllers.split(',').includes('memory')) return [];
    const mount = controllers === '' ? 'sys/fs/cgroup' : 'sys/fs/cgroup/memory';
    const parts = path.split('/').filter((part) => part !== '');
    return Array.from({ length: parts.length + 1 }, (_, i) => join(mount, ...parts.slice(0, i)));
  });
}

/** Version 2 or 1; cached files can be dropped, so they count as free. */
function groupMemory(folder: string): number | undefined {
  const limit = numberIn(join(folder, 'memory.max')) ?? numberIn(join(folder, 'memory.limit_in_bytes'));
  if (limit === undefined || limit >= NO_LIMIT) return undefined;
  const used =
    numberIn(join(folder, 'memory.current')) ?? numberIn(join(folder, 'memory.usage_in_bytes')) ?? 0;
  const files = /^(?:total_)?inactive_file (\d+)$/m.exec(textOf(join(folder, 'memory.stat')))?.[1] ?? 0;
  return Math.max(0, limit - Math.max(0, used - Number(files)));
}

/** Undefined for `max` or a missing file. */
function numberIn(path: string): number | undefined {
  const text = textOf(path).trim();
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
