import type { Dictionary } from '../i18n/en.ts';

const EN = {
  date_title: 'Go to a date',
  date: 'Date',
  go: 'Go',
  palette: 'Commands',
  palette_hint: 'Search for an action, a view or a video',
  palette_none: 'Nothing found.',
  gallery: 'Gallery',
  show: (what: string) => `Show: ${what}`,
  sort: (what: string) => `Sort: ${what}`,
  watch: (title: string) => `Watch: ${title}`,
  go_to_date: 'Go to a date',
};

const DE: typeof EN = {
  date_title: 'Zu einem Datum springen',
  date: 'Datum',
  go: 'Springen',
  palette: 'Befehle',
  palette_hint: 'Aktion, Ansicht oder Video suchen',
  palette_none: 'Nichts gefunden.',
  gallery: 'Galerie',
  show: (what) => `Anzeigen: ${what}`,
  sort: (what) => `Sortieren: ${what}`,
  watch: (title) => `Ansehen: ${title}`,
  go_to_date: 'Zu einem Datum springen',
};

export function keyTexts({ code }: Dictionary): typeof EN {
  return code === 'de' ? DE : EN;
}
