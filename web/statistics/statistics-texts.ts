import type { Dictionary } from '../i18n/en.ts';

const EN = {
  error: 'Could not load the statistics',
  nothing: { title: 'Nothing to count yet', text: 'Come back when the first prints and videos are there.' },
  prints: 'Prints',
  printed: 'Printed for',
  succeeded: 'Succeeded',
  videos: 'Videos',
  videoLength: 'Video in all',
  pictures: 'Pictures',
  byMonth: 'Prints by month',
  completed: 'Succeeded',
  failed: 'Failed',
  cancelled: 'Cancelled',
  other: 'Not known',
  byPrinter: 'Printers',
  noPrinter: 'Printer not known',
  printCount: (count: number, text: string) => (count === 1 ? '1 print' : `${text} prints`),
  videoCount: (count: number, text: string) => (count === 1 ? '1 video' : `${text} videos`),
  rate: (percent: string) => `${percent} succeeded`,
  renders: 'Time to make a video',
  rendersText: (seconds: string) => `Half of the last videos took less than ${seconds} s for each picture`,
  storage: 'Storage',
  storageText: (used: string) => `${used} of videos and pictures`,
  free: (free: string) => `${free} free`,
  full: (days: number, text: string) => `full in about ${text} ${days === 1 ? 'day' : 'days'}`,
  watched: 'Watched most',
  watchedText: 'Counted in this panel only.',
  times: (count: number, text: string) => (count === 1 ? 'Once' : `${text} times`),
  monthText: (month: string, prints: string, completed: string) =>
    `${month}: ${prints}, ${completed} of them succeeded`,
};

const DE: typeof EN = {
  error: 'Die Statistik ließ sich nicht laden',
  nothing: {
    title: 'Noch nichts zu zählen',
    text: 'Komm wieder, sobald es die ersten Drucke und Videos gibt.',
  },
  prints: 'Drucke',
  printed: 'Gedruckt',
  succeeded: 'Gelungen',
  videos: 'Videos',
  videoLength: 'Video insgesamt',
  pictures: 'Bilder',
  byMonth: 'Drucke nach Monaten',
  completed: 'Gelungen',
  failed: 'Fehlgeschlagen',
  cancelled: 'Abgebrochen',
  other: 'Nicht bekannt',
  byPrinter: 'Drucker',
  noPrinter: 'Drucker nicht bekannt',
  printCount: (count, text) => (count === 1 ? '1 Druck' : `${text} Drucke`),
  videoCount: (count, text) => (count === 1 ? '1 Video' : `${text} Videos`),
  rate: (percent) => `${percent} gelungen`,
  renders: 'Zeit für ein Video',
  rendersText: (seconds) => `Die Hälfte der letzten Videos brauchte weniger als ${seconds} s pro Bild`,
  storage: 'Speicher',
  storageText: (used) => `${used} Videos und Bilder`,
  free: (free) => `${free} frei`,
  full: (days, text) => `voll in etwa ${text} ${days === 1 ? 'Tag' : 'Tagen'}`,
  watched: 'Am meisten angesehen',
  watchedText: 'Nur hier im Panel gezählt.',
  times: (count, text) => (count === 1 ? 'Einmal' : `${text}-mal`),
  monthText: (month, prints, completed) => `${month}: ${prints}, davon ${completed} gelungen`,
};

export type StatisticsTexts = typeof EN;

export function statisticsTexts(texts: Dictionary): StatisticsTexts {
  return texts.code === 'de' ? DE : EN;
}
