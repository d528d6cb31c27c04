import type { CaptureProblemCode } from '../contract.ts';

/** What keeps a capture from taking pictures, without a full stop. */
export const captureProblemsDe: Record<CaptureProblemCode, string> = {
  no_answer: 'Die Kamera antwortet nicht',
  http_error: 'Die Kamera antwortet mit einem Fehler',
  empty: 'Die Kamera sendet nichts',
  no_picture: 'Die Kamera sendet kein Bild',
  other_size: 'Die Kamera sendet Bilder in einer anderen Größe',
  flat: 'Auf den Bildern ist nichts zu sehen',
  same: 'Die Kamera sendet immer dasselbe Bild',
  folder: 'Die Bilder können nicht gespeichert werden',
  disk_full: 'Für die Bilder ist kein Speicherplatz mehr frei',
  no_process: 'Das System kann keine Prozesse mehr starten oder keine Dateien mehr öffnen',
};

/** What helps, where there is room for one sentence. */
export function captureRemedyDe(problem: CaptureProblemCode): string {
  switch (problem) {
    case 'folder':
      return 'Prüfe den Quellordner und seine Freigabe.';
    case 'disk_full':
      return 'Gib Speicherplatz frei, zum Beispiel mit „Aufräumen“.';
    case 'no_process':
      return 'Beende andere Apps auf diesem Gerät, oder starte es neu.';
    default:
      return 'Prüfe die Kamera.';
  }
}
