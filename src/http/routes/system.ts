import type { QueueWorker } from '../../queue/queue-worker.ts';
import type { WireHealth } from '../../shared/system.ts';
import type { WireView } from '../../wire/wire-view.ts';
import type { Handlers } from '../endpoint.ts';
import { createOpenapi } from '../openapi.ts';
import { type ReadViewer, toWireViewer } from '../viewer.ts';

export interface SystemRouteDeps {
  queue: Pick<QueueWorker, 'setPaused'>;
  view: WireView;
  health: () => WireHealth;
  readViewer: ReadViewer;
  version: string;
}

type Names = 'getQueue' | 'pauseQueue' | 'resumeQueue' | 'getViewer' | 'getHealth' | 'getOpenapi';

export function systemRoutes({
  queue,
  view,
  health,
  readViewer,
  version,
}: SystemRouteDeps): Pick<Handlers, Names> {
  // Created on demand: it is large, and most clients never ask.
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
