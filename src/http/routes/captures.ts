import { captureByHand } from '../../capture/capture-by-hand.ts';
import type { CaptureStore } from '../../capture/capture-store.ts';
import type { Captures } from '../../capture/captures.ts';
import type { CaptureView } from '../../wire/capture-view.ts';
import { countHeader, type Handlers } from '../endpoint.ts';

type Names = 'listCaptures' | 'createCapture' | 'stopCapture';

export interface CaptureRouteDeps {
  captures: Captures;
  captureStore: CaptureStore;
  captureView: CaptureView;
}

export function captureRoutes(deps: CaptureRouteDeps): Pick<Handlers, Names> {
  const { captures, captureStore: store, captureView: view } = deps;
  return {
    async listCaptures({ query: { running, limit, offset } }) {
      const { captures: found, total } = await store.list(running, { limit, offset });
      return {
        status: 200,
        body: await view.all(found.map((each) => captures.latest(each))),
        headers: countHeader(total),
      };
    },
    async createCapture({ body }) {
      const capture = await captures.startByHand(captureByHand(body));
      return { status: 201, body: await view.one(capture) };
    },
    async stopCapture({ params }) {
      return { status: 200, body: await view.one(await captures.end(params.id)) };
    },
  };
}
