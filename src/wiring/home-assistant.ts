import { join } from 'node:path';
import { smallPicture } from '../media/small-picture.ts';
import { WORK_FOLDERS } from '../queue/work-folder.ts';
import { createMirror } from '../homeassistant/create-mirror.ts';
import { createHomeAssistant, type HomeAssistant } from '../homeassistant/core/home-assistant.ts';
import { Buttons } from '../homeassistant/places/buttons.ts';
import { MessageSender } from '../homeassistant/places/message-sender.ts';
import { Places } from '../homeassistant/places/places.ts';
import { MediaLink } from '../homeassistant/media/media-link.ts';
import { PrinterVideoStore } from '../print-jobs/printer-video-store.ts';
import { PrinterVideos } from '../homeassistant/printer-videos/printer-videos.ts';
import type { Part } from '../lib/part.ts';
import { OptionsWatch } from '../options/options-watch.ts';
import { VERSION } from '../version.ts';
import type { Capturing } from './capture.ts';
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
  areas: {
    shared: Shared;
    options: OptionsArea;
    rendering: Rendering;
    printJobs: PrintJobs;
    capturing: Capturing;
  },
) {
  const { shared, options, rendering } = areas;
  const { core, users } = homeAssistant;
  const { printers } = areas.printJobs;
  const { clock, notices } = shared;
  const logger = shared.loggers.homeassistant;
  const refresh = () => options.settings.refresh();
  const optionsWatch = new OptionsWatch({ core, halt: options.halt, refresh, clock, logger });
  const mediaLink = new MediaLink({ ...shared, logger });
  const { sender, mirror, commands, ...faces } = createMirror({
    ...shared,
    ...rendering,
    ...areas.capturing,
    homeAssistant,
    logger,
    version: VERSION,
    makeSmall: (bytes) => smallPicture(bytes, join(shared.dataDir, WORK_FOLDERS)),
    media: () => mediaLink.place,
    problems: () => notices.notices.map(({ message }) => message),
  });
  const places = new Places({
    ...{ core, logger, files: shared.files, ...faces, media: () => mediaLink.place },
    outputFolder: () => shared.options.current.timelapse_output_folder,
    copiesOf: (id) => readyVideos(shared.copies, id),
    onNotice: () => shared.emitter.emit('system.changed', {}),
  });
  const printerVideos =
    printers &&
    new PrinterVideos({
      ...{ ...shared, ...homeAssistant, ...rendering, ...areas.capturing, feed: printers },
      logger: shared.loggers.jobs,
      store: new PrinterVideoStore(shared.db),
      timelapses: shared.store,
      onNotice: () => shared.emitter.emit('system.changed', {}),
    });
  notices.add(core, mediaLink, ...(printers ? [printers] : []), sender, mirror, places);
  if (printerVideos) notices.add(printerVideos);
  const parts: Part[] = [
    users,
    optionsWatch,
    mediaLink,
    ...(printers ? [printers] : []),
    sender,
    mirror,
    commands,
    new MessageSender({ ...shared, core, places, logger }),
    ...(printerVideos ? [printerVideos] : []),
    new Buttons({ core, command: (data) => commands.receive(data) }),
  ];
  return { mirror, places, posters: faces.posters, readable: faces.readable, parts };
}

export type InHomeAssistant = ReturnType<typeof createInHomeAssistant>;

async function readyVideos(copies: Shared['copies'], timelapseId: string) {
  return (await copies.listOf(timelapseId)).flatMap(({ state, wish, path, made }) =>
    state === 'ready' && wish.kind === 'mp4' && made ? [{ path, bytes: made.bytes }] : [],
  );
}
