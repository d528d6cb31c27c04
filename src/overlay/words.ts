import type { OverlayLanguage } from '../shared/overlay.ts';
import type { Temperature } from './temperatures.ts';

type Words = Record<Temperature | 'layer', string>;

/** As short as they can be. */
export const WORDS: Record<OverlayLanguage, Words> = {
  en: { layer: 'Layer', nozzle: 'Nozzle', bed: 'Bed', chamber: 'Chamber' },
  de: { layer: 'Schicht', nozzle: 'Düse', bed: 'Bett', chamber: 'Raum' },
};
