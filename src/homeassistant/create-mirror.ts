import type { CaptureControl } from '../capture/capture-control.ts';
import type { CaptureEvents } from '../capture/capture-events.ts';
import type { Captures } from '../capture/captures.ts';
import type { PrinterSummaries } from '../capture/printer-summaries.ts';
import type { AppStateStore } from '../db/app-state-store.ts';
import type { LiveOptions } from '../options/live-options.ts';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import type { Files } from '../lib/files.ts';
import type { Logger } from '../lib/logger.ts';
import { isOfCapture, isOfRule, type OutboxStore, type TimelapseEntry } from '../outbox/outbox-store.ts';
import type { ProgressBoard } from '../queue/progress-board.ts';
import type { QueueWorker } from '../queue/queue-worker.ts';
import type { RuleEvents } from '../rules/rule-events.ts';
import type { PrinterVideosReader } from '../timelapses/printer-videos.ts';
import { fileOf } from '../timelapses/timelapse.ts';
import type { TimelapseEvents } from '../timelapses/timelapse-events.ts';
import type { TimelapseService } from '../timelapses/timelapse-service.ts';
import type { TimelapseStatsReader } from '../timelapses/timelapse-stats.ts';
import type { TimelapseReads } from '../timelapses/timelapse-reads.ts';
import type { TimelapseStore } from '../timelapses/timelapse-store.ts';
import type { Watcher } from '../watcher/watcher.ts';
import { createAppIdentity } from './core/app-identity.ts';
import { Commands } from './automation/commands.ts';
import { useControl } from './mqtt/controls.ts';
import { eventData, plainEventData } from './automation/event-data.ts';
import { EventSender } from './automation/event-sender.ts';
import type { HomeAssistant } from './core/home-assistant.ts';
import type { MediaPlace } from './media/media-address.ts';
import { Mirror } from './mirror.ts';
import { MqttLink } from './mqtt/mqtt-link.ts';
import { MqttPrinters } from './mqtt/mqtt-printers.ts';
import { PrinterPictures } from './mqtt/printer-pictures.ts';
import { PostedStates } from './sensors/posted-states.ts';
import { PosterCopies } from './media/poster-copies.ts';
import { LastVideos } from './sensors/last-videos.ts';
import { ReadablePaths } from './media/readable-paths.ts';
import { SummaryReader } from './sensors/summary-reader.ts';

export interface CreateMirrorDeps {
  homeAssistant: HomeAssistant;
  outbox: OutboxStore;
  files: Files;
  reads: TimelapseReads;
  store: TimelapseStore;
  statsReader: TimelapseStatsReader;
  printerVideos: PrinterVideosReader;
  board: ProgressBoard;
  service: TimelapseService;
  queue: QueueWorker;
  watcher: Watcher;
  captures: Captures;
  /** Null = no printers are watched. */
  control: CaptureControl | null;
  options: LiveOptions;
  emitter: Emitter<TimelapseEvents & CaptureEvents & RuleEvents>;
  clock: Clock;
  logger: Logger;
  version: string;
  /** Null = no printers are watched. */
  summaries: PrinterSummaries | null;
  appState: AppStateStore;
  makeSmall: (bytes: Uint8Array) => Promise<Uint8Array | null>;
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
  const readable = new ReadablePaths({ ...deps, core });
  const pictures = new PrinterPictures(deps);
  const lastVideos = new LastVideos({ identity, posters, media });
  const mqtt: MqttLink = new MqttLink({
    ...deps,
    core,
    supervisor,
    identity,
    printers: new MqttPrinters({ ...deps, pictures, lastVideos }),
    halt: halt.signal,
    onChange: () => mirror.brokerChanged(),
    onControl: (control) => void useControl(control, { ...deps, core }).then(() => mirror.brokerChanged()),
  });
  const mirror = new Mirror({
    ...deps,
    reader: new SummaryReader({ ...deps, lastVideos, queue }),
    states: new PostedStates({ supervisor: homeAssistant.supervisor, core, halt: halt.signal }),
    mqtt,
    pictures,
    core,
    halt,
  });
  const sender = new EventSender({
    ...deps,
    outbox,
    core,
    describe: async (entry) => {
      const slug = await identity.slug();
      if (isOfCapture(entry) || isOfRule(entry)) return plainEventData(entry, slug);
      const videoPath = await pathNow(entry, deps.reads);
      const posterUrl = videoPath && (await posters.urlOf(entry.fact.id));
      const readablePath = videoPath && (await readable.of(videoPath));
      return eventData(entry, { media: media(), slug, posterUrl, videoPath, readablePath });
    },
    onSent: (event, data) => mirror.sendEvent(event, data),
  });
  return { sender, mirror, commands: new Commands({ ...deps, core }), identity, posters, readable };
}

/** It may have been moved since the event. */
async function pathNow({ fact }: TimelapseEntry, reads: TimelapseReads): Promise<string | null> {
  if (fact.output_video_path === null) return null;
  const timelapse = await reads.get(fact.id);
  return (timelapse && fileOf(timelapse, 'video')?.path) ?? fact.output_video_path;
}
