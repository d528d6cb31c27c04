import { readdirSync, readFileSync } from 'node:fs';

export interface TreeCost {
  /**
   * Memory of a process and all below it; what they share counts once, and whole: how many other programs use the same
   * files, such as that of Node, differs from machine to machine.
   */
  memory: number;
  /** Processor time so far, including children that have ended; seconds. */
  cpu: number;
  /** What each process has of its own, largest first, and what they share. */
  parts: { name: string; memory: number }[];
}

/** Of a process and all that it has started. Linux only. */
export function treeCost(pid: number): TreeCost {
  const parts = treeOf(pid).flatMap((each) => {
    try {
      const { cpu, name } = statOf(each);
      return [{ name, cpu, ...memoryOf(each) }];
    } catch {
      // It has just ended.
      return [];
    }
  });
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
  const files = parts.flatMap(({ ofFiles }) => [...ofFiles]);
  // Nearly the same pages of a file are used by all.
  const byFile = Map.groupBy(files, ([file]) => file).values();
  const shared = sum([...byFile].map((pages) => Math.max(...pages.map(([, bytes]) => bytes))));
  const own = parts.map(({ name, memory }) => ({ name, memory })).toSorted((a, b) => b.memory - a.memory);
  return {
    memory: shared + sum(own.map(({ memory }) => memory)),
    cpu: sum(parts.map(({ cpu }) => cpu)),
    parts: [...own, { name: 'files', memory: shared }],
  };
}

function treeOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    try {
      if (/^\d+$/.test(name)) parents.set(Number(name), statOf(Number(name)).parent);
    } catch {
      // It has just ended.
    }
  }
  const tree = [pid];
  for (const each of tree)
    for (const [child, parent] of parents) if (parent === each && !tree.includes(child)) tree.push(child);
  return tree;
}

function statOf(pid: number): { parent: number; cpu: number; name: string } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0);
  const program = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    .split('\0')
    .find((word) => /\.[jt]s$/.test(word));
  return { parent: Number(fields[1]), cpu: ticks / 100, name: program?.split('/').at(-1) ?? '' };
}

/** In bytes: of its own, and the pages of each file. */
function memoryOf(pid: number): { memory: number; ofFiles: Map<string, number> } {
  const ofFiles = new Map<string, number>();
  let memory = 0;
  const maps = readFileSync(`/proc/${pid}/smaps`, 'utf8').split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m);
  for (const map of maps) {
    const bytes = (field: string) =>
      1024 * Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(map)?.[1] ?? 0);
    const [, , , device, inode] = map.split(/\s+/, 5);
    const own = bytes('Anonymous');
    memory += own;
    const file = `${device} ${inode}`;
    ofFiles.set(file, (ofFiles.get(file) ?? 0) + bytes('Rss') - own);
  }
  return { memory, ofFiles };
}
