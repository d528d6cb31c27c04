import type { Dictionary } from '../i18n/en.ts';
import { movingTextsDe } from './moving-texts-de.ts';
import { type MovingTexts, movingTextsEn } from './moving-texts-en.ts';

export function movingTexts(texts: Dictionary): MovingTexts {
  return texts.code === 'de' ? movingTextsDe : movingTextsEn;
}
