import { createMirror } from '../homeassistant/create-mirror.ts';
import { createHomeAssistant, type HomeAssistant } from '../homeassistant/core/home-assistant.ts';
import { MediaLink } from '../homeassistant/media/media-link.ts';
import type { Part } from '../lib/part.ts';
import { OptionsWatch } from '../options/options-watch.ts';
import { VERSION } from '../version.ts';
import type { OptionsArea } from './options.ts';
import type { PrintJobs } from './print-jobs.ts';
import type { Rendering } from './rendering.ts';
import type { Shared } from './shared.ts';

/** Null outside Home Assistant. */
export function createLink({ config, clock, emitter, loggers }: Shared): HomeAssistant | null {
  const { supervisor } = config;
  return supervisor && createHomeAssistant({ supervisor, clock, emitter, logger: loggers.homeassistant });
}

export function createInHomeAssistant(
  homeAssistant: HomeAssistant,
  areas: { shared: Shared; options: OptionsArea; rendering: Rendering; printJobs: PrintJobs },
) {
  const { shared, options, rendering } = areas;
  const { core, users } = homeAssistant;
  const { printers } = areas.printJobs;
  const { clock, notices } = shared;
  const logger = shared.loggers.homeassistant;
  const refresh = () => options.settings.refresh();
  const optionsWatch = new OptionsWatch({ core, halt: options.halt, refresh, clock, logger });
  const mediaLink = new MediaLink({ ...shared, logger });
  const { sender, mirror, commands } = createMirror({
    ...shared,
    ...rendering,
    homeAssistant,
    logger,
    version: VERSION,
    media: () => mediaLink.place,
    problems: () => notices.notices.map(({ message }) => message),
  });
  notices.add(core, mediaLink, ...(printers ? [printers] : []), sender, mirror);
  const parts: Part[] = [
    users,
    optionsWatch,
    mediaLink,
    ...(printers ? [printers] : []),
    sender,
    mirror,
    commands,
  ];
  return { mirror, parts };
}

export type InHomeAssistant = ReturnType<typeof createInHomeAssistant>;
