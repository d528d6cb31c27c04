import { missingBytes } from '../queue/disk-space.ts';
import { type FoundEngine, isBundledEngine, isConfiguredEngineMissing } from '../queue/engine-lookup.ts';
import type { Cause } from '../shared/facts.ts';
import type { Options } from '../shared/options.ts';
import type { TestFinding, WireOptionProblem, WireTestLine } from '../shared/settings.ts';
import type { FolderAnswers, OutputFacts, Refused } from './folder-protocol.ts';
import type { TriedProgram } from './try-programs.ts';

/** The encoder that videos are made with. */
export const ENCODER = 'libx264';

/** The bundled engine says how it is used, with this exit code. */
const USAGE_EXIT_CODE = 2;

const NO_ANSWER: Cause = { cause: 'no_answer', reason: 'it gives no answer' };

type Item = WireTestLine['item'];
type Findings = TestFinding | TestFinding[];

/** A line in which all is well. */
function good(item: Item, message: string, findings: Findings): WireTestLine {
  return { item, ok: true, message, remedy: null, findings: [findings].flat() };
}

function bad(item: Item, message: string, remedy: string, findings: Findings): WireTestLine {
  return { item, ok: false, message, remedy, findings: [findings].flat() };
}

function causeOf({ code, message }: Refused): Cause {
  return { cause: code, reason: message };
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

/** @param problems of the options as they are, or as they would be */
export function optionsLine(problems: readonly WireOptionProblem[]): WireTestLine {
  if (problems.length === 0)
    return good('options', 'All options are valid.', { code: 'options_valid', facts: {} });
  const sentences = problems.map(({ option, reason }) => `${option} ${reason}`);
  const remedies = new Set(problems.map(({ remedy }) => remedy));
  return bad('options', `${sentences.join('; ')}.`, [...remedies].join(' '), {
    code: 'options_invalid',
    facts: { count: problems.length },
  });
}

/** @param answer undefined when there was none in time */
export function sourceLine(path: string, answer: FolderAnswers['source'] | undefined): WireTestLine {
  const remedy = 'See that timelapse_source_folder is right, its share is mounted, and the app may read it.';
  const unreadable = (message: string, cause: Cause): WireTestLine =>
    bad('source', message, remedy, { code: 'source_unreadable', facts: { path, ...cause } });
  if (!answer) return unreadable(`The source folder "${path}" gives no answer.`, NO_ANSWER);
  if (!answer.ok) return unreadable(`The source folder cannot be read: ${answer.message}.`, causeOf(answer));
  const { folders } = answer;
  return good('source', `"${path}" can be read: ${plural(folders, 'folder')} in it.`, {
    code: 'source_readable',
    facts: { path, folders },
  });
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
  if (!answers) {
    const silent = folders.map((path) => notWritable(path, NO_ANSWER));
    return bad('output', `${named}: no answer.`, remedy, silent);
  }
  const problems = answers.flatMap(({ path, problem }) => (problem ? [{ path, ...causeOf(problem) }] : []));
  if (problems.length > 0) {
    const sentences = problems.map(({ path, reason }) => `"${path}" cannot be written to: ${reason}`);
    const findings = problems.map(({ path, ...cause }) => notWritable(path, cause));
    return bad('output', `${sentences.join('; ')}.`, remedy, findings);
  }
  return good(
    'output',
    `A file was written to ${named} and removed again.`,
    folders.map((path) => ({ code: 'output_writable', facts: { path } })),
  );
}

function notWritable(path: string, cause: Cause): TestFinding {
  return { code: 'output_not_writable', facts: { path, ...cause } };
}

/** @param answers undefined when there were none in time */
export function spaceLine(answers: readonly OutputFacts[] | undefined): WireTestLine {
  const remedy = 'Delete old videos by the clean-up, or choose another output folder.';
  const known = (answers ?? []).flatMap(({ path, space }) => (space ? [{ path, space }] : []));
  if (known.length === 0)
    return bad('space', 'The free space cannot be read.', remedy, { code: 'space_unknown', facts: {} });
  const full = known.filter(({ space }) => missingBytes(space, 0, 0) > 0);
  const told = full.length > 0 ? full : known;
  const words = told.map(
    ({ path, space }) =>
      `${gigabytes(space.freeBytes)} of ${gigabytes(space.totalBytes)} are free in "${path}"`,
  );
  const message = `${words.join('; ')}.`;
  const findings = told.map(({ path, space }): TestFinding => ({
    code: full.length > 0 ? 'space_low' : 'space_enough',
    facts: { path, free_bytes: space.freeBytes, total_bytes: space.totalBytes },
  }));
  return full.length > 0
    ? bad('space', `Too little: ${message}`, remedy, findings)
    : good('space', message, findings);
}

/** @param found undefined when it was not answered in time; @param tried null when it was not started */
export function engineLine(
  configured: string,
  found: FoundEngine | undefined,
  tried: TriedProgram | null,
): WireTestLine {
  const remedy = `Correct timelapse_flickerfree_path (now ${configured}), or make that file executable.`;
  const wrong = (message: string, finding: TestFinding): WireTestLine =>
    bad('engine', message, remedy, finding);
  if (!found)
    return wrong(`${configured} gives no answer.`, { code: 'engine_no_answer', facts: { path: configured } });
  if (found.path === null) {
    return wrong(`There is no engine: ${found.why}.`, { code: found.code, facts: { configured } });
  }
  if (!tried || tried.startError) return notStarted(found.path, tried, wrong);
  if (isBundledEngine(found) && tried.exitCode !== USAGE_EXIT_CODE) return brokenLine(tried);
  const { path, code } = found;
  const chosen: TestFinding = { code: `engine_${code}`, facts: { path, configured } };
  if (isConfiguredEngineMissing(found, configured))
    return wrong(`The engine is not as configured: ${found.why}.`, chosen);
  return good('engine', `${path} runs; ${found.why}.`, chosen);
}

function notStarted(
  path: string,
  tried: TriedProgram | null,
  wrong: (message: string, finding: TestFinding) => WireTestLine,
): WireTestLine {
  const say = (reason: string): string => `${path} cannot be started: ${reason}.`;
  const error = tried?.startError;
  if (!error) return wrong(say('no answer'), { code: 'engine_no_answer', facts: { path } });
  if (error.code === 'ENOENT') {
    const message = say('the program named in its first line is missing');
    return wrong(message, { code: 'engine_without_interpreter', facts: { path } });
  }
  const cause = { cause: error.code ?? 'unknown', reason: error.message };
  return wrong(say(error.message), { code: 'engine_not_startable', facts: { path, ...cause } });
}

/** The bundled engine does not say how it is used. */
function brokenLine({ exitCode, signal, timedOut, firstLine: said }: TriedProgram): WireTestLine {
  const end = String(signal ?? exitCode);
  const how = timedOut ? 'it did not end' : `it ended with ${end}`;
  const words = said === '' ? how : `${how}, saying "${said}"`;
  return bad(
    'engine',
    `The bundled engine does not run: ${words}.`,
    'Install the app again.',
    timedOut ? { code: 'engine_endless', facts: { said } } : { code: 'engine_broken', facts: { end, said } },
  );
}

/** @param version null when it does not run */
export function toolLine(tool: 'ffmpeg' | 'ffprobe', version: string | null): WireTestLine {
  if (version !== null) {
    const [, plain = version] = /version (\S+)/.exec(version) ?? [];
    return good(tool, version, { code: 'tool_runs', facts: { tool, version: plain } });
  }
  return bad(
    tool,
    `The program ${tool} was not found or does not run.`,
    "Install ffmpeg with the system's package manager.",
    { code: 'tool_missing', facts: { tool } },
  );
}

/** Whether ffmpeg can write the videos. */
export function encoderLine(isThere: boolean): WireTestLine {
  const facts = { encoder: ENCODER };
  if (isThere) return good('encoder', `ffmpeg can encode with ${ENCODER}.`, { code: 'encoder_there', facts });
  return bad(
    'encoder',
    `ffmpeg does not run, or was built without the encoder ${ENCODER}.`,
    `Install an ffmpeg with ${ENCODER}; those of the usual systems have it.`,
    { code: 'encoder_missing', facts },
  );
}

/** How videos come into Home Assistant's Media panel; `direct` = they lie in the media folder itself. */
export type MediaPanel = 'none' | 'unwanted' | 'direct' | 'by_link';

/** @param answer where the link leads; undefined when it was not answered in time */
export function mediaLine(panel: MediaPanel, answer: FolderAnswers['media'] | undefined): WireTestLine {
  const fine = (code: MediaFinding, message: string): WireTestLine =>
    good('media', message, { code, facts: {} });
  switch (panel) {
    case 'none':
      return fine('media_none', 'Not in Home Assistant, so there is no Media panel to show videos in.');
    case 'unwanted':
      return fine(
        'media_unwanted',
        'Videos are not linked into the Media panel: timelapse_show_in_media is off.',
      );
    case 'direct':
      return fine('media_direct', 'The videos are in the Media panel: they lie in its folder.');
    case 'by_link':
      return answer === 'linked'
        ? fine('media_linked', 'The videos are in the Media panel, under "timelapses".')
        : notLinked(answer);
  }
}

type MediaFinding = Extract<TestFinding['code'], `media_${string}`>;

function notLinked(answer: FolderAnswers['media'] | undefined): WireTestLine {
  const isElsewhere = answer === 'elsewhere';
  const message = isElsewhere
    ? '/media/timelapses leads elsewhere, so the videos are not in the Media panel.'
    : 'There is no link at /media/timelapses, so the videos are not in the Media panel.';
  const remedy = 'See that the app may write to /media and nothing else is at /media/timelapses.';
  return bad('media', message, remedy, {
    code: isElsewhere ? 'media_elsewhere' : 'media_missing',
    facts: {},
  });
}
