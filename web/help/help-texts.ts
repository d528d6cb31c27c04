import type { Dictionary } from '../i18n/en.ts';

const EN = {
  card: 'Card with the focus',
  move: 'From card to card',
  ends: 'To the first or last card',
  go_to_date: 'Go to a date',
  commands: 'All commands',
  play: 'Play',
  touch: 'Select or deselect',
  pin: 'Pin or unpin',
  edit: 'Edit',
  remove: 'Delete',
  picture_in_picture: 'Picture in picture',
  zoom: 'Zoom in, out, whole picture',
  home: 'Home',
  end: 'End',
  enter: 'Enter',
  del: 'Delete',
};

const DE: typeof EN = {
  card: 'Karte mit dem Fokus',
  move: 'Von Karte zu Karte',
  ends: 'Zur ersten oder letzten Karte',
  go_to_date: 'Zu einem Datum springen',
  commands: 'Alle Befehle',
  play: 'Abspielen',
  touch: 'Aus- oder abwählen',
  pin: 'Anheften oder nicht mehr anheften',
  edit: 'Bearbeiten',
  remove: 'Löschen',
  picture_in_picture: 'Bild im Bild',
  zoom: 'Hinein-, herauszoomen, ganzes Bild',
  home: 'Pos1',
  end: 'Ende',
  enter: 'Eingabe',
  del: 'Entf',
};

/** Keys that came later than the rest. */
export function helpTexts({ code }: Dictionary): typeof EN {
  return code === 'de' ? DE : EN;
}
