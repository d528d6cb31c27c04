import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { errnoOf, messageOf } from '../lib/errors.ts';
import type { Options } from '../shared/options.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { type OptionProblem, parseOptions } from './options.ts';

/** Everything the app is told at its start. */
export interface Config {
  /** Absolute path of the data folder. */
  dataDir: string;
  port: number;
  host: string;
  supervisor: Environment['supervisor'];
  options: Options;
  problems: OptionProblem[];
}

/**
 * Builds the configuration from the environment and `$DATA_DIR/options.json`; the environment wins.
 * Never throws: what could not be read is in `problems`, and the defaults stand in.
 */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const environment = readEnvironment(env);
  const dataDir = resolve(environment.dataDir);
  const file = readOptionsFile(join(dataDir, 'options.json'));
  const raw = mergeOptions(file.values, environment.optionValues);
  const parsed = parseOptions(raw, environment.supervisor ? {} : standAloneDefaults(dataDir));
  return {
    dataDir,
    port: environment.port,
    host: environment.host,
    supervisor: environment.supervisor,
    options: parsed.options,
    problems: [
      ...environment.problems.map((reason) => ({
        option: 'environment',
        value: null,
        reason,
        remedy: 'Correct the variable.',
      })),
      ...file.problems,
      ...parsed.problems,
    ],
  };
}

/** Outside Home Assistant there is no `/share`: the folders lie in the data folder. */
function standAloneDefaults(dataDir: string): Partial<Options> {
  return {
    timelapse_source_folder: join(dataDir, 'timelapse-images'),
    timelapse_output_folder: join(dataDir, 'timelapses'),
  };
}

function mergeOptions(file: Record<string, unknown>, env: Record<string, unknown>): Record<string, unknown> {
  const isGroup = (value: unknown): value is object =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const merged = { ...file, ...env };
  if (isGroup(file.video) && isGroup(env.video)) merged.video = { ...file.video, ...env.video };
  return merged;
}

function readOptionsFile(path: string): { values: Record<string, unknown>; problems: OptionProblem[] } {
  const failed = (value: unknown, reason: string, remedy: string) => ({
    values: {},
    problems: [{ option: 'options.json', value, reason, remedy }],
  });
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return { values: {}, problems: [] };
    return failed(path, `cannot be read (${messageOf(error)})`, 'Make the file readable for the app.');
  }
  try {
    // Some editors put a byte order mark in front.
    const values: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (typeof values === 'object' && values !== null && !Array.isArray(values)) {
      return { values: values as Record<string, unknown>, problems: [] };
    }
    return failed(path, 'does not hold a JSON object', 'Write it as {"option": value, …}.');
  } catch (error) {
    return failed(
      path,
      `is not valid JSON (${messageOf(error)})`,
      'Correct the file; until then defaults are used.',
    );
  }
}
