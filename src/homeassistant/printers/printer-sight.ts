import type { PrinterSight, WatchedPrinter } from '../../print-jobs/printer-feed.ts';
import type { EntityState } from './entity-states.ts';
import type { Printer } from './find-printers.ts';
import { type OpenPrint, printName } from './follow-print.ts';
import { doingOf } from './printer-doing.ts';
import { watchedEntities } from './printer-entities.ts';
import { usableText, wordOf } from './printer-phase.ts';
import { readingsOf } from './readings.ts';

export interface SightSources {
  states: ReadonlyMap<string, EntityState>;
  print: OpenPrint | null;
  isConnected: boolean;
}

export function watchedPrinter(printer: Printer): WatchedPrinter {
  const { key, name, integration, cameras, lights, readings } = printer;
  return { key, name, integration, cameras, lights, hasLayers: readings.layer !== undefined };
}

export function sightOf(printer: Printer, { states, print, isConnected }: SightSources): PrinterSight {
  const textOf = (id: string | undefined) => usableText(states.get(id ?? '')?.state);
  const word = textOf(printer.statusEntity);
  const status = word !== null && printer.away.includes(wordOf(word)) ? null : word;
  const stage = textOf(printer.readings.stage);
  const readings = readingsOf(printer, states, print?.startedAt ?? null);
  const { layer } = readings;
  return {
    at: Math.max(0, ...watchedEntities(printer).map((id) => states.get(id)?.at ?? 0)),
    isReachable: isConnected && status !== null,
    print: print && toPrint(print),
    doing:
      print && doingOf({ isPaused: print.status === 'paused', status, stage, layer, steps: printer.steps }),
    stage: stage ?? word,
    ...readings,
    light: textOf(printer.lights[0]),
  };
}

function toPrint(print: OpenPrint): PrinterSight['print'] {
  const { externalId, fileName, startedAt, status } = print;
  return { externalId, name: printName(print), fileName, startedAt, status };
}
