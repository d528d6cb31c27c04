import type { PhaseWords } from './printer-phase.ts';

/** What the entities of a printer report, beside its status. */
export type Reading =
  | 'layer'
  | 'layers'
  | 'stage'
  | 'progress'
  | 'z'
  | 'nozzle'
  | 'bed'
  | 'chamber'
  /** What the machine does, print or not. */
  | 'machine';

/** Entities are recognised by their unique ids. */
export interface PrinterIntegration {
  /** The part of a unique id shared by all entities of a printer; null = not the status of a printer. */
  printerOf: (uniqueId: string) => string | null;
  /** Best first. */
  files: (printer: string) => string[];
  /** Attribute of the status, where no entity has the name of the file. */
  fileAttribute?: string;
  start: (printer: string) => string | null;
  words: PhaseWords;
  /** Words of the status for a printer that is switched off or not connected. */
  away?: readonly string[];
  /** Best first. */
  readings: (printer: string) => Partial<Record<Reading, string[]>>;
  /** Where `printing` means that plastic is being laid down; elsewhere it includes heating and levelling. */
  steps?: 'stage' | 'status';
  /** `image.*` that show the printer. All others are previews of the model. */
  images?: (printer: string) => string[];
}

export function before(text: string, ending: string): string | null {
  return text.endsWith(ending) ? text.slice(0, -ending.length) : null;
}

export function after(text: string, beginning: string): string | null {
  return text.startsWith(beginning) ? text.slice(beginning.length) : null;
}
