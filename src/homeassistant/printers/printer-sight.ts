import type { PrinterDoing, PrinterSight, WatchedPrinter } from '../../print-jobs/printer-feed.ts';
import type { EntityState } from './entity-states.ts';
import type { Printer } from './find-printers.ts';
import { type OpenPrint, printName } from './follow-print.ts';
import { usableText } from './printer-phase.ts';

export interface SightSources {
  states: ReadonlyMap<string, EntityState>;
  print: OpenPrint | null;
  isConnected: boolean;
}

export function watchedPrinter({ key, name, integration, cameraEntity }: Printer): WatchedPrinter {
  const cameras = cameraEntity === null ? [] : [{ entity: cameraEntity, name: cameraEntity }];
  return { key, name, integration, cameras, lights: [], hasLayers: false };
}

export function sightOf(printer: Printer, { states, print, isConnected }: SightSources): PrinterSight {
  const status = states.get(printer.statusEntity);
  return {
    at: status?.at ?? 0,
    isReachable: isConnected && usableText(status?.state) !== null,
    print: print && toPrint(print),
    doing: print && doingOf(print),
    stage: null,
    layer: null,
    layers: null,
    progress: null,
    z: null,
    nozzle: null,
    bed: null,
    chamber: null,
    light: null,
  };
}

function toPrint(print: OpenPrint): PrinterSight['print'] {
  const { externalId, fileName, startedAt, status } = print;
  return { externalId, name: printName(print), fileName, startedAt, status };
}

function doingOf({ status }: OpenPrint): PrinterDoing {
  return status === 'paused' ? 'holding' : 'unknown';
}
