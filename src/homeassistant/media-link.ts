import { lstat, readlink, symlink, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { LiveOptions } from '../config/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { causeOf, errnoOf, messageOf } from '../lib/errors.ts';
import type { Logger } from '../lib/logger.ts';
import { createPollLoop, type PollLoop } from '../lib/poll-loop.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { Cause } from '../shared/facts.ts';
import type { WireNotice } from '../shared/system.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { HomeAssistantPart } from './home-assistant.ts';
import { MEDIA_LINK_NAME, type MediaPlace } from './media-address.ts';
import { type FoundAtLink, planMediaLink, wantedLink } from './media-link-plan.ts';

/** How often the link is looked after, milliseconds. */
const LOOK_EVERY_MS = 60_000;

/** What is in the way of the link. */
interface Trouble {
  sentence: string;
  why: Cause;
}

export interface MediaLinkParts {
  options: LiveOptions;
  /** Remembers which links are ours. */
  settings: Pick<SettingsStore, 'get' | 'set'>;
  emitter: Emitter<TimelapseEvents>;
  clock: Clock;
  logger: Logger;
  /** Home Assistant's media folder. */
  mediaRoot: string;
}

/**
 * Keeps a link to the output folder in Home Assistant's media folder, so that the videos are in the Media panel. Home
 * Assistant follows it: both see `/media` and `/share` at the same paths.
 */
export class MediaLink implements HomeAssistantPart {
  readonly #parts: MediaLinkParts;
  readonly #path: string;
  readonly #loop: PollLoop;
  #linkedFolder: string | null = null;
  #trouble: Trouble | null = null;
  #undo: () => void = () => {};

  constructor(parts: MediaLinkParts) {
    this.#parts = parts;
    this.#path = join(parts.mediaRoot, MEDIA_LINK_NAME);
    this.#loop = createPollLoop({
      clock: parts.clock,
      pass: () => this.#look(),
      onError: (error) => parts.logger.error({ err: error }, 'the media link could not be looked after'),
      retryMs: LOOK_EVERY_MS,
    });
  }

  /** What the address of a video in the Media panel depends on, as it is now. */
  get place(): MediaPlace {
    return { mediaRoot: this.#parts.mediaRoot, linkedFolder: this.#linkedFolder };
  }

  /** What keeps the videos out of the Media panel. */
  get notices(): WireNotice[] {
    if (this.#trouble === null) return [];
    return [
      {
        code: 'media_link_blocked',
        area: 'home_assistant',
        message: `The videos are not in Home Assistant's Media panel: ${this.#trouble.sentence}.`,
        remedy: `Rename what is at ${this.#path} and see that the app may write there, or switch timelapse_show_in_media off.`,
        facts: { path: this.#path, ...this.#trouble.why },
      },
    ];
  }

  start(): void {
    this.#undo = this.#parts.options.onChange(() => this.#loop.wake());
    this.#loop.start();
  }

  async stop(): Promise<void> {
    this.#undo();
    await this.#loop.stop();
  }

  async #look(): Promise<number> {
    const { options, mediaRoot } = this.#parts;
    const { timelapse_show_in_media: isWanted, timelapse_output_folder: output } = options.current;
    const wanted = wantedLink(isWanted, output, mediaRoot);
    try {
      const trouble = await this.#bringAbout(wanted);
      this.#setState(trouble === null ? wanted : null, trouble);
    } catch (error) {
      const sentence = `${this.#path} cannot be linked (${errnoOf(error) ?? messageOf(error)})`;
      this.#setState(null, { sentence, why: causeOf(error) });
    }
    return LOOK_EVERY_MS;
  }

  /** @returns what is in the way, or null when all is as wanted */
  async #bringAbout(wanted: string | null): Promise<Trouble | null> {
    const { settings, logger } = this.#parts;
    const ours = (await settings.get('media_links')) ?? [];
    const plan = planMediaLink(await this.#find(), wanted, ours);
    if (plan.act === 'none') {
      const sentence = `at ${this.#path} there is ${plan.inTheWay.reason}, which is not ours`;
      return { sentence, why: plan.inTheWay };
    }
    if (plan.act === 'keep') return null;
    // Written down first: a link that was made just before a crash is still known as ours.
    if (wanted !== null) await settings.set('media_links', [...new Set([...ours, wanted])]);
    if (plan.act !== 'make') await unlink(this.#path);
    // Never over something that has come meanwhile: then this fails.
    if (wanted !== null) await symlink(wanted, this.#path);
    await settings.set('media_links', wanted === null ? [] : [wanted]);
    logger.info(
      { path: this.#path, to: wanted },
      wanted ? 'videos are in the Media panel' : 'media link removed',
    );
    return null;
  }

  async #find(): Promise<FoundAtLink> {
    try {
      const found = await lstat(this.#path);
      if (!found.isSymbolicLink()) return { kind: 'other' };
      return { kind: 'link', target: await readlink(this.#path) };
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return { kind: 'nothing' };
      throw error;
    }
  }

  /** Told and logged once a change. */
  #setState(linkedFolder: string | null, trouble: Trouble | null): void {
    const [before, sentence] = [this.#trouble?.sentence, trouble?.sentence];
    if (this.#linkedFolder === linkedFolder && before === sentence) return;
    if (sentence !== undefined && sentence !== before)
      this.#parts.logger.warn({ trouble: sentence }, 'no media link');
    this.#linkedFolder = linkedFolder;
    this.#trouble = trouble;
    this.#parts.emitter.emit('system.changed', {});
  }
}
