import type { Dictionary } from '../i18n/en.ts';
import { optionTextsDe } from './option-texts-de.ts';
import { type OptionText, type OptionTexts, optionTextsEn } from './option-texts-en.ts';

/** The texts of the settings in the language of the page. */
export function optionTexts(texts: Dictionary): OptionTexts {
  return texts.code === 'de' ? optionTextsDe : optionTextsEn;
}

/** What an option is called; one that the page does not know yet goes by its name. */
export function optionText(name: string, texts: Dictionary): OptionText {
  return optionTexts(texts).option[name] ?? { label: name };
}
