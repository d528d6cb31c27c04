import type { WireTimelapse } from '../contract.ts';
import type { Dictionary } from '../i18n/en.ts';

interface OriginTexts {
  /** Label of the file that a video was taken in from. */
  file: string;
  from: Record<WireTimelapse['origin'], string>;
  ofPrint: string;
}

const en: OriginTexts = {
  file: 'From the video',
  from: { frames: 'From pictures', video: 'From the printer' },
  ofPrint: 'Videos of this print',
};

const de: OriginTexts = {
  file: 'Aus dem Video',
  from: { frames: 'Aus Bildern', video: 'Vom Drucker' },
  ofPrint: 'Videos dieses Drucks',
};

/** Where videos come from, loaded with the player. */
export function originTexts({ code }: Dictionary): OriginTexts {
  return code === 'de' ? de : en;
}
