import type { Dictionary } from '../i18n/en.ts';

const EN = {
  play: 'Play',
  pause: 'Pause',
  position: 'Position',
  position_of: (at: string, length: string) => `${at} of ${length}`,
  full_screen: 'Full screen',
  leave_full_screen: 'Leave full screen',
  picture_in_picture: 'Picture in picture',
  whole_picture: (scale: string) => `Zoom ${scale}×: show the whole picture`,
  skipped: (seconds: string) => `${seconds} s`,
  keys: 'Space: play or pause · ← →: 5 seconds · , .: one frame · P N: previous, next · L: repeat · F: full screen · + − 0: zoom',
};

const DE: typeof EN = {
  play: 'Abspielen',
  pause: 'Pause',
  position: 'Position',
  position_of: (at, length) => `${at} von ${length}`,
  full_screen: 'Vollbild',
  leave_full_screen: 'Vollbild beenden',
  picture_in_picture: 'Bild im Bild',
  whole_picture: (scale) => `Zoom ${scale}×: ganzes Bild zeigen`,
  skipped: (seconds) => `${seconds} s`,
  keys: 'Leertaste: abspielen oder anhalten · ← →: 5 Sekunden · , .: ein Bild · P N: voriges, nächstes · L: wiederholen · F: Vollbild · + − 0: Zoom',
};

export function stageTexts({ code }: Dictionary): typeof EN {
  return code === 'de' ? DE : EN;
}
