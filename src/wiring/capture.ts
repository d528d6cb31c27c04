import { CameraQueue } from '../capture/camera-queue.ts';
import { CaptureControl } from '../capture/capture-control.ts';
import { CaptureLights } from '../capture/capture-lights.ts';
import { CaptureLinks } from '../capture/capture-links.ts';
import { CaptureSettler } from '../capture/capture-settler.ts';
import { CaptureStore } from '../capture/capture-store.ts';
import { Captures } from '../capture/captures.ts';
import { PrintFollower } from '../capture/print-follower.ts';
import { PrinterSummaries } from '../capture/printer-summaries.ts';
import { PrinterNews } from '../capture/printer-news.ts';
import { PrinterOptionsStore } from '../capture/printer-options-store.ts';
import { fetchUrlPicture } from '../capture/fetch-url-picture.ts';
import { PictureError, type PictureSource } from '../capture/picture-source.ts';
import { TestPictures } from '../capture/test-pictures.ts';
import { CameraSnapshots } from '../homeassistant/cameras/camera-snapshots.ts';
import { fetchCameraPicture } from '../homeassistant/cameras/fetch-camera-picture.ts';
import { ImageTimes } from '../homeassistant/cameras/image-times.ts';
import { createLightPort } from '../homeassistant/cameras/create-light-port.ts';
import type { HomeAssistant } from '../homeassistant/core/home-assistant.ts';
import { onlyStopped, type Part, whileStarted } from '../lib/part.ts';
import { isReachable } from '../watcher/source-state.ts';
import { CaptureView } from '../wire/capture-view.ts';
import type { PrintJobs } from './print-jobs.ts';
import type { Rendering } from './rendering.ts';
import type { Shared } from './shared.ts';

export type Capturing = ReturnType<typeof createCapture>;

export function createCapture(
  shared: Shared,
  { rendering, printJobs, link }: { rendering: Rendering; printJobs: PrintJobs; link: HomeAssistant | null },
) {
  const { config, db, outbox, times, loggers } = shared;
  const { watcher } = rendering;
  // Outside Home Assistant nobody would ever empty the outbox.
  const captureStore = new CaptureStore(db, config.supervisor && outbox);
  const printerOptions = new PrinterOptionsStore(db, shared.emitter);
  const snapshots = link && new CameraSnapshots({ ...shared, ...link, logger: loggers.capture });
  const source = createSource(link, snapshots);
  const pictureTimes = link && new ImageTimes(link);
  const cameras = new CameraQueue(times.cameraMs);
  const links = new CaptureLinks({ ...shared, timelapses: shared.store });
  const deps = {
    ...shared,
    ...{ source, pictureTimes, cameras, links, printerOptions },
    store: captureStore,
    logger: loggers.capture,
  };
  const feed = printJobs.printers;
  const lights = link && new CaptureLights({ ...deps, port: createLightPort(link.supervisor) });
  const captures = new Captures({
    ...deps,
    settler: new CaptureSettler({ ...deps, ...rendering }),
    lights,
    sightOf: (key) => feed?.sightOf(key) ?? null,
    isSourceReachable: () => isReachable(watcher.source),
  });
  const follower = feed && new PrintFollower({ ...deps, feed, captures });
  shared.notices.add(captures);
  // Lights are put back when nobody takes pictures anymore, and at the start those that nobody needs.
  const parts: Part[] = [
    onlyStopped(() => lights?.stop()),
    ...(snapshots ? [snapshots] : []),
    captures,
    { start: () => lights?.start(), stop: () => {} },
    ...(link ? [whileStarted(() => link.core.onReady(() => captures.retryCamerasOfHomeAssistant()))] : []),
    ...(follower ? [follower] : []),
    ...(feed ? [new PrinterNews({ ...shared, feed })] : []),
  ];
  const captureView = new CaptureView({ captureStore, feed });
  const testPictures = new TestPictures(deps);
  const summaries = feed && new PrinterSummaries({ ...deps, feed, captures, captureStore });
  const control = feed && follower && new CaptureControl({ ...deps, feed, follower, captures, testPictures });
  return {
    captures,
    captureStore,
    captureView,
    printerOptions,
    feed,
    control,
    summaries,
    testPictures,
    parts,
  };
}

function createSource(homeAssistant: HomeAssistant | null, snapshots: CameraSnapshots | null): PictureSource {
  return {
    async fetch(camera, signal) {
      if ('url' in camera) return fetchUrlPicture(camera.url, signal);
      if (homeAssistant) return fetchCameraPicture(homeAssistant.supervisor, camera.entity, signal);
      throw new PictureError('no_answer', 'there is no Home Assistant');
    },
    async fetchAnew(camera, signal) {
      if (!('entity' in camera) || !camera.entity.startsWith('camera.')) return null;
      return (await snapshots?.take(camera.entity, signal)) ?? null;
    },
  };
}
