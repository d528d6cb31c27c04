import type { Capture, CaptureRules } from '../../capture/capture.ts';
import type { CaptureStore } from '../../capture/capture-store.ts';
import type { Captures } from '../../capture/captures.ts';
import type { WireCapture } from '../../shared/capture.ts';
import { toWireCapture } from '../../wire/capture-to-wire.ts';
import { countHeader, type Handlers } from '../endpoint.ts';

type Names = 'listCaptures' | 'createCapture' | 'stopCapture';

/** Without a print there is nothing else to go by. */
const BY_HAND: Omit<CaptureRules, 'interval_seconds' | 'max_pictures'> = {
  ...{ mode: 'interval', layer_step: 1, delay_ms: 0, linger_seconds: 0 },
  ...{ light_entity: null, light_seconds: 0, light_only_when_dark: true },
  ...{ when_failed: 'render', when_cancelled: 'render' },
};

export interface CaptureRouteDeps {
  captures: Captures;
  captureStore: CaptureStore;
}

export function captureRoutes({ captures, captureStore: store }: CaptureRouteDeps): Pick<Handlers, Names> {
  const toWire = async (found: readonly Capture[]): Promise<WireCapture[]> => {
    const timelapses = await store.timelapsesOf(found.map(({ folder }) => folder));
    return found.map((each) => toWireCapture(captures.latest(each), timelapses.get(each.folder) ?? null));
  };
  const oneToWire = async (capture: Capture) => (await toWire([capture]))[0];
  return {
    async listCaptures({ query: { running, limit, offset } }) {
      const { captures: found, total } = await store.list(running, { limit, offset });
      return { status: 200, body: await toWire(found), headers: countHeader(total) };
    },
    async createCapture({ body: { name, camera, still_image_url: url = '', ...pace } }) {
      const rules = { ...BY_HAND, ...pace };
      const from = camera === undefined ? { url } : { entity: camera };
      const capture = await captures.startByHand({ name, camera: from, rules });
      return { status: 201, body: await oneToWire(capture) };
    },
    async stopCapture({ params }) {
      return { status: 200, body: await oneToWire(await captures.end(params.id)) };
    },
  };
}
