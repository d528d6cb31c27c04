import { captureProblemsDe } from '../i18n/capture-problems-de.ts';
import type { CaptureTexts } from './capture-texts-en.ts';

export const captureTextsDe: CaptureTexts = {
  running: 'Laufende Aufnahmen',
  state: {
    starting: 'Wartet auf den Beginn des Drucks',
    capturing: 'Aufnahme läuft',
    holding: 'Der Druck ist pausiert',
    finishing: 'Nimmt die letzten Bilder auf',
    closed: 'Beendet',
  },
  noPictures: 'Zurzeit keine Bilder',
  pictures: (count, formatted) =>
    count === 0 ? 'Wartet auf das erste Bild' : count === 1 ? '1 Bild' : `${formatted} Bilder`,
  every: (time) => `alle ${time}`,
  eachLayer: 'nach Schichten',
  layer: (layer, layers) => (layers === null ? `Schicht ${layer}` : `Schicht ${layer} von ${layers}`),
  printProgress: (name) => `Fortschritt des Drucks ${name}`,
  latest: (age) => `zuletzt ${age}`,
  stop: 'Stopp',
  stopped: (name, count, formatted) =>
    count === 0
      ? `„${name}“ ohne Bild gestoppt`
      : `„${name}“ mit ${count === 1 ? '1 Bild' : `${formatted} Bildern`} gestoppt`,
  problem: captureProblemsDe,
  remedy: {
    no_answer: 'Prüfe, ob die Kamera eingeschaltet und erreichbar ist.',
    http_error: 'Prüfe die Kamera, ihre Adresse und, falls nötig, ihr Passwort.',
    empty: 'Prüfe die Kamera oder starte sie neu.',
    no_picture: 'Prüfe, ob die Adresse die für ein einzelnes Bild ist.',
    other_size: 'Stelle die Kamera auf die vorige Größe zurück, oder stoppe und starte neu mit der neuen.',
    flat: 'Prüfe das Licht und ob etwas das Objektiv verdeckt.',
    same: 'Prüfe die Kamera oder starte sie neu.',
    folder: 'Prüfe den Quellordner und seine Freigabe.',
    disk_full: 'Gib Speicherplatz frei, zum Beispiel mit „Aufräumen“.',
    no_process: 'Beende andere Apps auf diesem Gerät, oder starte es neu.',
  },
  keepsTrying: 'Die App versucht es weiter.',

  title: 'Bilder aufnehmen',
  intro: 'Die App nimmt immer wieder ein Bild auf, bis du auf „Stopp“ drückst. Dann erstellt sie das Video.',
  name: 'Name',
  defaultName: 'Zeitraffer',
  camera: 'Kamera',
  chooseCamera: 'Kamera auswählen',
  byAddress: 'Andere Kamera, über ihre Adresse',
  address: 'Adresse der Kamera',
  addressHint: 'Wo die Kamera ihr aktuelles Bild zeigt, zum Beispiel http://192.168.1.20/snapshot.jpg',
  interval: 'Zeit zwischen zwei Bildern',
  seconds: 'Sekunden',
  perHour: (count, formatted) => (count === 1 ? '1 Bild pro Stunde' : `${formatted} Bilder pro Stunde`),
  more: 'Mehr',
  most: 'Höchstzahl der Bilder',
  mostHint: 'Ist sie erreicht, wird jedes zweite Bild gelöscht und der Abstand verdoppelt.',
  begin: 'Starten',
  started: (name) => `Aufnahme „${name}“ läuft`,

  invalid: {
    name: () => 'Gib einen Namen mit höchstens 200 Zeichen ein.',
    camera: () => 'Wähle eine Kamera aus.',
    still_image_url: () => 'Gib eine Adresse ein, die mit http:// oder https:// beginnt.',
    interval_seconds: (min, max) => `Gib einen Wert von ${min} bis ${max} ein.`,
    max_pictures: (min, max) => `Gib eine ganze Zahl von ${min} bis ${max} ein.`,
  },
};
