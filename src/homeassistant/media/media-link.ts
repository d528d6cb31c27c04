import { join } from 'node:path';
import type { LiveOptions } from '../../options/live-options.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Emitter } from '../../lib/emitter.ts';
import { causeOf, errnoOf, messageOf } from '../../lib/errors.ts';
import type { Files } from '../../lib/files.ts';
import type { Logger } from '../../lib/logger.ts';
import { createPollLoop, type PollLoop } from '../../lib/poll-loop.ts';
import type { AppStateStore } from '../../db/app-state-store.ts';
import type { Cause } from '../../shared/facts.ts';
import type { WireNotice } from '../../shared/system.ts';
import type { TimelapseEvents } from '../../timelapses/timelapse-events.ts';
import { MEDIA_LINK_NAME, type MediaPlace } from './media-address.ts';
import { type FoundAtLink, planMediaLink, wantedLink } from './media-link-plan.ts';
import type { Part } from '../../lib/part.ts';

const CHECK_EVERY_MS = 60_000;

interface Obstacle {
  sentence: string;
  why: Cause;
}

export interface MediaLinkDeps {
  files: Files;
  options: LiveOptions;
  /** Records which links the app made. */
  appState: Pick<AppStateStore, 'get' | 'set'>;
  emitter: Emitter<TimelapseEvents>;
  clock: Clock;
  logger: Logger;
  mediaRoot: string;
}

/**
 * Keeps a link to the output folder in Home Assistant's media folder. Home Assistant can follow it, since both see
 * `/media` and `/share` at the same paths.
 */
export class MediaLink implements Part {
  readonly #deps: MediaLinkDeps;
  readonly #path: string;
  readonly #loop: PollLoop;
  #linkedFolder: string | null = null;
  #obstacle: Obstacle | null = null;
  #undo: () => void = () => {};

  constructor(deps: MediaLinkDeps) {
    this.#deps = deps;
    this.#path = join(deps.mediaRoot, MEDIA_LINK_NAME);
    this.#loop = createPollLoop({
      clock: deps.clock,
      pass: () => this.#update(),
      onError: (error) => deps.logger.error({ err: error }, 'the media link could not be updated'),
      retryMs: CHECK_EVERY_MS,
    });
  }

  get place(): MediaPlace {
    return { mediaRoot: this.#deps.mediaRoot, linkedFolder: this.#linkedFolder };
  }

  get notices(): WireNotice[] {
    if (this.#obstacle === null) return [];
    return [
      {
        code: 'media_link_blocked',
        area: 'home_assistant',
        message: `The videos are not in Home Assistant's Media panel: ${this.#obstacle.sentence}.`,
        remedy: `Rename whatever is at ${this.#path} and check that the app can write there, or turn off timelapse_show_in_media.`,
        facts: { path: this.#path, ...this.#obstacle.why },
      },
    ];
  }

  start(): void {
    this.#undo = this.#deps.options.onChange(() => this.#loop.wake());
    this.#loop.start();
  }

  async stop(): Promise<void> {
    this.#undo();
    await this.#loop.stop();
  }

  async #update(): Promise<number> {
    const { options, mediaRoot, appState } = this.#deps;
    const { timelapse_show_in_media: isWanted, timelapse_output_folder: output } = options.current;
    const wanted = wantedLink(isWanted, output, mediaRoot);
    try {
      // Until its end, the place is that of a folder.
      if ((await appState.get('media_move'))?.isFinished === false) {
        this.#setState(null, null);
        return CHECK_EVERY_MS;
      }
      const obstacle = await this.#bringAbout(wanted);
      this.#setState(obstacle === null ? wanted : null, obstacle);
    } catch (error) {
      const sentence = `${this.#path} cannot be linked (${errnoOf(error) ?? messageOf(error)})`;
      this.#setState(null, { sentence, why: causeOf(error) });
    }
    return CHECK_EVERY_MS;
  }

  /** @returns null = everything is as wanted */
  async #bringAbout(wanted: string | null): Promise<Obstacle | null> {
    const { files, appState, logger } = this.#deps;
    const ours = (await appState.get('media_links')) ?? [];
    const plan = planMediaLink(await this.#find(), wanted, ours);
    if (plan.act === 'none') {
      const sentence = `${this.#path} is ${plan.inTheWay.reason} that does not belong to the app`;
      return { sentence, why: plan.inTheWay };
    }
    if (plan.act === 'keep') return null;
    // Recorded first, so that a link made just before a crash is still recognised.
    if (wanted !== null) await appState.set('media_links', [...new Set([...ours, wanted])]);
    if (plan.act !== 'make') await files.remove(this.#path);
    // Fails if something else has been created there in the meantime.
    if (wanted !== null) await files.link(this.#path, wanted);
    await appState.set('media_links', wanted === null ? [] : [wanted]);
    logger.info(
      { path: this.#path, to: wanted },
      wanted ? 'videos are shown in the Media panel' : 'media link removed',
    );
    return null;
  }

  async #find(): Promise<FoundAtLink> {
    const { files } = this.#deps;
    const found = await files.inspect(this.#path);
    if (found === null) return { kind: 'nothing' };
    return found.kind === 'link'
      ? { kind: 'link', target: await files.readLink(this.#path) }
      : { kind: 'other' };
  }

  /** Reported and logged once per change. */
  #setState(linkedFolder: string | null, obstacle: Obstacle | null): void {
    const [before, sentence] = [this.#obstacle?.sentence, obstacle?.sentence];
    if (this.#linkedFolder === linkedFolder && before === sentence) return;
    if (sentence !== undefined && sentence !== before)
      this.#deps.logger.warn({ trouble: sentence }, 'videos are not shown in the Media panel');
    this.#linkedFolder = linkedFolder;
    this.#obstacle = obstacle;
    this.#deps.emitter.emit('system.changed', {});
  }
}
