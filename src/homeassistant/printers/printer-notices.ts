import type { WireNotice } from '../../shared/system.ts';
import type { EntityState } from './entity-states.ts';
import type { Printer } from './find-printers.ts';
import { type Understanding, puzzlesFrom } from './printer-understanding.ts';
import { phaseOf } from './printer-phase.ts';

export interface PrinterSights {
  states: ReadonlyMap<string, EntityState>;
  understandingOf: (key: string) => Understanding;
  now: number;
}

/** For printers of the option `printers`. */
export function printerNotices(printers: readonly Printer[], sights: PrinterSights): WireNotice[] {
  return printers.flatMap((printer) => (printer.isByHand ? noticesOf(printer, sights) : []));
}

function noticesOf(printer: Printer, { states, understandingOf, now }: PrinterSights): WireNotice[] {
  const { key, statusEntity, fileEntities, words } = printer;
  const missing = [statusEntity, ...fileEntities].filter((id) => !states.has(id));
  const status = states.get(statusEntity)?.state ?? '';
  const from = phaseOf(status, words) === null ? puzzlesFrom(understandingOf(key)) : null;
  const isPuzzling = from !== null && from <= now;
  return [
    ...missing.map((id) => isMissing(printer, id)),
    ...(isPuzzling ? [saysNothing(printer, status)] : []),
  ];
}

function isMissing({ name }: Printer, entityId: string): WireNotice {
  return {
    code: 'printer_entity_missing',
    area: 'print_jobs',
    message: `The entity "${entityId}" of the printer "${name}" does not exist in Home Assistant.`,
    remedy: 'Correct it in the option "printers".',
    facts: { entity: entityId, printer: name },
  };
}

function saysNothing({ name, statusEntity }: Printer, state: string): WireNotice {
  return {
    code: 'printer_state_unknown',
    area: 'print_jobs',
    message: `The state "${state}" of "${statusEntity}" does not show whether the printer "${name}" is printing.`,
    remedy:
      'Choose another entity in the option "printers", or a template sensor whose states are printing and idle.',
    facts: { entity: statusEntity, printer: name, state },
  };
}
