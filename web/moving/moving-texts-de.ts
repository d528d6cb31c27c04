import type { MovingTexts } from './moving-texts-en.ts';

export const movingTextsDe: MovingTexts = {
  title: 'Videos für Aktionen von Home Assistant erreichbar machen',
  why: (from) => `Aktionen wie Telegram oder Google Fotos können Videos in „${from}“ nicht lesen.`,
  what: (to) =>
    `Alle Videos werden nach „${to}“ verschoben, neue werden dort gespeichert. Sonst ändert sich nichts, und du kannst sie währenddessen ansehen.`,
  move: 'Videos verschieben',
  later: 'Nicht jetzt',
  cannot: (reason) =>
    `Die Videos lassen sich nicht in den Medienordner von Home Assistant verschieben: ${reason}.`,
  moving: 'Videos werden verschoben',
  videos: (done, total) => `${done} von ${total} Videos verschoben`,
  bytes: (done, total) => `${done} von ${total}`,
  stopped: (reason) => `Das Verschieben der Videos ist stehen geblieben: ${reason}.`,
  free: (size, to) => `Gib in „${to}“ ${size} frei.`,
  goesOn: 'Die App versucht es jede Minute erneut. Bis dahin lassen sich alle Videos ansehen.',
  done: (to) => `Die Videos liegen in „${to}“ und sind für Aktionen von Home Assistant erreichbar.`,
  missing: (count, shown) =>
    count === 1
      ? 'Ein Video wurde nicht gefunden. Es folgt, sobald es wieder da ist.'
      : `${shown} Videos wurden nicht gefunden. Sie folgen, sobald sie wieder da sind.`,
};
