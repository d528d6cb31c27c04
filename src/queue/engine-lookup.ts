import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errnoOf } from '../lib/errors.ts';
import { optionsSchema } from '../shared/options.ts';

/** The engine chosen, or why there is none. */
export type FoundEngine =
  | { path: string; why: string; code: 'configured' | 'bundled' | 'bundled_instead' | 'elsewhere' }
  | { path: null; why: string; code: 'engine_not_found' | 'engine_not_executable' };

const NAME = 'do_timelapse.sh';
const BUNDLED = fileURLToPath(new URL(`../engine/${NAME}`, import.meta.url));
const DEFAULT = optionsSchema.shape.timelapse_flickerfree_path.parse(undefined);

/**
 * Finds the engine: the configured path, the usual places of a FlickerFree checkout, then the bundled one. A
 * configured file that may not be run ends the search: the user clearly wants that one, and can mend it.
 */
export async function findEngine(configured: string): Promise<FoundEngine> {
  const places = [configured, join('/usr/local/bin', NAME), join('/opt/flickerfree', NAME)];
  for (const path of [...places, join(homedir(), 'FlickerFree', NAME)]) {
    const state = await lookAt(path);
    if (state === 'runnable')
      return (await isBundled(path)) ? bundledAt(path, configured) : ownAt(path, configured);
    if (state === 'not_executable' && path === configured) {
      return { path: null, code: 'engine_not_executable', why: `${path} is there but may not be run` };
    }
  }
  if ((await lookAt(BUNDLED)) === 'runnable') return bundledAt(BUNDLED, configured);
  return {
    path: null,
    code: 'engine_not_found',
    why: `neither ${configured} nor the bundled engine is there`,
  };
}

/** Whether the user named an engine of their own that is not there. */
export function isConfiguredEngineMissing(found: FoundEngine, configured: string): boolean {
  return configured !== DEFAULT && found.path !== configured;
}

/** Whether it is the one that comes with the app. */
export function isBundledEngine({ code }: FoundEngine): boolean {
  return code === 'bundled' || code === 'bundled_instead';
}

function ownAt(path: string, configured: string): FoundEngine {
  if (path === configured) return { path, code: 'configured', why: 'it is at the configured path' };
  return { path, code: 'elsewhere', why: `${configured} does not exist, this one does` };
}

/** In the image, the bundled engine is linked to where the original design names it. */
async function isBundled(path: string): Promise<boolean> {
  const [real, bundled] = await Promise.all([path, BUNDLED].map((each) => realpath(each).catch(() => null)));
  return real !== null && real === bundled;
}

function bundledAt(path: string, configured: string): FoundEngine {
  if (configured === DEFAULT || configured === path)
    return { path, code: 'bundled', why: 'it is the bundled engine' };
  return {
    path,
    code: 'bundled_instead',
    why: `${configured} does not exist, so the bundled engine is used`,
  };
}

async function lookAt(path: string): Promise<'runnable' | 'not_executable' | 'missing'> {
  try {
    if (!(await stat(path)).isFile()) return 'missing';
    await access(path, constants.X_OK);
    return 'runnable';
  } catch (error) {
    return errnoOf(error) === 'EACCES' ? 'not_executable' : 'missing';
  }
}
