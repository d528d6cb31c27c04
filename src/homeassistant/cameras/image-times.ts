import type { Camera } from '../../capture/capture.ts';
import type { PictureTimes } from '../../capture/picture-source.ts';
import type { CoreConnection } from '../core/core-connection.ts';
import type { SupervisorClient } from '../core/supervisor-client.ts';

/** As in `subscribe_entities`; unchanged fields are missing. */
interface StateMessage {
  a?: Record<string, { s?: string }>;
  c?: Record<string, { '+'?: { s?: string } }>;
  r?: string[];
}

interface Watched {
  takenAt: number | null;
  listeners: Set<() => void>;
  end: () => void;
}

export interface ImageTimesDeps {
  core: Pick<CoreConnection, 'subscribe' | 'onLost'>;
  supervisor: Pick<SupervisorClient, 'until'>;
}

/** The state of an `image.*` entity is the time of its picture. Source: home-assistant/core, components/image. */
export class ImageTimes implements PictureTimes {
  readonly #deps: ImageTimesDeps;
  readonly #watched = new Map<string, Watched>();

  constructor(deps: ImageTimesDeps) {
    this.#deps = deps;
  }

  latest(camera: Camera): number | null {
    return this.#watched.get(imageOf(camera) ?? '')?.takenAt ?? null;
  }

  async ask(camera: Camera, signal: AbortSignal): Promise<number | null> {
    const entity = imageOf(camera);
    if (entity === null) return null;
    const { supervisor } = this.#deps;
    const answer = await supervisor
      .until(signal)
      .core('GET', `states/${entity}`)
      .catch(() => null);
    return answer?.status === 200 ? timeOf((answer.body as { state?: string } | null)?.state) : null;
  }

  watch(camera: Camera, onNew: () => void): () => void {
    const entity = imageOf(camera);
    if (entity === null) return () => {};
    const watched = this.#watched.get(entity) ?? this.#begin(entity);
    watched.listeners.add(onNew);
    return () => {
      watched.listeners.delete(onNew);
      if (watched.listeners.size > 0) return;
      watched.end();
      this.#watched.delete(entity);
    };
  }

  #begin(entity: string): Watched {
    const { core } = this.#deps;
    const message = { type: 'subscribe_entities', entity_ids: [entity] };
    const unsubscribe = core.subscribe<StateMessage>(message, (update) => {
      const state = (update.a?.[entity] ?? update.c?.[entity]?.['+'])?.s;
      const isGone = update.r?.includes(entity) ?? false;
      if (state !== undefined || isGone) take(watched, timeOf(state));
    });
    const undo = core.onLost(() => take(watched, null));
    const watched: Watched = {
      takenAt: null,
      listeners: new Set(),
      end: () => {
        unsubscribe();
        undo();
      },
    };
    this.#watched.set(entity, watched);
    return watched;
  }
}

function take(watched: Watched, takenAt: number | null): void {
  const isNew = takenAt !== null && takenAt !== watched.takenAt;
  watched.takenAt = takenAt;
  if (isNew) for (const listener of watched.listeners) listener();
}

function imageOf(camera: Camera): string | null {
  return 'entity' in camera && camera.entity.startsWith('image.') ? camera.entity : null;
}

/** `unknown` and `unavailable` are no times. */
function timeOf(state: string | undefined): number | null {
  const time = Date.parse(state ?? '');
  return Number.isNaN(time) ? null : time;
}
