import type { WireNotice } from '../shared/system.ts';
import type { EntityState } from './entity-states.ts';
import type { Printer } from './find-printers.ts';
import { phaseOf } from './printer-phase.ts';

/** What is wrong with printers that were set up by hand: entities that are not there, states that nobody knows. */
export function printerNotices(
  printers: readonly Printer[],
  states: ReadonlyMap<string, EntityState>,
): WireNotice[] {
  return printers.flatMap((printer) => (printer.isByHand ? noticesOf(printer, states) : []));
}

function noticesOf(printer: Printer, states: ReadonlyMap<string, EntityState>): WireNotice[] {
  const { statusEntity, fileEntities, words } = printer;
  const missing = [statusEntity, ...fileEntities].filter((id) => !states.has(id));
  const status = states.get(statusEntity)?.state ?? '';
  const isKnown = phaseOf(status, words) !== null;
  return [...missing.map((id) => isMissing(printer, id)), ...(isKnown ? [] : [saysNothing(printer, status)])];
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
    message: `The state "${state}" of "${statusEntity}" does not say whether the printer "${name}" prints.`,
    remedy:
      'Choose another entity in the option "printers", or a template sensor that says printing or idle.',
    facts: { entity: statusEntity, printer: name, state },
  };
}
