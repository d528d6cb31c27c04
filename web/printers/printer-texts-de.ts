import type { PrinterTexts } from './printer-texts-en.ts';

export const printerTextsDe: PrinterTexts = {
  loadError: 'Drucker konnten nicht geladen werden',
  away: 'Zurzeit in Home Assistant nicht verfügbar',
  idle: 'Druckt nicht',
  doing: {
    printing: (print) => `Druckt „${print}“`,
    preparing: (print) => `Bereitet „${print}“ vor`,
    holding: (print) => `Pausiert: „${print}“`,
    unknown: (print) => `Druckt „${print}“`,
  },

  take: 'Bilder aufnehmen',
  needsCamera: 'Wähle zuerst eine Kamera aus.',
  noneChosen: 'Es ist keine Kamera ausgewählt, daher werden keine Bilder aufgenommen.',
  notSaved: (reason) => `Nicht gespeichert. ${reason}`,

  camera: 'Kamera',
  cameraNumber: (number) => `Kamera ${number}`,
  chooseCamera: 'Kamera auswählen',
  addCamera: 'Kamera hinzufügen',
  removeCamera: (camera) => `${camera} entfernen`,
  several: 'Jede Kamera ergibt einen eigenen Ordner und ein eigenes Video, alle mit demselben Druckauftrag.',
  noCameras:
    'Home Assistant kennt keine Kamera. Füge dort eine hinzu oder verwende eine Kamera über ihre Adresse:',
  foreign: (entity) => `${entity} (nicht in Home Assistant gefunden)`,

  testPicture: 'Testbild aufnehmen',
  testAgain: 'Neues Testbild aufnehmen',
  testing: 'Testbild wird aufgenommen …',
  shows: (camera) => `Was ${camera} zeigt`,
  pixels: (width, height) => `${width} × ${height} Pixel`,
  took: (seconds) => `in ${seconds} s`,
  notKept: 'So ein Bild würde nicht behalten.',
  testFailed: 'Kein Testbild',

  more: 'Mehr',
  savedAtOnce: 'Änderungen werden sofort gespeichert.',
  saving: 'Wird gespeichert …',
  saved: 'Gespeichert',
  fromNextPrint: 'Sie gelten ab dem nächsten Druck.',
  option: {
    capture_enabled: { label: 'Bilder aufnehmen', hint: '' },
    cameras: { label: 'Kamera', hint: '' },
    mode: { label: 'Nach Zeit oder Schichten', hint: '' },
    interval_seconds: { label: 'Sekunden zwischen zwei Bildern', hint: '' },
    max_pictures: {
      label: 'Höchstzahl der Bilder pro Druck',
      hint: 'Ist sie erreicht, wird jedes zweite Bild gelöscht und der Abstand verdoppelt.',
    },
    layer_step: { label: 'Alle wie viele Schichten', hint: '1 = ein Bild von jeder Schicht' },
    delay_ms: { label: 'Wartezeit nach dem Schichtwechsel', hint: '' },
    light_entity: {
      label: 'Licht',
      hint: 'Wird für Bilder eingeschaltet und danach zurückgestellt. Leer = keines.',
    },
    light_seconds: { label: 'Wartezeit nach dem Einschalten', hint: '' },
    light_only_when_dark: { label: 'Licht nur im Dunkeln', hint: 'Erst wenn ein Bild dunkel war.' },
    linger_seconds: { label: 'Nach dem Ende weiter aufnehmen', hint: 'Für das fertige Teil.' },
    when_failed: { label: 'Nach einem fehlgeschlagenen Druck', hint: '' },
    when_cancelled: { label: 'Nach einem abgebrochenen Druck', hint: '' },
    own_videos: {
      label: 'Eigene Videos des Druckers',
      hint: 'Werden nach jedem Druck in die Galerie geholt.',
    },
  },
  seconds: 'Sekunden',
  mode: { interval: 'Nach Zeit', layer: 'Nach Schichten' },
  noLayers: 'Nach Schichten ist nicht möglich: Der Drucker meldet Home Assistant keine Schichten.',
  outcome: {
    render: 'Video erstellen',
    keep: 'Bilder behalten, kein Video erstellen',
    delete: 'Bilder löschen',
  },
  invalid: {
    number: (min, max) => `Gib einen Wert von ${min} bis ${max} ein.`,
    whole: (min, max) => `Gib eine ganze Zahl von ${min} bis ${max} ein.`,
    light: 'Gib ein light.… oder switch.… aus Home Assistant ein.',
    other: 'Dieser Wert wird nicht angenommen.',
  },

  start: 'Jetzt starten',
  standAlone: {
    title: 'Drucker kommen aus Home Assistant',
    text: 'Ohne Home Assistant sieht die App nicht, wann ein Drucker druckt. Starte und stoppe stattdessen von Hand, mit jeder Kamera, die eine Adresse hat.',
  },
  homeAway: {
    title: 'Home Assistant ist nicht verbunden',
    text: 'Sobald es verbunden ist, erscheinen hier die Drucker. Bis dahin kannst du von Hand starten, mit einer Kamera, die eine Adresse hat.',
  },
  none: {
    title: 'Kein Drucker gefunden',
    text: 'Füge deinen Drucker in Home Assistant hinzu (Bambu Lab, Creality, Elegoo, Moonraker, OctoPrint oder PrusaLink) oder trage ihn in den Einstellungen ein. Du kannst auch von Hand starten und stoppen, mit jeder Kamera.',
  },
  missing: 'Ein Drucker fehlt? Füge ihn in Home Assistant hinzu oder trage ihn in den Einstellungen ein.',
};
