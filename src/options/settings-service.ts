import { isDeepStrictEqual } from 'node:util';
import type { LiveOptions } from './live-options.ts';
import { composeOptions, type OptionLayers } from './option-layers.ts';
import type { OptionProblem } from './parse-options.ts';
import { AppError } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import { Serial } from '../lib/serial.ts';
import type { WireOptionProblem, WireSettings } from '../shared/settings.ts';
import type { WireNotice } from '../shared/system.ts';
import { describeOptions } from './describe-options.ts';
import { optionNotices } from './option-notices.ts';
import type { OptionsStore } from './options-store.ts';
import { type ChangePlan, changedOptions, planChange } from './plan-change.ts';

export interface SettingsDeps {
  store: OptionsStore;
  options: LiveOptions;
  layers: OptionLayers;
  logger: Logger;
  /** Called after a change is saved and in effect. */
  announce: (names: string[]) => void;
}

export class SettingsService {
  readonly #deps: SettingsDeps;
  #layers: OptionLayers;
  #problems: readonly OptionProblem[];
  /** Changes follow one another: each starts from what the one before has saved. */
  readonly #changes = new Serial();

  constructor(deps: SettingsDeps) {
    this.#deps = deps;
    this.#layers = deps.layers;
    this.#problems = composeOptions(deps.layers).problems;
  }

  get notices(): readonly WireNotice[] {
    return optionNotices(this.#problems);
  }

  read(): WireSettings {
    const { options, store } = this.#deps;
    return {
      options: describeOptions(this.#layers, options.current, store),
      problems: [...this.#problems],
    };
  }

  preview(request: Record<string, unknown>): ChangePlan {
    return this.#plan(this.#layers, request);
  }

  /**
   * All or nothing.
   *
   * @param request null = back to the default
   * @throws AppError 400 `invalid_options` with every problem; 409 `cannot_save`
   */
  async change(request: Record<string, unknown>): Promise<WireSettings> {
    await this.#changes.run(() => this.#change(request));
    return this.read();
  }

  /**
   * Applies changes that were saved elsewhere.
   *
   * @throws AppError `cannot_save` when they cannot be read; nothing changes then
   */
  refresh(): Promise<void> {
    return this.#changes.run(async () => {
      const stored = await this.#deps.store.read();
      this.#takeOver({ ...this.#layers, stored }, { why: 'settings were changed elsewhere', isNews: false });
    });
  }

  async #change(request: Record<string, unknown>): Promise<void> {
    const { store } = this.#deps;
    // Read again, so that external edits are kept.
    const layers = { ...this.#layers, stored: await store.read() };
    const plan = this.#plan(layers, request);
    if (plan.problems.length > 0) throw invalidOptions(plan.problems);
    const saves = !isDeepStrictEqual(plan.values, layers.stored.values);
    if (saves) await store.write(plan.values);
    const stored = saves ? { values: plan.values, problems: [] } : layers.stored;
    this.#takeOver({ ...layers, stored }, { why: 'settings were changed', isNews: saves });
  }

  /** @param isNews announce it even when no effective value has changed */
  #takeOver(layers: OptionLayers, { why, isNews }: { why: string; isNews: boolean }): void {
    const { options, logger, announce } = this.#deps;
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

  #plan(layers: OptionLayers, request: Record<string, unknown>): ChangePlan {
    const { store } = this.#deps;
    return planChange(layers, request, (name, saved) => store.lockOf(name, saved));
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
