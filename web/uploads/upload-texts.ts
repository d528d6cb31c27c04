import type { Dictionary } from '../i18n/en.ts';
import { uploadTextsDe } from './upload-texts-de.ts';
import { type UploadTexts, uploadTextsEn } from './upload-texts-en.ts';

export function uploadTexts(texts: Dictionary): UploadTexts {
  return texts.code === 'de' ? uploadTextsDe : uploadTextsEn;
}
