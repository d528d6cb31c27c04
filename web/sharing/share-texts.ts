import type { Dictionary } from '../i18n/en.ts';
import { shareTextsDe } from './share-texts-de.ts';
import { type ShareTexts, shareTextsEn } from './share-texts-en.ts';

export function shareTexts(texts: Dictionary): ShareTexts {
  return texts.code === 'de' ? shareTextsDe : shareTextsEn;
}
