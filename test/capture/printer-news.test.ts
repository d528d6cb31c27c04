import { expect, it } from 'vitest';
import type { CaptureEvents } from '../../src/capture/capture-events.ts';
import { PrinterNews } from '../../src/capture/printer-news.ts';
import { createEmitter } from '../../src/lib/emitter.ts';
import type { PrinterFeed, PrinterSight, WatchedPrinter } from '../../src/print-jobs/printer-feed.ts';

const PRINTER: WatchedPrinter = {
  ...{ key: 'x1c', name: 'X1C', integration: 'bambu_lab' },
  ...{ cameras: [], lights: [], hasLayers: true },
};
const SIGHT: PrinterSight = {
  ...{ at: 0, isReachable: true, print: null, doing: null, stage: null, layer: null, layers: null },
  ...{ progress: null, z: null, nozzle: null, bed: null, chamber: null, light: null },
};

it('a printer is announced for what is shown of it, not for each degree', () => {
  let printer: WatchedPrinter | undefined = PRINTER;
  let sight = SIGHT;
  let say: (key: string) => void = () => {};
  const feed: PrinterFeed = {
    isKnown: true,
    get printers() {
      return printer ? [printer] : [];
    },
    sightOf: () => (printer ? sight : null),
    onChange: (listener) => {
      say = listener;
      return () => {
        say = () => {};
      };
    },
  };
  const emitter = createEmitter<CaptureEvents>((error) => {
    throw error;
  });
  const announced: string[] = [];
  emitter.on('printer.changed', ({ key }) => announced.push(key));
  const news = new PrinterNews({ feed, emitter });
  news.start();
  const seen = (change: Partial<PrinterSight>): number => {
    sight = { ...sight, ...change };
    say('x1c');
    return announced.splice(0).length;
  };
  expect(seen({})).toBe(1);
  expect(seen({ at: 1, nozzle: 220, z: 0.2, light: 'on' })).toBe(0);
  expect(seen({ layer: 2 })).toBe(1);
  printer = { ...PRINTER, name: 'Left one' };
  expect(seen({})).toBe(1);
  printer = undefined;
  expect(seen({})).toBe(1);
  news.stop();
  printer = PRINTER;
  expect(seen({})).toBe(0);
});
