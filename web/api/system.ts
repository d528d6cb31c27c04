import type { WireHealth, WireProgress, WireQueue, WireStats } from '../contract.ts';
import { Collection } from '../state/collection.ts';
import { ApiError, api } from './client.ts';
import type { LiveConnection, ProbeResult } from './live.ts';
import { archive } from './viewer.ts';

/** Null until known. */
export interface SystemState {
  queue: WireQueue | null;
  stats: WireStats | null;
  health: WireHealth | null;
  /** Progress of what renders, by its id. */
  progress: ReadonlyMap<string, WireProgress>;
}

const UNKNOWN: SystemState = { queue: null, stats: null, health: null, progress: new Map() };

const END_EVENTS = [
  'timelapse.completed',
  'timelapse.failed',
  'timelapse.discovered',
  'timelapse.pending',
] as const;

/** Kept up to date by the live connection. */
export class SystemCollection {
  readonly state = new Collection<SystemState>(UNKNOWN);

  /** Returns a function that disconnects. */
  connect(live: LiveConnection): () => void {
    const undo = [
      live.on('snapshot', ({ progress, ...system }) => {
        this.#patch({ ...system, progress: new Map() });
        if (progress) this.#putProgress(progress);
      }),
      live.on('stats.changed', (stats) => this.#patch({ stats })),
      live.on('system.changed', ({ queue, health }) => this.#patch({ queue, health })),
      live.on('timelapse.progress', (progress) => this.#putProgress(progress)),
      live.on('timelapse.deleted', ({ id }) => this.#endProgress(id)),
      ...END_EVENTS.map((event) => live.on(event, ({ id }) => this.#endProgress(id))),
    ];
    return () => {
      for (const stop of undo) stop();
    };
  }

  async pauseQueue(): Promise<void> {
    this.#patch({ queue: await api.pauseQueue() });
  }

  async resumeQueue(): Promise<void> {
    this.#patch({ queue: await api.resumeQueue() });
  }

  /** While the socket is down, nothing else reports the state. Also says whether the server answers at all. */
  async probe(): Promise<ProbeResult> {
    try {
      const signal = AbortSignal.timeout(10_000);
      this.#patch({ health: await api.getHealth({ signal }) });
      this.#patch({ stats: await api.getStats({ signal }) });
      // Progress only comes over the socket, so the last value is outdated; the record has some too.
      this.#patch({ queue: await api.getQueue({ signal }), progress: new Map() });
      return 'ok';
    } catch (error) {
      return error instanceof ApiError && error.status === 401 ? 'session' : 'unreachable';
    }
  }

  #patch(change: Partial<SystemState>): void {
    this.state.update((state) => ({ ...state, ...change }));
    const known = change.health?.archive;
    if (known) archive.update(() => known);
  }

  #putProgress(progress: WireProgress): void {
    this.state.update((state) => ({
      ...state,
      progress: new Map(state.progress).set(progress.id, progress),
    }));
  }

  #endProgress(id: string): void {
    this.state.update((state) => {
      if (!state.progress.has(id)) return state;
      const progress = new Map(state.progress);
      progress.delete(id);
      return { ...state, progress };
    });
  }
}
