import { join } from 'node:path';
import type { Options } from '../shared/options.ts';
import type { WireOptionProblem, WireTestReport } from '../shared/settings.ts';
import { wantedLink } from '../homeassistant/media-link-plan.ts';
import { MEDIA_LINK_NAME } from '../homeassistant/media-address.ts';
import type { FolderProcesses } from './folder-processes.ts';
import {
  ENCODER,
  encoderLine,
  engineLine,
  mediaLine,
  optionsLine,
  outputFolders,
  outputLine,
  sourceLine,
  spaceLine,
  toolLine,
} from './test-lines.ts';
import { hasEncoder, toolVersion, tryEngine } from './try-programs.ts';

/**
 * Looks at everything that options name, as a render would find it. Never throws, and never waits for a share that
 * gives no answer.
 *
 * @param problems of these options
 * @param parts `mediaRoot` = Home Assistant's media folder; null = stand-alone
 */
export async function testConfiguration(
  options: Options,
  problems: readonly WireOptionProblem[],
  { folders, mediaRoot }: { folders: FolderProcesses; mediaRoot: string | null },
): Promise<WireTestReport> {
  const { limitMs } = folders;
  const { timelapse_source_folder: source, timelapse_flickerfree_path: configured } = options;
  const targets = outputFolders(options);
  const { panel, link } = planMedia(options, mediaRoot);
  const answered = folders.ask({
    source: { path: source },
    output: { paths: targets },
    engine: { configured },
    ...(link === null ? {} : { media: link }),
  });
  const [answers, ffmpeg, ffprobe, encoder] = await Promise.all([
    answered,
    toolVersion('ffmpeg', limitMs),
    toolVersion('ffprobe', limitMs),
    hasEncoder(ENCODER, limitMs),
  ]);
  const engine = answers.engine?.path ? await tryEngine(answers.engine.path, limitMs) : null;
  const items = [
    optionsLine(problems),
    sourceLine(source, answers.source),
    outputLine(targets, answers.output),
    spaceLine(answers.output),
    engineLine(configured, answers.engine, engine),
    toolLine('ffmpeg', ffmpeg),
    toolLine('ffprobe', ffprobe),
    encoderLine(encoder),
    mediaLine(panel, answers.media),
  ];
  return { ok: items.every(({ ok }) => ok), items, problems: [...problems] };
}

/** How these options bring videos into the Media panel, and the link to look at. */
function planMedia(options: Options, mediaRoot: string | null) {
  if (mediaRoot === null) return { panel: 'none', link: null } as const;
  if (!options.timelapse_show_in_media) return { panel: 'unwanted', link: null } as const;
  const output = wantedLink(true, options.timelapse_output_folder, mediaRoot);
  if (output === null) return { panel: 'direct', link: null } as const;
  return { panel: 'by_link', link: { link: join(mediaRoot, MEDIA_LINK_NAME), output } } as const;
}
