import { isDeepStrictEqual } from 'node:util';
import type { LiveOptions } from '../config/live-options.ts';
import { composeOptions, type OptionLayers } from '../config/option-layers.ts';
import type { OptionProblem } from '../config/options.ts';
import { AppError } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import type { WireOptionProblem, WireSettings } from '../shared/settings.ts';
import { describeOptions } from './describe-options.ts';
import type { OptionsStore } from './options-store.ts';
import { withCode } from './problem-code.ts';
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
      problems: this.#problems.map(withCode),
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
  async change(wish: Record<string, unknown>): Promise<WireSettings> {
    await this.#inTurn(() => this.#change(wish));
    return this.read();
  }

  /**
   * Takes over what someone else has saved: puts it into effect and announces it.
   *
   * @throws AppError `cannot_save` when it cannot be read; then all stays as it is
   */
  refresh(): Promise<void> {
    return this.#inTurn(async () => {
      const stored = await this.#parts.store.read();
      this.#takeOver({ ...this.#layers, stored }, { why: 'settings were changed elsewhere', isNews: false });
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#changing.then(work);
    this.#changing = done.catch(() => {});
    return done;
  }

  async #change(wish: Record<string, unknown>): Promise<void> {
    const { store } = this.#parts;
    // Read afresh: someone may have edited them since, and that stays.
    const layers = { ...this.#layers, stored: await store.read() };
    const plan = this.#plan(layers, wish);
    if (plan.problems.length > 0) throw invalidOptions(plan.problems);
    const saves = !isDeepStrictEqual(plan.values, layers.stored.values);
    if (saves) await store.write(plan.values);
    const stored = saves ? { values: plan.values, problems: [] } : layers.stored;
    this.#takeOver({ ...layers, stored }, { why: 'settings were changed', isNews: saves });
  }

  /**
   * Puts options into effect, at once and without a restart.
   *
   * @param isNews it is to be announced even when no option in effect is another one now
   */
  #takeOver(layers: OptionLayers, { why, isNews }: { why: string; isNews: boolean }): void {
    const { options, logger, announce } = this.#parts;
    const { options: next, problems } = composeOptions(layers);
    const changed = changedOptions(options.current, next);
    const isOther = changed.length > 0 || !isDeepStrictEqual(problems, this.#problems);
    this.#layers = layers;
    this.#problems = problems;
    if (changed.length > 0) options.replace(next);
    if (!isNews && !isOther) return;
    logger.info({ options: changed }, why);
    announce(changed);
  }

  #plan(layers: OptionLayers, wish: Record<string, unknown>): ChangePlan {
    const { store } = this.#parts;
    return planChange(layers, wish, (name, saved) => store.lockOf(name, saved));
  }
}

function invalidOptions(problems: readonly WireOptionProblem[]): AppError {
  const sentences = problems.map(({ option, reason }) => `${option}: ${reason}`);
  return new AppError('invalid_options', `Nothing was saved. ${sentences.join('; ')}.`, {
    status: 400,
    detail: { in: 'body', field: `options.${problems[0]?.option}`, problems },
    remedy: problems[0]?.remedy ?? '',
  });
}
