import type { PrinterDoing } from '../../print-jobs/printer-feed.ts';
import { usableText, wordOf } from './printer-phase.ts';

type Step = 'printing' | 'preparing' | 'holding';

/** Resin printers lower and lift the plate at each layer. */
const LAYING = new Set(['printing', 'printing_recovery', 'dropping', 'lifting']);
const HOLDING = /^paus|^resum|filament|feeding|^(m400_pause|attention|busy|finishing|processing)$/;
const PREPARING = new Set([
  'prepare',
  'preparing',
  'init',
  'slicing',
  'starting',
  'starting_sd',
  'starting_print_from_sd',
  'heating',
  'preheating',
  'homing',
  'leveling',
  'loading',
  'recovery',
  'resonance_testing',
  'self_testing',
  'file_checking',
  'printers_checking',
]);
/** Of a stage, all others are steps. */
const NO_STAGE = new Set(['idle', 'printing', 'running']);

export interface PrintingSigns {
  isPaused: boolean;
  /** Null = out of reach. */
  status: string | null;
  stage: string | null;
  layer: number | null;
  /** Where `printing` means that plastic is being laid down. */
  steps: 'stage' | 'status' | null;
}

/** For a printer with a print under way. */
export function doingOf({ isPaused, status, stage, layer, steps }: PrintingSigns): PrinterDoing {
  if (isPaused) return 'holding';
  if (status === null) return 'unknown';
  const isLaying = layer !== null && layer >= 1;
  const step = statusStep(wordOf(status), steps === 'status') ?? stageStep(stage);
  if (step === 'preparing') return isLaying ? 'holding' : 'preparing';
  return step ?? (isLaying ? 'printing' : 'unknown');
}

function statusStep(word: string, saysPrinting: boolean): Step | null {
  if (HOLDING.test(word)) return 'holding';
  if (PREPARING.has(word)) return 'preparing';
  return saysPrinting && LAYING.has(word) ? 'printing' : null;
}

function stageStep(text: string | null): Step | null {
  const usable = usableText(text ?? undefined);
  if (usable === null) return null;
  const word = wordOf(usable);
  return statusStep(word, true) ?? (NO_STAGE.has(word) ? null : 'preparing');
}
