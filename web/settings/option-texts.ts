import wordsDe from '../../printernizer-timelapse/translations/de.yaml';
import wordsEn from '../../printernizer-timelapse/translations/en.yaml';
import type { Dictionary } from '../i18n/en.ts';
import { optionTextsDe } from './option-texts-de.ts';
import { type OptionTexts, optionTextsEn } from './option-texts-en.ts';

interface AddonText {
  name: string;
  description: string;
  fields?: Record<string, AddonText>;
}

interface AddonTexts {
  configuration: Record<string, AddonText>;
}

interface OptionText {
  label: string;
  /** Undefined = the server's own text is shown. */
  help: string | undefined;
}

export function optionTexts(texts: Dictionary): OptionTexts {
  return texts.code === 'de' ? optionTextsDe : optionTextsEn;
}

/**
 * Unknown options are shown by name.
 *
 * @param name `video.fps` for a member of a group, `printers.name` for a field of a list
 */
export function optionText(name: string, { code }: Pick<Dictionary, 'code'>): OptionText {
  const { configuration } = (code === 'de' ? wordsDe : wordsEn) as AddonTexts;
  const [option = '', member] = name.split('.');
  const words = member === undefined ? configuration[option] : configuration[option]?.fields?.[member];
  // The page shows units beside the value.
  return { label: words?.name.replace(/ \([^()]*\)$/, '') ?? member ?? option, help: words?.description };
}
