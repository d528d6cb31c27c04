import type { SeriesKey } from '../shared/print-data.ts';

export type Temperature = Exclude<SeriesKey, 'progress'>;
export const TEMPERATURES: readonly Temperature[] = ['nozzle', 'bed', 'chamber'];

/** As `BBGGRR`. */
export const COLOURS: Record<Temperature, string> = { nozzle: '4D9FFF', bed: 'FFC46B', chamber: 'A8D88C' };
