import type { QueueWorker } from '../../queue/queue-worker.ts';
import type { WireHealth } from '../../shared/system.ts';
import type { WireView } from '../../wire/wire-view.ts';
import type { Handlers } from '../endpoint.ts';
import { createOpenapi } from '../openapi.ts';
import { type ReadViewer, toWireViewer } from '../viewer.ts';

export interface SystemRouteParts {
  queue: Pick<QueueWorker, 'setPaused'>;
  view: WireView;
  health: () => WireHealth;
  readViewer: ReadViewer;
  version: string;
}

type Names = 'getQueue' | 'pauseQueue' | 'resumeQueue' | 'getViewer' | 'getHealth' | 'getOpenapi';

/** Handlers for the app as a whole. */
export function systemRoutes({
  queue,
  view,
  health,
  readViewer,
  version,
}: SystemRouteParts): Pick<Handlers, Names> {
  // Made when it is first asked for: it is large, and most never ask.
  let openapi: ReturnType<typeof createOpenapi> | undefined;
  const setPaused = async (paused: boolean) => {
    await queue.setPaused(paused);
    return { status: 200, body: await view.queue() };
  };
  return {
    getQueue: async () => ({ status: 200, body: await view.queue() }),
    pauseQueue: () => setPaused(true),
    resumeQueue: () => setPaused(false),
    getViewer: async ({ req }) => ({ status: 200, body: toWireViewer(await readViewer(req)) }),
    getHealth: async () => ({ status: 200, body: health() }),
    async getOpenapi() {
      openapi ??= createOpenapi(version);
      return { status: 200, body: openapi };
    },
  };
}
