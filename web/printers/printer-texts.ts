import type { Dictionary } from '../i18n/en.ts';
import { printerTextsDe } from './printer-texts-de.ts';
import { type PrinterTexts, printerTextsEn } from './printer-texts-en.ts';

export function printerTexts(texts: Dictionary): PrinterTexts {
  return texts.code === 'de' ? printerTextsDe : printerTextsEn;
}
