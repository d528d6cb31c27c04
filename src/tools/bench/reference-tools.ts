import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const BESIDE = new URL('../../../../shared/', import.meta.url).pathname;

/** Default location of the reference tools: beside the checkout. */
export const TOOLS = join(BESIDE, 'tools');
export const SEQUENCES = join(BESIDE, 'sequences');

/** As far as the flicker can be removed again. */
export interface InjectedFactors {
  gains: number[][];
  gammas: number[];
}

/** Undefined = nothing. */
export function whatIsMissing(tools: string, sequences: string): string | undefined {
  for (const path of [join(tools, 'flicker.py'), join(tools, 'hard.py'), sequences]) {
    if (!existsSync(path)) return `${path} is missing: pass --tools and --sequences.`;
  }
  const python = spawnSync('python3', ['-c', 'import numpy, PIL'], { stdio: 'ignore' });
  return python.status === 0 ? undefined : 'python3 with numpy and Pillow is missing.';
}

/** Writes `in`, `injected.json` and perhaps `truth` into `folder`. */
export async function injectFlicker(
  tools: string,
  source: string,
  folder: string,
  kind: string,
  seed: number,
): Promise<InjectedFactors> {
  await python(join(tools, 'flicker.py'), 'inject', source, folder, kind, '--seed', String(seed));
  const injected = JSON.parse(readFileSync(join(folder, 'injected.json'), 'utf8')) as {
    log_gain_rgb: number[][];
    gamma: number[];
  };
  return { gains: injected.log_gain_rgb, gammas: injected.gamma };
}

/** Writes `in`, `truth` and perhaps `oracle` into `folder`. */
export async function makeHardCase(
  tools: string,
  starter: string,
  folder: string,
  name: string,
  seed: number,
): Promise<void> {
  await python(join(tools, 'hard.py'), starter, folder, name, '--seed', String(seed));
}

/** Writes the pictures of a made-up print into `folder`. */
export async function makePrint(
  tools: string,
  folder: string,
  kind: string,
  frames: number,
  seed: number,
): Promise<void> {
  const numbers = ['--frames', String(frames), '--seed', String(seed)];
  await python(join(tools, 'printsim.py'), folder, kind, ...numbers);
}

/** Movement in a video as a part of that of as many pictures picked evenly. */
export async function compareSteadiness(
  tools: string,
  source: string,
  video: string,
): Promise<{ mean: number; p95: number }> {
  const printed = await python(join(tools, 'steadiness.py'), 'compare', source, video);
  return (JSON.parse(printed) as { ratio: { mean: number; p95: number } }).ratio;
}

async function python(...args: string[]): Promise<string> {
  return (await promisify(execFile)('python3', args)).stdout;
}
