import type { CaptureControl } from '../../capture/capture-control.ts';
import type { Captures } from '../../capture/captures.ts';
import { noCamera } from '../../capture/no-camera.ts';
import type { PrinterOptionsStore } from '../../capture/printer-options-store.ts';
import type { TestPictures } from '../../capture/test-pictures.ts';
import { notFound } from '../../lib/errors.ts';
import type { PrinterFeed, WatchedPrinter } from '../../print-jobs/printer-feed.ts';
import type { PrinterOptions, WirePrinter } from '../../shared/capture.ts';
import { toPercent } from '../../wire/capture-to-wire.ts';
import type { CaptureView } from '../../wire/capture-view.ts';
import { wireKey } from '../../print-jobs/wire-key.ts';
import { clientGone } from '../client-gone.ts';
import type { Handlers } from '../endpoint.ts';

type Names = 'listPrinters' | 'updatePrinter' | 'takeTestPicture';

export interface PrinterRouteDeps {
  /** Null = outside Home Assistant. */
  feed: PrinterFeed | null;
  control: CaptureControl | null;
  captures: Captures;
  captureView: CaptureView;
  printerOptions: PrinterOptionsStore;
  testPictures: TestPictures;
}

export function printerRoutes(deps: PrinterRouteDeps): Pick<Handlers, Names> {
  const { feed, captures, captureView, printerOptions } = deps;
  const find = (given: string): WatchedPrinter => {
    const printer = feed?.printers.find(({ key }) => wireKey(key) === given || key === given);
    if (!printer) throw notFound(`There is no printer with the key "${given}".`, { key: given });
    return printer;
  };
  const toWire = async (printer: WatchedPrinter): Promise<WirePrinter> => {
    const { key, name, integration, cameras, lights, hasLayers } = printer;
    const sight = feed?.sightOf(key) ?? null;
    return {
      key: wireKey(key),
      ...{ name, integration, has_layers: hasLayers, lights: [...lights] },
      is_reachable: sight?.isReachable ?? false,
      cameras: cameras.map((camera) => ({ entity: camera.entity, name: camera.name })),
      print: sight?.print?.name ?? null,
      ...{ doing: sight?.doing ?? null, layer: sight?.layer ?? null, layers: sight?.layers ?? null },
      progress_percent: toPercent(sight?.progress),
      options: await printerOptions.get(printer),
      captures: await captureView.all(captures.runningOf(key)),
    };
  };
  return {
    async listPrinters() {
      return { status: 200, body: await Promise.all((feed?.printers ?? []).map(toWire)) };
    },
    async updatePrinter({ params: { key }, body }) {
      const printer = find(key);
      await deps.control?.change(printer, body as Partial<PrinterOptions>);
      return { status: 200, body: await toWire(printer) };
    },
    async takeTestPicture({ params: { key }, body, res }) {
      const printer = find(key);
      const [first] = (await printerOptions.get(printer)).cameras;
      const camera = body?.camera ?? first;
      if (camera === undefined) throw noCamera(printer);
      const picture = await deps.testPictures.take(camera, clientGone(res));
      const { bytes, contentType, width, height, tookMs, ageMs, refusal } = picture;
      return {
        status: 200,
        body: {
          ...{ camera, width, height, refusal },
          took_ms: tookMs,
          age_seconds: ageMs === null ? null : Math.round(ageMs / 1000),
          size_bytes: bytes.length,
          picture: `data:${contentType};base64,${Buffer.from(bytes).toString('base64')}`,
        },
      };
    },
  };
}
