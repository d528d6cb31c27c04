import type { Files } from '../lib/files.ts';
import type { LiveOptions } from '../options/live-options.ts';
import { type FoundEngine, findEngine, isConfiguredEngineMissing } from '../queue/engine-lookup.ts';
import type { WireHealth, WireNotice } from '../shared/system.ts';
import type { Check } from './check.ts';

const NOT_SEARCHED = {
  path: null,
  code: 'not_looked_for',
  configured: '',
  why: 'not searched yet',
} as const;

export class EngineCheck implements Check {
  readonly #deps: { options: LiveOptions; files: Files };
  #engine: WireHealth['engine'] = NOT_SEARCHED;
  #notices: readonly WireNotice[] = [];

  constructor(deps: { options: LiveOptions; files: Files }) {
    this.#deps = deps;
  }

  get engine(): WireHealth['engine'] {
    return this.#engine;
  }

  get notices(): readonly WireNotice[] {
    return this.#notices;
  }

  async run(): Promise<void> {
    const configured = this.#deps.options.current.timelapse_flickerfree_path;
    const found = await findEngine(configured, this.#deps.files);
    this.#engine = { ...found, configured };
    this.#notices = engineNotices(found, configured);
  }
}

function engineNotices(engine: FoundEngine, configured: string): WireNotice[] {
  if (engine.path !== null && !isConfiguredEngineMissing(engine, configured)) return [];
  const { path, why } = engine;
  const notice = {
    area: 'engine',
    message: `The configured engine is not available: ${why}.`,
    remedy: `Correct timelapse_flickerfree_path (currently ${configured}), or make that file executable.`,
  } as const;
  return engine.code === 'engine_not_executable'
    ? [{ ...notice, code: 'engine_not_executable', facts: { configured } }]
    : [{ ...notice, code: 'engine_not_found', facts: { configured, path } }];
}
