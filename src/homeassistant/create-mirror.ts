import type { LiveOptions } from '../config/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import type { Logger } from '../lib/logger.ts';
import type { OutboxStore } from '../outbox/outbox-store.ts';
import type { ProgressBoard } from '../queue/progress-board.ts';
import type { QueueWorker } from '../queue/queue-worker.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseService } from '../timelapses/timelapse-service.ts';
import type { TimelapseStatsReader } from '../timelapses/timelapse-stats.ts';
import type { TimelapseStore } from '../timelapses/timelapse-store.ts';
import type { Watcher } from '../watcher/watcher.ts';
import { createAppIdentity } from './app-identity.ts';
import { Commands } from './commands.ts';
import { useControl } from './controls.ts';
import { eventData } from './event-data.ts';
import { EventSender } from './event-sender.ts';
import type { HomeAssistant } from './home-assistant.ts';
import type { MediaPlace } from './media-address.ts';
import { Mirror } from './mirror.ts';
import { MqttLink } from './mqtt-link.ts';
import { PostedStates } from './posted-states.ts';
import { PosterCopies } from './poster-copies.ts';
import { SummaryReader } from './summary-reader.ts';

export interface CreateMirrorParts {
  homeAssistant: HomeAssistant;
  outbox: OutboxStore;
  store: TimelapseStore;
  statsReader: TimelapseStatsReader;
  board: ProgressBoard;
  service: TimelapseService;
  queue: QueueWorker;
  watcher: Watcher;
  options: LiveOptions;
  emitter: Emitter<TimelapseEvents>;
  clock: Clock;
  logger: Logger;
  version: string;
  /** Where Home Assistant finds media now. */
  media: () => MediaPlace;
  /** What needs a look, in sentences. */
  problems: () => readonly string[];
}

/** Builds what tells Home Assistant of the app and listens to its automations. */
export function createMirror(parts: CreateMirrorParts) {
  const { homeAssistant, options, media, queue, outbox } = parts;
  const { core } = homeAssistant;
  const halt = new AbortController();
  const supervisor = homeAssistant.supervisor.until(halt.signal);
  const identity = createAppIdentity(supervisor);
  const outputFolder = () => options.current.timelapse_output_folder;
  const posters = new PosterCopies({ ...parts, outputFolder });
  const mqtt: MqttLink = new MqttLink({
    ...parts,
    core,
    supervisor,
    identity,
    halt: halt.signal,
    onChange: () => mirror.brokerChanged(),
    onControl: (control) => void useControl(control, parts),
  });
  const mirror = new Mirror({
    ...parts,
    reader: new SummaryReader({
      ...parts,
      identity,
      posters,
      queue,
    }),
    states: new PostedStates({ supervisor: homeAssistant.supervisor, core, halt: halt.signal }),
    mqtt,
    core,
    halt,
  });
  const sender = new EventSender({
    ...parts,
    outbox,
    core,
    describe: async (entry) =>
      eventData(entry, {
        media: media(),
        slug: await identity.slug(),
        posterUrl: entry.fact.output_video_path && (await posters.urlOf(entry.fact.id)),
      }),
    onSent: (event, data) => mirror.tell(event, data),
  });
  return { sender, mirror, commands: new Commands({ ...parts, core }) };
}
