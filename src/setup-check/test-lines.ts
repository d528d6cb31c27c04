import { missingBytes } from '../queue/disk-space.ts';
import { type FoundEngine, isBundledEngine, isConfiguredEngineMissing } from '../queue/engine-lookup.ts';
import type { Cause } from '../shared/facts.ts';
import type { TestFinding, WireOptionProblem, WireTestLine } from '../shared/settings.ts';
import type { FolderAnswers, OutputResult, Refused } from './folder-protocol.ts';
import type { TriedProgram } from './try-programs.ts';

export const ENCODER = 'libx264';

/** Exit code of the bundled engine when it prints its usage. */
const USAGE_EXIT_CODE = 2;

const NO_ANSWER: Cause = { cause: 'no_answer', reason: 'it is not responding' };

type Item = WireTestLine['item'];
type Findings = TestFinding | TestFinding[];

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

/** @param problems of the current or proposed options */
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

/** @param answer undefined = none in time */
export function sourceLine(path: string, answer: FolderAnswers['source'] | undefined): WireTestLine {
  const remedy =
    'Check that timelapse_source_folder is correct, its share is mounted, and the app can read it.';
  const unreadable = (message: string, cause: Cause): WireTestLine =>
    bad('source', message, remedy, { code: 'source_unreadable', facts: { path, ...cause } });
  if (!answer) return unreadable(`The source folder "${path}" is not responding.`, NO_ANSWER);
  if (!answer.ok) return unreadable(`The source folder cannot be read: ${answer.message}.`, causeOf(answer));
  const { folders } = answer;
  return good('source', `"${path}" is readable: ${plural(folders, 'folder')} in it.`, {
    code: 'source_readable',
    facts: { path, folders },
  });
}

/** @param answers undefined = none in time */
export function outputLine(
  folders: readonly string[],
  answers: readonly OutputResult[] | undefined,
): WireTestLine {
  const named = folders.map((folder) => `"${folder}"`).join(' and ');
  const remedy = 'Check that the folder is correct, its share is mounted, and the app can write there.';
  if (!answers) {
    const silent = folders.map((path) => notWritable(path, NO_ANSWER));
    return bad('output', `${named}: no response.`, remedy, silent);
  }
  const problems = answers.flatMap(({ path, problem }) => (problem ? [{ path, ...causeOf(problem) }] : []));
  if (problems.length > 0) {
    const sentences = problems.map(({ path, reason }) => `"${path}" is not writable: ${reason}`);
    const findings = problems.map(({ path, ...cause }) => notWritable(path, cause));
    return bad('output', `${sentences.join('; ')}.`, remedy, findings);
  }
  return good(
    'output',
    `Files can be written to ${named}.`,
    folders.map((path) => ({ code: 'output_writable', facts: { path } })),
  );
}

function notWritable(path: string, cause: Cause): TestFinding {
  return { code: 'output_not_writable', facts: { path, ...cause } };
}

/** @param answers undefined = none in time */
export function spaceLine(answers: readonly OutputResult[] | undefined): WireTestLine {
  const remedy = 'Delete old videos by the clean-up, or choose another output folder.';
  const known = (answers ?? []).flatMap(({ path, space }) => (space ? [{ path, space }] : []));
  if (known.length === 0)
    return bad('space', 'The free space cannot be determined.', remedy, { code: 'space_unknown', facts: {} });
  const full = known.filter(({ space }) => missingBytes(space, 0, 0) > 0);
  const reported = full.length > 0 ? full : known;
  const words = reported.map(
    ({ path, space }) => `${gigabytes(space.freeBytes)} of ${gigabytes(space.totalBytes)} free in "${path}"`,
  );
  const message = `${words.join('; ')}.`;
  const findings = reported.map(({ path, space }): TestFinding => ({
    code: full.length > 0 ? 'space_low' : 'space_enough',
    facts: { path, free_bytes: space.freeBytes, total_bytes: space.totalBytes },
  }));
  return full.length > 0
    ? bad('space', `Too little: ${message}`, remedy, findings)
    : good('space', message, findings);
}

/** @param found undefined = no answer in time @param tried null = no answer */
export function engineLine(
  configured: string,
  found: FoundEngine | undefined,
  tried: TriedProgram | 'not_saved' | null,
): WireTestLine {
  const remedy = `Correct timelapse_flickerfree_path (currently ${configured}), or make that file executable.`;
  const wrong = (message: string, finding: TestFinding): WireTestLine =>
    bad('engine', message, remedy, finding);
  if (!found)
    return wrong(`${configured} is not responding.`, {
      code: 'engine_no_answer',
      facts: { path: configured },
    });
  if (found.path === null) {
    return wrong(`There is no engine: ${found.why}.`, { code: found.code, facts: { configured } });
  }
  const { path, code } = found;
  const chosen: TestFinding = { code: `engine_${code}`, facts: { path, configured } };
  if (tried !== 'not_saved') {
    if (!tried || tried.startError) return notStarted(path, tried, wrong);
    if (isBundledEngine(found) && tried.exitCode !== USAGE_EXIT_CODE) return brokenLine(tried);
  }
  if (isConfiguredEngineMissing(found, configured))
    return wrong(`The configured engine is not available: ${found.why}.`, chosen);
  if (tried === 'not_saved') {
    const message = `${path} is executable. It is tested after saving.`;
    return good('engine', message, { code: 'engine_not_saved', facts: { path } });
  }
  return good('engine', `${path} works; ${found.why}.`, chosen);
}

function notStarted(
  path: string,
  tried: TriedProgram | null,
  wrong: (message: string, finding: TestFinding) => WireTestLine,
): WireTestLine {
  const say = (reason: string): string => `${path} cannot be started: ${reason}.`;
  const error = tried?.startError;
  if (!error) return wrong(say('no response'), { code: 'engine_no_answer', facts: { path } });
  if (error.code === 'ENOENT') {
    const message = say('the interpreter named in its first line is missing');
    return wrong(message, { code: 'engine_without_interpreter', facts: { path } });
  }
  const cause = { cause: error.code ?? 'unknown', reason: error.message };
  return wrong(say(error.message), { code: 'engine_not_startable', facts: { path, ...cause } });
}

/** The bundled engine did not print its usage. */
function brokenLine({ exitCode, signal, timedOut, firstLine: said }: TriedProgram): WireTestLine {
  const end = String(signal ?? exitCode);
  const how = timedOut ? 'it did not finish' : `it ended with ${end}`;
  const words = said === '' ? how : `${how} and printed "${said}"`;
  return bad(
    'engine',
    `The bundled engine does not work: ${words}.`,
    'Reinstall the app.',
    timedOut ? { code: 'engine_endless', facts: { said } } : { code: 'engine_broken', facts: { end, said } },
  );
}

/** @param version null = cannot be started */
export function toolLine(tool: 'ffmpeg' | 'ffprobe', version: string | null): WireTestLine {
  if (version !== null) {
    const [, plain = version] = /version (\S+)/.exec(version) ?? [];
    return good(tool, version, { code: 'tool_runs', facts: { tool, version: plain } });
  }
  return bad(
    tool,
    `The program ${tool} was not found or cannot be started.`,
    "Install ffmpeg with the system's package manager.",
    { code: 'tool_missing', facts: { tool } },
  );
}

export function encoderLine(isThere: boolean): WireTestLine {
  const facts = { encoder: ENCODER };
  if (isThere) return good('encoder', `ffmpeg can encode with ${ENCODER}.`, { code: 'encoder_there', facts });
  return bad(
    'encoder',
    `ffmpeg cannot be started or was built without the encoder ${ENCODER}.`,
    `Install an ffmpeg with ${ENCODER}; most systems provide one.`,
    { code: 'encoder_missing', facts },
  );
}

/** How videos get into the Media panel; `direct` = they are saved in its folder. */
export type MediaPanel = 'none' | 'unwanted' | 'direct' | 'by_link';

/** @param answer undefined = none in time */
export function mediaLine(panel: MediaPanel, answer: FolderAnswers['media'] | undefined): WireTestLine {
  const fine = (code: MediaFinding, message: string): WireTestLine =>
    good('media', message, { code, facts: {} });
  switch (panel) {
    case 'none':
      return fine('media_none', 'There is no Media panel outside Home Assistant.');
    case 'unwanted':
      return fine(
        'media_unwanted',
        'Videos are not shown in the Media panel: timelapse_show_in_media is off.',
      );
    case 'direct':
      return fine('media_direct', 'The videos are in the Media panel: they are saved in its folder.');
    case 'by_link':
      return answer === 'linked'
        ? fine('media_linked', 'The videos are in the Media panel under "timelapses".')
        : notLinked(answer);
  }
}

type MediaFinding = Extract<TestFinding['code'], `media_${string}`>;

function notLinked(answer: FolderAnswers['media'] | undefined): WireTestLine {
  const isElsewhere = answer === 'elsewhere';
  const message = isElsewhere
    ? '/media/timelapses points elsewhere, so the videos are not in the Media panel.'
    : 'The link /media/timelapses is missing, so the videos are not in the Media panel.';
  const remedy = 'Check that the app can write to /media and that nothing else is named /media/timelapses.';
  return bad('media', message, remedy, {
    code: isElsewhere ? 'media_elsewhere' : 'media_missing',
    facts: {},
  });
}
