import type { WireHealth, WireProgress, WireQueue, WireStats } from '../contract.ts';
import { Collection } from '../util/collection.ts';
import { ApiError, requestJson } from './client.ts';
import type { LiveConnection, ProbeResult } from './live.ts';

/** What the page knows of the app as a whole; null until it was told. */
export interface SystemState {
  queue: WireQueue | null;
  stats: WireStats | null;
  health: WireHealth | null;
  /** Progress of the running render. */
  progress: WireProgress | null;
}

const UNKNOWN: SystemState = { queue: null, stats: null, health: null, progress: null };

/** Events that end a render. */
const END_EVENTS = [
  'timelapse.completed',
  'timelapse.failed',
  'timelapse.discovered',
  'timelapse.pending',
] as const;

/** Queue, totals, health and progress, kept true by the live connection. */
export class SystemCollection {
  readonly state = new Collection<SystemState>(UNKNOWN);

  /** Follows the live events, until the returned function is called. */
  connect(live: LiveConnection): () => void {
    const undo = [
      live.on('snapshot', (snapshot) => this.state.update(() => ({ ...snapshot }))),
      live.on('stats.changed', (stats) => this._patch({ stats })),
      live.on('system.changed', ({ queue, health }) => this._patch({ queue, health })),
      live.on('timelapse.progress', (progress) => this._patch({ progress })),
      live.on('timelapse.deleted', ({ id }) => this._endProgress(id)),
      ...END_EVENTS.map((event) => live.on(event, ({ id }) => this._endProgress(id))),
    ];
    return () => {
      for (const stop of undo) stop();
    };
  }

  async pauseQueue(): Promise<void> {
    this._patch({ queue: await requestJson<WireQueue>('/queue/pause', { method: 'POST' }) });
  }

  async resumeQueue(): Promise<void> {
    this._patch({ queue: await requestJson<WireQueue>('/queue/resume', { method: 'POST' }) });
  }

  /** Asks the server how it is, which nothing else tells while the socket is down; says whether it answers at all. */
  async probe(): Promise<ProbeResult> {
    try {
      const signal = AbortSignal.timeout(10_000);
      this._patch({ health: await requestJson<WireHealth>('/health', { signal }) });
      this._patch({ stats: await requestJson<WireStats>('/timelapses/stats', { signal }) });
      // Progress comes by the socket alone: what was last heard of it is old, and the record itself has some.
      this._patch({ queue: await requestJson<WireQueue>('/queue', { signal }), progress: null });
      return 'ok';
    } catch (error) {
      return error instanceof ApiError && error.status === 401 ? 'session' : 'unreachable';
    }
  }

  private _patch(change: Partial<SystemState>): void {
    this.state.update((state) => ({ ...state, ...change }));
  }

  private _endProgress(id: string): void {
    this.state.update((state) => (state.progress?.id === id ? { ...state, progress: null } : state));
  }
}
