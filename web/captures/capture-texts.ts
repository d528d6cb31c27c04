import type { Dictionary } from '../i18n/en.ts';
import { captureTextsDe } from './capture-texts-de.ts';
import { type CaptureTexts, captureTextsEn } from './capture-texts-en.ts';

export function captureTexts(texts: Dictionary): CaptureTexts {
  return texts.code === 'de' ? captureTextsDe : captureTextsEn;
}
