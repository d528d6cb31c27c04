import type { Dictionary } from '../i18n/en.ts';
import { trashTextsDe } from './trash-texts-de.ts';
import { type TrashTexts, trashTextsEn } from './trash-texts-en.ts';

export function trashTexts(texts: Dictionary): TrashTexts {
  return texts.code === 'de' ? trashTextsDe : trashTextsEn;
}
