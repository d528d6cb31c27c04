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

function noticesOf(
  { name, statusEntity, fileEntities, words }: Printer,
  states: ReadonlyMap<string, EntityState>,
): WireNotice[] {
  const missing = [statusEntity, ...fileEntities].filter((id) => !states.has(id));
  const { state } = states.get(statusEntity) ?? { state: '' };
  return [
    ...missing.map((id) =>
      notice(
        'printer_entity_missing',
        `The entity "${id}" of the printer "${name}" does not exist in Home Assistant.`,
        'Correct it in the option "printers".',
      ),
    ),
    ...(phaseOf(state, words) === null
      ? [
          notice(
            'printer_state_unknown',
            `The state "${state}" of "${statusEntity}" does not say whether the printer "${name}" prints.`,
            'Choose another entity in the option "printers", or a template sensor that says printing or idle.',
          ),
        ]
      : []),
  ];
}

function notice(code: string, message: string, remedy: string): WireNotice {
  return { code, area: 'print_jobs', message, remedy };
}
