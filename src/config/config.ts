import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { errnoOf, messageOf } from '../lib/errors.ts';
import type { Options } from '../shared/options.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { composeOptions, type OptionLayers, type RawOptions } from './option-layers.ts';
import type { OptionProblem } from './options.ts';
import { OPTIONS_FILE, parseOptionsText, unreadableOptions } from './options-text.ts';

/** Everything the app is told at its start. */
export interface Config {
  /** Absolute path of the data folder. */
  dataDir: string;
  port: number;
  host: string;
  supervisor: Environment['supervisor'];
  options: Options;
  problems: OptionProblem[];
  /** Where the options came from, so that the page can change those that were saved. */
  layers: OptionLayers;
}

/**
 * Builds the configuration from the environment and `$DATA_DIR/options.json`; the environment wins.
 * Never throws: what could not be read is in `problems`, and the defaults stand in.
 */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const environment = readEnvironment(env);
  const dataDir = resolve(environment.dataDir);
  const layers: OptionLayers = {
    defaults: environment.supervisor ? {} : standAloneDefaults(dataDir),
    stored: readOptionsFile(join(dataDir, OPTIONS_FILE)),
    environment: {
      values: environment.optionValues,
      problems: environment.problems.map((reason) => ({
        option: 'environment',
        value: null,
        reason,
        remedy: 'Correct the variable.',
      })),
    },
  };
  return {
    dataDir,
    port: environment.port,
    host: environment.host,
    supervisor: environment.supervisor,
    ...composeOptions(layers),
    layers,
  };
}

/** Outside Home Assistant there is no `/share`: the folders lie in the data folder. */
function standAloneDefaults(dataDir: string): Partial<Options> {
  return {
    timelapse_source_folder: join(dataDir, 'timelapse-images'),
    timelapse_output_folder: join(dataDir, 'timelapses'),
  };
}

function readOptionsFile(path: string): RawOptions {
  try {
    return parseOptionsText(readFileSync(path, 'utf8'), path);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return { values: {}, problems: [] };
    const remedy = 'Make the file readable for the app.';
    return unreadableOptions(path, `cannot be read (${messageOf(error)})`, remedy);
  }
}
