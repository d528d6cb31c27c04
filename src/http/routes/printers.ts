import type { CameraQueue } from '../../capture/camera-queue.ts';
import type { CaptureStore } from '../../capture/capture-store.ts';
import type { Captures } from '../../capture/captures.ts';
import type { PictureSource } from '../../capture/picture-source.ts';
import type { PrintFollower } from '../../capture/print-follower.ts';
import type { PrinterOptionsStore } from '../../capture/printer-options-store.ts';
import { takeTestPicture } from '../../capture/test-picture.ts';
import { notFound } from '../../lib/errors.ts';
import type { PrinterFeed, WatchedPrinter } from '../../print-jobs/printer-feed.ts';
import type { PrinterOptions, WirePrinter } from '../../shared/capture.ts';
import { toWireCapture } from '../../wire/capture-to-wire.ts';
import { clientGone } from '../client-gone.ts';
import type { Handlers } from '../endpoint.ts';

type Names = 'listPrinters' | 'updatePrinter' | 'takeTestPicture';

export interface PrinterRouteDeps {
  /** Null = outside Home Assistant. */
  feed: PrinterFeed | null;
  follower: PrintFollower | null;
  captures: Captures;
  captureStore: CaptureStore;
  printerOptions: PrinterOptionsStore;
  cameras: CameraQueue;
  source: PictureSource;
  now: () => number;
}

export function printerRoutes(deps: PrinterRouteDeps): Pick<Handlers, Names> {
  const { feed, captures, captureStore, printerOptions } = deps;
  const find = (key: string): WatchedPrinter => {
    const printer = feed?.printers.find((each) => each.key === key);
    if (!printer) throw notFound(`There is no printer with the key "${key}".`, { key });
    return printer;
  };
  const toWire = async (printer: WatchedPrinter): Promise<WirePrinter> => {
    const { key, name, integration, cameras, lights, hasLayers } = printer;
    const sight = feed?.sightOf(key) ?? null;
    const running = captures.runningOf(key);
    const timelapses = await captureStore.timelapsesOf(running.map(({ folder }) => folder));
    return {
      ...{ key, name, integration, has_layers: hasLayers, lights: [...lights] },
      is_reachable: sight?.isReachable ?? false,
      cameras: cameras.map((camera) => ({ entity: camera.entity, name: camera.name })),
      print: sight?.print?.name ?? null,
      options: await printerOptions.get(printer),
      captures: running.map((each) => toWireCapture(each, timelapses.get(each.folder) ?? null)),
    };
  };
  return {
    async listPrinters() {
      return { status: 200, body: await Promise.all((feed?.printers ?? []).map(toWire)) };
    },
    async updatePrinter({ params: { key }, body }) {
      const printer = find(key);
      await printerOptions.change(printer, body as Partial<PrinterOptions>, deps.now());
      await deps.follower?.follow(key);
      return { status: 200, body: await toWire(printer) };
    },
    async takeTestPicture({ params: { key }, body, res }) {
      const printer = find(key);
      const [first] = (await printerOptions.get(printer)).cameras;
      const camera = body?.camera ?? first;
      if (camera === undefined) throw notFound(`The printer "${printer.name}" has no camera.`, { key });
      const picture = await takeTestPicture(camera, { ...deps, signal: clientGone(res) });
      const { bytes, contentType, width, height, tookMs, refusal } = picture;
      return {
        status: 200,
        body: {
          ...{ camera, width, height, refusal },
          took_ms: tookMs,
          size_bytes: bytes.length,
          picture: `data:${contentType};base64,${Buffer.from(bytes).toString('base64')}`,
        },
      };
    },
  };
}
