import type { AppStateStore } from '../db/app-state-store.ts';
import { errnoOf, reasonOf } from '../lib/errors.ts';
import type { Files } from '../lib/files.ts';
import type { LiveOptions } from '../options/live-options.ts';
import type { SettingsService } from '../options/settings-service.ts';
import type { Cause } from '../shared/facts.ts';
import { wantedLink } from '../homeassistant/media/media-link-plan.ts';
import { isReadable, type ReadablePaths } from '../homeassistant/media/readable-paths.ts';
import { findBlocker } from './target-folder.ts';

export interface ObstacleDeps {
  files: Files;
  options: LiveOptions;
  settings: Pick<SettingsService, 'preview'>;
  appState: Pick<AppStateStore, 'get'>;
  readable: Pick<ReadablePaths, 'allowedFolders'>;
  mediaRoot: string;
  to: string;
}

/**
 * Why the videos cannot or need not be moved into the media folder; null = they can.
 *
 * @throws the system's error
 */
export async function findObstacle(deps: ObstacleDeps): Promise<Cause | null> {
  const { files, options, appState, mediaRoot, to } = deps;
  const { timelapse_output_strategy: strategy, timelapse_output_folder: output } = options.current;
  if (strategy === 'same')
    return { cause: 'beside_pictures', reason: 'videos are saved beside their pictures' };
  if (wantedLink(true, output, mediaRoot) === null)
    return { cause: 'in_media', reason: `the output folder is ${output}` };
  if ((await files.inspect(mediaRoot))?.kind !== 'folder')
    return { cause: 'no_media_folder', reason: `there is no ${mediaRoot}` };
  const notWritable = await files.checkWritable(mediaRoot).catch((e: unknown) => e);
  if (notWritable) {
    const reason = `${mediaRoot}: ${reasonOf(notWritable)}`;
    return { cause: errnoOf(notWritable) ?? 'unknown', reason };
  }
  const blocker = await findBlocker(files, to, (await appState.get('media_links')) ?? []);
  return blocker ?? lockOf(deps) ?? (await refusalOf(deps));
}

function lockOf({ settings, to }: ObstacleDeps): Cause | null {
  const [problem] = settings.preview({ timelapse_output_folder: to }).problems;
  if (!problem) return null;
  return { cause: problem.code, reason: `${problem.reason}. ${problem.remedy}`.replace(/\.$/, '') };
}

/** While Home Assistant is away, its usual folders are assumed. */
async function refusalOf({ readable, files, to, mediaRoot }: ObstacleDeps): Promise<Cause | null> {
  const allowed = await readable.allowedFolders().catch(() => null);
  const real = to.replace(mediaRoot, await files.realPath(mediaRoot));
  if (allowed === null || isReadable(`${real}/video.mp4`, allowed)) return null;
  return { cause: 'not_allowed', reason: `Home Assistant does not allow its actions to read ${mediaRoot}` };
}
