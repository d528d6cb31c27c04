import type { OptionProblem } from '../config/options.ts';
import type { Options } from '../shared/options.ts';
import type { WireTestReport } from '../shared/settings.ts';
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

/** Where Home Assistant's Media panel looks. */
const MEDIA_LINK = '/media/timelapses';

/**
 * Looks at everything that options name, as a render would find it. Never throws, and never waits for a share that
 * gives no answer.
 *
 * @param problems of these options
 */
export async function testConfiguration(
  options: Options,
  problems: readonly OptionProblem[],
  parts: { folders: FolderProcesses; supervised: boolean },
): Promise<WireTestReport> {
  const { folders, supervised } = parts;
  const { limitMs } = folders;
  const { timelapse_source_folder: source, timelapse_flickerfree_path: configured } = options;
  const targets = outputFolders(options);
  const answered = folders.ask({
    source: { path: source },
    output: { paths: targets },
    engine: { configured },
    ...(supervised ? { media: { link: MEDIA_LINK, output: options.timelapse_output_folder } } : {}),
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
    mediaLine(supervised, options.timelapse_show_in_media, answers.media),
  ];
  return { ok: items.every(({ ok }) => ok), items };
}
