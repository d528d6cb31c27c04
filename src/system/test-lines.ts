import type { OptionProblem } from '../config/options.ts';
import { missingBytes } from '../queue/disk-space.ts';
import { type FoundEngine, isConfiguredEngineMissing } from '../queue/engine-lookup.ts';
import type { Options } from '../shared/options.ts';
import type { WireTestLine } from '../shared/settings.ts';
import type { FolderAnswers, OutputFacts } from './folder-protocol.ts';
import type { TriedProgram } from './try-programs.ts';

/** The encoder that videos are made with. */
export const ENCODER = 'libx264';

/** The bundled engine says how it is used, with this exit code. */
const USAGE_EXIT_CODE = 2;

/** A line in which all is well. */
function good(item: WireTestLine['item'], message: string): WireTestLine {
  return { item, ok: true, message, remedy: null };
}

function bad(item: WireTestLine['item'], message: string, remedy: string): WireTestLine {
  return { item, ok: false, message, remedy };
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

/** @param problems of the options as they are, or as they would be */
export function optionsLine(problems: readonly OptionProblem[]): WireTestLine {
  if (problems.length === 0) return good('options', 'All options are valid.');
  const sentences = problems.map(({ option, reason }) => `${option} ${reason}`);
  const remedies = new Set(problems.map(({ remedy }) => remedy));
  return bad('options', `${sentences.join('; ')}.`, [...remedies].join(' '));
}

/** @param answer undefined when there was none in time */
export function sourceLine(path: string, answer: FolderAnswers['source'] | undefined): WireTestLine {
  const remedy = 'See that timelapse_source_folder is right, its share is mounted, and the app may read it.';
  if (!answer) return bad('source', `The source folder "${path}" gives no answer.`, remedy);
  if (!answer.ok) return bad('source', `The source folder cannot be read: ${answer.message}.`, remedy);
  return good('source', `"${path}" can be read: ${plural(answer.folders, 'folder')} in it.`);
}

/** The folders that videos are written to. */
export function outputFolders(
  options: Pick<Options, 'timelapse_output_strategy' | 'timelapse_output_folder' | 'timelapse_source_folder'>,
): string[] {
  const { timelapse_output_folder: output, timelapse_source_folder: source } = options;
  switch (options.timelapse_output_strategy) {
    case 'same':
      return [source];
    case 'separate':
      return [output];
    case 'both':
      return [output, source];
  }
}

/** @param answers undefined when there were none in time */
export function outputLine(
  folders: readonly string[],
  answers: readonly OutputFacts[] | undefined,
): WireTestLine {
  const named = folders.map((folder) => `"${folder}"`).join(' and ');
  const remedy = 'See that the folder is right, its share is mounted, and the app may write there.';
  if (!answers) return bad('output', `${named}: no answer.`, remedy);
  const problems = answers.flatMap(({ path, problem }) =>
    problem ? [`"${path}" cannot be written to: ${problem.message}`] : [],
  );
  if (problems.length > 0) return bad('output', `${problems.join('; ')}.`, remedy);
  return good('output', `A file was written to ${named} and removed again.`);
}

/** @param answers undefined when there were none in time */
export function spaceLine(answers: readonly OutputFacts[] | undefined): WireTestLine {
  const remedy = 'Delete old videos by the clean-up, or choose another output folder.';
  const known = (answers ?? []).flatMap(({ path, space }) => (space ? [{ path, space }] : []));
  if (known.length === 0) return bad('space', 'The free space cannot be read.', remedy);
  const full = known.filter(({ space }) => missingBytes(space, 0, 0) > 0);
  const words = (full.length > 0 ? full : known).map(
    ({ path, space }) =>
      `${gigabytes(space.freeBytes)} of ${gigabytes(space.totalBytes)} are free in "${path}"`,
  );
  const message = `${words.join('; ')}.`;
  return full.length > 0 ? bad('space', `Too little: ${message}`, remedy) : good('space', message);
}

/** @param found undefined when it was not answered in time; @param tried null when it was not started */
export function engineLine(
  configured: string,
  found: FoundEngine | undefined,
  tried: TriedProgram | null,
): WireTestLine {
  const remedy = `Correct timelapse_flickerfree_path (now ${configured}), or make that file executable.`;
  if (!found) return bad('engine', `${configured} gives no answer.`, remedy);
  if (found.path === null) return bad('engine', `There is no engine: ${found.why}.`, remedy);
  if (!tried || tried.startError)
    return bad('engine', `${found.path} cannot be started: ${startProblem(tried)}.`, remedy);
  if (found.bundled && tried.exitCode !== USAGE_EXIT_CODE)
    return bad('engine', `The bundled engine does not run: ${endOf(tried)}.`, 'Install the app again.');
  if (isConfiguredEngineMissing(found, configured))
    return bad('engine', `The engine is not as configured: ${found.why}.`, remedy);
  return good('engine', `${found.path} runs; ${found.why}.`);
}

function startProblem(tried: TriedProgram | null): string {
  if (tried?.startError?.code === 'ENOENT') return 'the program named in its first line is missing';
  return tried?.startError?.message ?? 'no answer';
}

function endOf({ exitCode, signal, timedOut, firstLine }: TriedProgram): string {
  const how = timedOut ? 'it did not end' : `it ended with ${signal ?? exitCode}`;
  return firstLine === '' ? how : `${how}, saying "${firstLine}"`;
}

/** @param version null when it does not run */
export function toolLine(tool: 'ffmpeg' | 'ffprobe', version: string | null): WireTestLine {
  if (version !== null) return good(tool, version);
  return bad(
    tool,
    `The program ${tool} was not found or does not run.`,
    "Install ffmpeg with the system's package manager.",
  );
}

/** Whether ffmpeg can write the videos. */
export function encoderLine(isThere: boolean): WireTestLine {
  if (isThere) return good('encoder', `ffmpeg can encode with ${ENCODER}.`);
  return bad(
    'encoder',
    `ffmpeg does not run, or was built without the encoder ${ENCODER}.`,
    `Install an ffmpeg with ${ENCODER}; those of the usual systems have it.`,
  );
}

/** How videos come into Home Assistant's Media panel; `direct` = they lie in the media folder itself. */
export type MediaPanel = 'none' | 'unwanted' | 'direct' | 'by_link';

/** @param answer where the link leads; undefined when it was not answered in time */
export function mediaLine(panel: MediaPanel, answer: FolderAnswers['media'] | undefined): WireTestLine {
  switch (panel) {
    case 'none':
      return good('media', 'Not in Home Assistant, so there is no Media panel to show videos in.');
    case 'unwanted':
      return good('media', 'Videos are not linked into the Media panel: timelapse_show_in_media is off.');
    case 'direct':
      return good('media', 'The videos are in the Media panel: they lie in its folder.');
    case 'by_link':
      return mediaLinkLine(answer);
  }
}

function mediaLinkLine(answer: FolderAnswers['media'] | undefined): WireTestLine {
  if (answer === 'linked') return good('media', 'The videos are in the Media panel, under "timelapses".');
  const message =
    answer === 'elsewhere'
      ? '/media/timelapses leads elsewhere, so the videos are not in the Media panel.'
      : 'There is no link at /media/timelapses, so the videos are not in the Media panel.';
  const remedy = 'See that the app may write to /media and nothing else is at /media/timelapses.';
  return bad('media', message, remedy);
}
