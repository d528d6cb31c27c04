import { CameraQueue } from '../capture/camera-queue.ts';
import { CaptureSettler } from '../capture/capture-settler.ts';
import { CaptureStore } from '../capture/capture-store.ts';
import { Captures } from '../capture/captures.ts';
import { fetchUrlPicture } from '../capture/fetch-url-picture.ts';
import { PictureError, type PictureSource } from '../capture/picture-source.ts';
import { fetchCameraPicture } from '../homeassistant/cameras/fetch-camera-picture.ts';
import type { HomeAssistant } from '../homeassistant/core/home-assistant.ts';
import type { Part } from '../lib/part.ts';
import type { Rendering } from './rendering.ts';
import type { Shared } from './shared.ts';

export type Capturing = ReturnType<typeof createCapture>;

export function createCapture(shared: Shared, { watcher }: Rendering, homeAssistant: HomeAssistant | null) {
  const { config, outbox, times } = shared;
  // Outside Home Assistant nobody would ever empty the outbox.
  const captureStore = new CaptureStore(shared.db, config.supervisor && outbox);
  const deps = { ...shared, store: captureStore, watcher, logger: shared.loggers.capture };
  const captures = new Captures({
    ...deps,
    settler: new CaptureSettler(deps),
    source: createSource(homeAssistant),
    cameras: new CameraQueue(times.cameraMs),
    isFolderThere: () => watcher.source.state !== 'unreachable',
  });
  shared.notices.add(captures);
  const parts: Part[] = [captures];
  return { captures, captureStore, parts };
}

function createSource(homeAssistant: HomeAssistant | null): PictureSource {
  return {
    async fetch(camera, signal) {
      if ('url' in camera) return fetchUrlPicture(camera.url, signal);
      if (homeAssistant) return fetchCameraPicture(homeAssistant.supervisor, camera.entity, signal);
      throw new PictureError('no_answer', 'there is no Home Assistant');
    },
  };
}
