import { existsSync, linkSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { makePrint } from './reference-tools.ts';

/** A sequence, and what is asked of its steady video. */
export interface SteadyCase {
  name: string;
  /** Sequence of the reference tools, or kind of a made-up print. */
  source: { sequence: string } | { kind: string };
  /** Pictures for one of the video. */
  oneIn: number;
  /** At most this part of the movement of as many pictures picked evenly; undefined = it is to be left alone. */
  bar?: number;
}

export const STEADY_CASES: readonly SteadyCase[] = [
  { name: 'hand-5', source: { sequence: 'print-hand-dense' }, oneIn: 5, bar: 0.54 },
  { name: 'hand-3', source: { sequence: 'print-hand-dense' }, oneIn: 3, bar: 0.62 },
  { name: 'hand-10', source: { sequence: 'print-hand-dense' }, oneIn: 10, bar: 0.6 },
  { name: 'slinger', source: { kind: 'slinger' }, oneIn: 6, bar: 0.45 },
  { name: 'corexy', source: { kind: 'corexy' }, oneIn: 6, bar: 0.48 },
  { name: 'parked', source: { kind: 'parked' }, oneIn: 6 },
  { name: 'cloud', source: { kind: 'cloud' }, oneIn: 6 },
  { name: 'fence', source: { sequence: 'fence-real' }, oneIn: 3 },
  { name: 'icecube', source: { sequence: 'icecube-real' }, oneIn: 3 },
];

const MADE_UP = 600;

interface Places {
  tools: string;
  sequences: string;
  cache: string;
}

/** The folder with the pictures of a case; made-up prints are kept. */
export async function picturesOf({ source }: SteadyCase, seed: number, places: Places): Promise<string> {
  if ('sequence' in source) return join(places.sequences, source.sequence);
  const folder = join(places.cache, `print-${source.kind}-${seed}`);
  if (!existsSync(join(folder, 'truth.json')))
    await makePrint(places.tools, folder, source.kind, MADE_UP, seed);
  return folder;
}

/** A folder with `count` pictures, those of `source` again and again. */
export function repeated(source: string, folder: string, count: number): string {
  const names = readdirSync(source).filter((name) => name.endsWith('.jpg'));
  mkdirSync(folder, { recursive: true });
  for (let i = 0; i < count; i += 1) {
    const path = join(folder, `frame_${String(i + 1).padStart(4, '0')}.jpg`);
    if (!existsSync(path)) linkSync(join(source, names[i % names.length]!), path);
  }
  return folder;
}
