import type { PrinterSight } from '../../print-jobs/printer-feed.ts';
import type { EntityState } from './entity-states.ts';
import type { Printer } from './find-printers.ts';
import type { Reading } from './printer-integration.ts';
import { usableText } from './printer-phase.ts';

/** Of the print before: the layer of a new print is set within this time of its start. */
const EARLY_MS = 10_000;
const MILLIMETRES: Readonly<Record<string, number>> = { mm: 1, cm: 10, m: 1000, in: 25.4, ft: 304.8 };

type Readings = Pick<PrinterSight, 'layer' | 'layers' | 'progress' | 'z' | 'nozzle' | 'bed' | 'chamber'>;

/** @param since start of the print; what was set before belongs to another one */
export function readingsOf(
  { readings }: Pick<Printer, 'readings'>,
  states: ReadonlyMap<string, EntityState>,
  since: number | null,
): Readings {
  const stateOf = (reading: Reading) => states.get(readings[reading] ?? '');
  const ofThisPrint = (reading: Reading) => {
    const state = stateOf(reading);
    return since !== null && state && state.at >= since - EARLY_MS ? state : undefined;
  };
  const percent = numberOf(ofThisPrint('progress'));
  return {
    layer: numberOf(ofThisPrint('layer')),
    layers: numberOf(stateOf('layers')) || null,
    progress: percent === null ? null : Math.min(1, Math.max(0, percent / 100)),
    z: millimetresOf(stateOf('z')),
    nozzle: celsiusOf(stateOf('nozzle')),
    bed: celsiusOf(stateOf('bed')),
    chamber: celsiusOf(stateOf('chamber')),
  };
}

export function numberOf(state: EntityState | undefined): number | null {
  const text = usableText(state?.state);
  const value = text === null ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

export function celsiusOf(state: EntityState | undefined): number | null {
  const value = numberOf(state);
  if (value === null) return null;
  const unit = state?.attributes?.unit_of_measurement;
  if (unit === '°F') return rounded(((value - 32) * 5) / 9);
  return unit === 'K' ? rounded(value - 273.15) : value;
}

function millimetresOf(state: EntityState | undefined): number | null {
  const value = numberOf(state);
  if (value === null) return null;
  return rounded(value * (MILLIMETRES[state?.attributes?.unit_of_measurement ?? 'mm'] ?? 1));
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
