import type { CaptureEvents } from '../capture/capture-events.ts';
import type { LiveOptions } from '../options/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import type { Files } from '../lib/files.ts';
import type { Logger } from '../lib/logger.ts';
import { isOfCapture, type OutboxStore } from '../outbox/outbox-store.ts';
import type { ProgressBoard } from '../queue/progress-board.ts';
import type { QueueWorker } from '../queue/queue-worker.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseService } from '../timelapses/timelapse-service.ts';
import type { TimelapseStatsReader } from '../timelapses/timelapse-stats.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import type { TimelapseStore } from '../timelapses/timelapse-store.ts';
import type { Watcher } from '../watcher/watcher.ts';
import { createAppIdentity } from './core/app-identity.ts';
import { Commands } from './automation/commands.ts';
import { useControl } from './mqtt/controls.ts';
import { captureEventData, eventData } from './automation/event-data.ts';
import { EventSender } from './automation/event-sender.ts';
import type { HomeAssistant } from './core/home-assistant.ts';
import type { MediaPlace } from './media/media-address.ts';
import { Mirror } from './mirror.ts';
import { MqttLink } from './mqtt/mqtt-link.ts';
import { PostedStates } from './sensors/posted-states.ts';
import { PosterCopies } from './media/poster-copies.ts';
import { SummaryReader } from './sensors/summary-reader.ts';

export interface CreateMirrorDeps {
  homeAssistant: HomeAssistant;
  outbox: OutboxStore;
  files: Files;
  reads: TimelapseReads;
  store: TimelapseStore;
  statsReader: TimelapseStatsReader;
  board: ProgressBoard;
  service: TimelapseService;
  queue: QueueWorker;
  watcher: Watcher;
  options: LiveOptions;
  emitter: Emitter<TimelapseEvents & CaptureEvents>;
  clock: Clock;
  logger: Logger;
  version: string;
  media: () => MediaPlace;
  problems: () => readonly string[];
}

export function createMirror(deps: CreateMirrorDeps) {
  const { homeAssistant, options, media, queue, outbox } = deps;
  const { core } = homeAssistant;
  const halt = new AbortController();
  const supervisor = homeAssistant.supervisor.until(halt.signal);
  const identity = createAppIdentity(supervisor);
  const outputFolder = () => options.current.timelapse_output_folder;
  const posters = new PosterCopies({ ...deps, outputFolder });
  const mqtt: MqttLink = new MqttLink({
    ...deps,
    core,
    supervisor,
    identity,
    halt: halt.signal,
    onChange: () => mirror.brokerChanged(),
    onControl: (control) => void useControl(control, { ...deps, core }),
  });
  const mirror = new Mirror({
    ...deps,
    reader: new SummaryReader({
      ...deps,
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
    ...deps,
    outbox,
    core,
    describe: async (entry) => {
      const slug = await identity.slug();
      if (isOfCapture(entry)) return captureEventData(entry, slug);
      const posterUrl = entry.fact.output_video_path && (await posters.urlOf(entry.fact.id));
      return eventData(entry, { media: media(), slug, posterUrl });
    },
    onSent: (event, data) => mirror.sendEvent(event, data),
  });
  return { sender, mirror, commands: new Commands({ ...deps, core }) };
}
