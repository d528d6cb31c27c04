import { isDeepStrictEqual } from 'node:util';
import type { LiveOptions } from '../config/live-options.ts';
import { composeOptions, type OptionLayers } from '../config/option-layers.ts';
import type { OptionProblem } from '../config/options.ts';
import { AppError } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import type { WireSettings } from '../shared/settings.ts';
import { describeOptions } from './describe-options.ts';
import type { OptionsStore } from './options-store.ts';
import { type ChangePlan, changedOptions, planChange } from './plan-change.ts';

export interface SettingsParts {
  store: OptionsStore;
  options: LiveOptions;
  /** Where the options came from at the start. */
  layers: OptionLayers;
  logger: Logger;
  /** Told after a change is saved and in effect, with the names of the options. */
  announce: (names: string[]) => void;
}

/** The options as the page sees and changes them: checked, saved, in effect at once, announced. */
export class SettingsService {
  readonly #parts: SettingsParts;
  #layers: OptionLayers;
  #problems: readonly OptionProblem[];
  /** Changes follow one another: each starts from what the one before has saved. */
  #changing: Promise<unknown> = Promise.resolve();

  constructor(parts: SettingsParts) {
    this.#parts = parts;
    this.#layers = parts.layers;
    this.#problems = composeOptions(parts.layers).problems;
  }

  /** What is wrong with the options as they are set now. */
  get problems(): readonly OptionProblem[] {
    return this.#problems;
  }

  /** Every option with its value, source and limits. */
  read(): WireSettings {
    const { options, store } = this.#parts;
    return {
      options: describeOptions(this.#layers, options.current, store),
      problems: [...this.#problems],
    };
  }

  /** What a change would come to, without making it. */
  preview(wish: Record<string, unknown>): ChangePlan {
    return this.#plan(this.#layers, wish);
  }

  /**
   * Changes options: all of them or, when anything is wrong, none.
   *
   * @param wish values by option name; null = back to the default
   * @throws AppError 400 `invalid_options` with every problem; 409 `cannot_save`
   */
  change(wish: Record<string, unknown>): Promise<WireSettings> {
    const change = this.#changing.then(() => this.#change(wish));
    this.#changing = change.catch(() => {});
    return change;
  }

  async #change(wish: Record<string, unknown>): Promise<WireSettings> {
    const { store, options, logger, announce } = this.#parts;
    // Read afresh: someone may have edited the file since, and that stays.
    const layers = { ...this.#layers, stored: await store.read() };
    const plan = this.#plan(layers, wish);
    if (plan.problems.length > 0) throw invalidOptions(plan.problems);
    const saves = !isDeepStrictEqual(plan.values, layers.stored.values);
    if (saves) await store.write(plan.values);
    const before = options.current;
    this.#layers = saves ? { ...layers, stored: { values: plan.values, problems: [] } } : layers;
    this.#problems = composeOptions(this.#layers).problems;
    const changed = changedOptions(before, plan.options);
    if (changed.length > 0) options.replace(plan.options);
    if (saves || changed.length > 0) {
      logger.info({ options: changed }, 'settings were changed');
      announce(changed);
    }
    return this.read();
  }

  #plan(layers: OptionLayers, wish: Record<string, unknown>): ChangePlan {
    const { store } = this.#parts;
    return planChange(layers, wish, (name, saved) => store.lockOf(name, saved));
  }
}

function invalidOptions(problems: readonly OptionProblem[]): AppError {
  const sentences = problems.map(({ option, reason }) => `${option}: ${reason}`);
  return new AppError('invalid_options', `Nothing was saved. ${sentences.join('; ')}.`, {
    status: 400,
    detail: { in: 'body', field: `options.${problems[0]?.option}`, problems },
    remedy: problems[0]?.remedy ?? '',
  });
}
