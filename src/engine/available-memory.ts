import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const KIB = 1024;

/** Limits beyond this (a pebibyte) are how version 1 of control groups says that there is none. */
const NO_LIMIT = 2 ** 50;

/**
 * Bytes that processes may still take: what the system has to give, and what the control groups (containers, services)
 * around this process allow, whichever is least. Undefined where the system does not say (not Linux).
 *
 * @param root where the system's files are, for tests
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

/** Folders of the groups of this process and of those around them; inside a container only the outermost is seen. */
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

/** What a group (version 2 or 1) still allows; files kept in memory make room when asked. */
function groupMemory(folder: string): number | undefined {
  const limit = numberIn(join(folder, 'memory.max')) ?? numberIn(join(folder, 'memory.limit_in_bytes'));
  if (limit === undefined || limit >= NO_LIMIT) return undefined;
  const used =
    numberIn(join(folder, 'memory.current')) ?? numberIn(join(folder, 'memory.usage_in_bytes')) ?? 0;
  const files = /^(?:total_)?inactive_file (\d+)$/m.exec(textOf(join(folder, 'memory.stat')))?.[1] ?? 0;
  return Math.max(0, limit - Math.max(0, used - Number(files)));
}

/** The number a file holds; undefined where there is none (`max`), or no such file. */
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
