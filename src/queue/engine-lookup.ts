import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Files, localFiles } from '../lib/files.ts';
import { optionsSchema } from '../options/catalogue.ts';

export type FoundEngine =
  | { path: string; why: string; code: 'configured' | 'bundled' | 'bundled_instead' | 'elsewhere' }
  | { path: null; why: string; code: 'engine_not_found' | 'engine_not_executable' };

export type UsableEngine = Extract<FoundEngine, { path: string }>;

export type ProgramFiles = Pick<Files, 'canRun' | 'realPath'>;

const NAME = 'do_timelapse.sh';
const BUNDLED = fileURLToPath(new URL(`../engine/${NAME}`, import.meta.url));
const DEFAULT = optionsSchema.shape.timelapse_flickerfree_path.parse(undefined);

/** Of a FlickerFree checkout; like the bundled engine they are local. */
const PLACES = [
  join('/usr/local/bin', NAME),
  join('/opt/flickerfree', NAME),
  join(homedir(), 'FlickerFree', NAME),
];

/**
 * A configured file that is not executable or does not respond ends the search: the user clearly wants that one.
 * @param files for the configured path, which may be on a share
 */
export async function findEngine(configured: string, files: ProgramFiles): Promise<FoundEngine> {
  const own = PLACES.includes(configured) ? localFiles : files;
  const state = await own.canRun(configured).catch((): 'silent' => 'silent');
  if (state === 'yes')
    return (await isBundled(configured, own))
      ? bundledAt(configured, configured)
      : ownAt(configured, configured);
  if (state === 'not_allowed')
    return { path: null, code: 'engine_not_executable', why: `${configured} exists but is not executable` };
  if (state === 'silent')
    return { path: null, code: 'engine_not_found', why: `${configured} is not responding` };
  for (const path of PLACES) {
    if ((await localFiles.canRun(path)) !== 'yes') continue;
    return (await isBundled(path, localFiles)) ? bundledAt(path, configured) : ownAt(path, configured);
  }
  if ((await localFiles.canRun(BUNDLED)) === 'yes') return bundledAt(BUNDLED, configured);
  return {
    path: null,
    code: 'engine_not_found',
    why: `neither ${configured} nor the bundled engine exists`,
  };
}

/** Other engines take no video in place of a folder. */
export async function findBundledEngine(): Promise<FoundEngine> {
  return (await localFiles.canRun(BUNDLED)) === 'yes'
    ? { path: BUNDLED, code: 'bundled', why: 'only the bundled engine makes a video of another one' }
    : { path: null, code: 'engine_not_found', why: 'the bundled engine is missing' };
}

export function isConfiguredEngineMissing(found: FoundEngine, configured: string): boolean {
  return configured !== DEFAULT && found.path !== configured;
}

export function isBundledEngine({ code }: FoundEngine): boolean {
  return code === 'bundled' || code === 'bundled_instead';
}

function ownAt(path: string, configured: string): FoundEngine {
  if (path === configured) return { path, code: 'configured', why: 'found at the configured path' };
  return { path, code: 'elsewhere', why: `${configured} does not exist, but this one does` };
}

/** In the image, the bundled engine is linked to where the original design names it. */
async function isBundled(path: string, files: ProgramFiles): Promise<boolean> {
  const real = await files.realPath(path).catch(() => null);
  return real !== null && real === (await localFiles.realPath(BUNDLED).catch(() => null));
}

function bundledAt(path: string, configured: string): FoundEngine {
  if (configured === DEFAULT || configured === path)
    return { path, code: 'bundled', why: 'this is the bundled engine' };
  return {
    path,
    code: 'bundled_instead',
    why: `${configured} does not exist, so the bundled engine is used`,
  };
}
