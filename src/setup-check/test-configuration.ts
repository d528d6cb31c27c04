import { join } from 'node:path';
import type { Options } from '../options/catalogue.ts';
import type { WireOptionProblem, WireTestReport } from '../shared/settings.ts';
import { wantedLink } from '../homeassistant/media/media-link-plan.ts';
import { MEDIA_LINK_NAME } from '../homeassistant/media/media-address.ts';
import { type FoundEngine, isBundledEngine } from '../queue/engine-lookup.ts';
import { outputFolders } from '../queue/output-plan.ts';
import type { FolderProcesses } from './folder-processes.ts';
import {
  ENCODER,
  encoderLine,
  engineLine,
  mediaLine,
  optionsLine,
  outputLine,
  sourceLine,
  spaceLine,
  toolLine,
} from './test-lines.ts';
import { hasEncoder, toolVersion, type TriedProgram, tryEngine } from './try-programs.ts';

export interface TestDeps {
  folders: FolderProcesses;
  /** Null outside Home Assistant. */
  mediaRoot: string | null;
  /** The engine path in effect. */
  savedEngine: string;
}

/** Checks what a render would use. Never throws and never waits for a dead share. @param problems of these options */
export async function testConfiguration(
  options: Options,
  problems: readonly WireOptionProblem[],
  { folders, mediaRoot, savedEngine }: TestDeps,
): Promise<WireTestReport> {
  const { limitMs } = folders;
  const { timelapse_source_folder: source, timelapse_flickerfree_path: configured } = options;
  const { folder, copyFolder } = outputFolders(source, options);
  const targets = [folder, copyFolder].filter((each) => each !== null);
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
  const mayStart = configured === savedEngine || (answers.engine && isBundledEngine(answers.engine));
  const engine = mayStart ? await tryFound(answers.engine, limitMs) : 'not_saved';
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

function tryFound(found: FoundEngine | undefined, limitMs: number): Promise<TriedProgram> | null {
  return found?.path ? tryEngine(found.path, limitMs) : null;
}

function planMedia(options: Options, mediaRoot: string | null) {
  if (mediaRoot === null) return { panel: 'none', link: null } as const;
  if (!options.timelapse_show_in_media) return { panel: 'unwanted', link: null } as const;
  const output = wantedLink(true, options.timelapse_output_folder, mediaRoot);
  if (output === null) return { panel: 'direct', link: null } as const;
  return { panel: 'by_link', link: { link: join(mediaRoot, MEDIA_LINK_NAME), output } } as const;
}
