import type { QueueWorker } from '../../queue/queue-worker.ts';
import type { WireHealth } from '../../shared/system.ts';
import type { WireView } from '../../wire/wire-view.ts';
import type { Handlers } from '../endpoint.ts';
import { createOpenapi } from '../openapi.ts';

export interface SystemRouteParts {
  queue: Pick<QueueWorker, 'setPaused'>;
  view: WireView;
  health: () => WireHealth;
  version: string;
}

/** Handlers for the app as a whole. */
export function systemRoutes({
  queue,
  view,
  health,
  version,
}: SystemRouteParts): Pick<Handlers, 'pauseQueue' | 'resumeQueue' | 'getHealth' | 'getOpenapi'> {
  const openapi = createOpenapi(version);
  const setPaused = async (paused: boolean) => {
    await queue.setPaused(paused);
    return { status: 200, body: await view.queue() };
  };
  return {
    pauseQueue: () => setPaused(true),
    resumeQueue: () => setPaused(false),
    getHealth: async () => ({ status: 200, body: health() }),
    getOpenapi: async () => ({ status: 200, body: openapi }),
  };
}
