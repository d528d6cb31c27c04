import type { Dictionary } from '../i18n/en.ts';
import { printDataTextsDe } from './print-data-texts-de.ts';
import { type PrintDataTexts, printDataTextsEn } from './print-data-texts-en.ts';

export function printDataTexts(texts: Dictionary): PrintDataTexts {
  return texts.code === 'de' ? printDataTextsDe : printDataTextsEn;
}
