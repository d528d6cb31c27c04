import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { errnoOf, messageOf } from '../lib/errors.ts';
import type { Options } from '../options/catalogue.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { composeOptions, type OptionLayers, type RawOptions } from '../options/option-layers.ts';
import type { OptionProblem } from '../options/parse-options.ts';
import { OPTIONS_FILE, parseOptionsText, unreadableOptions } from '../options/options-text.ts';

export interface Config {
  dataDir: string;
  port: number;
  host: string;
  allowedHosts: Environment['allowedHosts'];
  supervisor: Environment['supervisor'];
  options: Options;
  problems: OptionProblem[];
  /** Kept so that the page can change the options that were saved. */
  layers: OptionLayers;
}

/**
 * Never throws: what cannot be read is listed in `problems`, and defaults are used instead. The environment overrides
 * `$DATA_DIR/options.json`.
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
        code: 'unreadable_environment' as const,
        reason,
        remedy: 'Correct the variable.',
      })),
    },
  };
  return {
    dataDir,
    port: environment.port,
    host: environment.host,
    allowedHosts: environment.allowedHosts,
    supervisor: environment.supervisor,
    ...composeOptions(layers),
    layers,
  };
}

/** Outside Home Assistant there is no `/share`, so the folders are inside the data folder. */
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
    const remedy = 'Give the app permission to read the file.';
    return unreadableOptions(path, `cannot be read (${messageOf(error)})`, remedy);
  }
}
