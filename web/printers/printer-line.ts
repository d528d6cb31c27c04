import { layerText } from '../captures/layer-text.ts';
import type { WirePrinter } from '../contract.ts';
import type { Dictionary } from '../i18n/en.ts';
import { printerTexts } from './printer-texts.ts';

type Shown = Pick<WirePrinter, 'is_reachable' | 'print' | 'doing' | 'layer' | 'layers' | 'progress_percent'>;

/** What a printer does, in plain words. */
export function printerLine(printer: Shown, texts: Dictionary, tag: string): string {
  const own = printerTexts(texts);
  if (!printer.is_reachable) return own.away;
  if (printer.print === null) return own.idle;
  const doing = own.doing[printer.doing ?? 'unknown'](printer.print);
  return [doing, ...layerText(printer, texts, tag)].join(' · ');
}
