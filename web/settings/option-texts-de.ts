import type { OptionTexts } from './option-texts-en.ts';

export const optionTextsDe: OptionTexts = {
  code: 'de',

  section: {
    folders: 'Ordner',
    processing: 'Verarbeitung',
    video: 'Video',
    cleanup: 'Aufräumen',
    printers: 'Drucker',
    system: 'System',
  },

  unit: {
    seconds: 'Sekunden',
    minutes: 'Minuten',
    days: 'Tage',
    frames: 'Bilder',
    fps: 'fps',
    pixels: 'Pixel',
  },

  choices: {
    timelapse_output_strategy: {
      same: 'Neben den Bildern',
      separate: 'Im Ausgabeordner',
      both: 'An beiden Orten',
    },
    'video.preset': { veryfast: 'Sehr schnell', faster: 'Schneller', medium: 'Mittel', slow: 'Langsam' },
    'video.deflicker': { off: 'Aus', light: 'Leicht', strong: 'Stark' },
    timelapse_share_copy: { off: 'Keine', '10mb': 'Bis 10 MB', '50mb': 'Bis 50 MB' },
    'video.steady': { off: 'Aus', auto: 'Automatisch', strong: 'Stark' },
    log_level: {
      trace: 'Alles',
      debug: 'Fehlersuche',
      info: 'Info',
      notice: 'Hinweise',
      warning: 'Warnungen',
      error: 'Fehler',
      fatal: 'Nur kritische',
    },
  },

  optional: 'optional',
  addPrinter: 'Drucker hinzufügen',
  removeEntry: (name) => `${name} entfernen`,
  newPrinter: 'Neuer Drucker',
  noTargets: 'Niemand bekommt eine Nachricht.',
  addTarget: 'Hinzufügen',
  newTarget: 'Empfänger hinzufügen',
  noPrinters: 'Keine Drucker hinzugefügt. Bekannte Drucker-Integrationen werden automatisch gefunden.',

  source: {
    default: 'Standard',
    file: 'Hier festgelegt',
    environment: 'Durch Umgebungsvariable festgelegt',
    supervisor: 'In Home Assistant festgelegt',
  },
  reset: 'Zurücksetzen',
  resetTo: (label, value) => `${label} auf ${value} zurücksetzen`,
  none: 'nichts',
  on: 'an',
  off: 'aus',
  range: (min, max) => `${min} bis ${max}`,
  engineInUse: (path) => `Verwendet: ${path}`,
  engineWhy: {
    configured: () => 'am eingestellten Pfad gefunden',
    bundled: () => 'die mitgelieferte Engine',
    bundled_instead: (configured) => `„${configured}“ gibt es nicht, daher die mitgelieferte Engine`,
    elsewhere: (configured) => `„${configured}“ gibt es nicht, diese schon`,
    engine_not_found: (configured) => `weder „${configured}“ noch die mitgelieferte Engine ist vorhanden`,
    engine_not_executable: (configured) => `„${configured}“ darf nicht ausgeführt werden`,
    not_looked_for: () => 'wurde noch nicht gesucht',
  },
  engineNone: 'Keine verwendbare Engine gefunden.',
  readOnlyAll: 'Diese Einstellungen lassen sich hier nicht ändern.',

  problem: {
    number: 'Gib eine Zahl ein.',
    whole: 'Gib eine ganze Zahl ein.',
    range: (min, max) => `Gib einen Wert von ${min} bis ${max} ein.`,
    path: 'Gib einen absoluten Pfad ein, der mit „/“ beginnt.',
    fpsOrder: 'Das liegt über der maximalen Bildrate. Senke den Wert oder erhöhe die maximale Bildrate.',
    url: 'Gib eine Adresse ein, die mit http:// oder https:// beginnt.',
    fields: (names) => `Jeder Eintrag braucht: ${names}.`,
    boolean: 'Erlaubt ist nur an oder aus.',
    choice: (choices) => `Erlaubt sind: ${choices}.`,
    target: 'Gib eine Aktion oder Entität wie notify.mobile_app_mein_handy ein.',
  },
  problemByCode: {
    invalid_value: 'Dieser Wert ist nicht erlaubt.',
    unknown_option: 'Diese Option gibt es nicht. Prüfe die Schreibweise oder entferne sie.',
    locked: 'Das lässt sich hier nicht ändern.',
    fps_order: 'Das liegt über der maximalen Bildrate. Senke den Wert oder erhöhe die maximale Bildrate.',
    output_is_source:
      'Das ist der Quellordner selbst. Wähle einen anderen Ausgabeordner oder speichere die Videos neben den Bildern.',
    archive_inside:
      'Dieser Ordner liegt im Quellordner oder im Ausgabeordner. Wähle einen anderen, auf einem Netzwerkspeicher oder einer USB-Festplatte.',
    unreadable_file:
      'options.json ist nicht lesbar. Korrigiere die Datei; bis dahin gelten die Standardwerte.',
    unreadable_environment: 'Eine Umgebungsvariable ist nicht lesbar. Korrigiere sie und starte die App neu.',
  },
  lock: {
    environment: (variables) =>
      `Die Umgebungsvariable ${variables.join(' oder ')} hat Vorrang vor dieser Option. Ändere sie dort.`,
    secret: ([option = '']) =>
      `Die Option ${option} verwendet ein !secret, das beim Speichern hier durch Klartext ersetzt würde. ` +
      'Ändere Optionen in der Konfiguration der App in Home Assistant.',
  },
  engineTitle: 'Diese Engine verwenden?',
  engineText: (path) =>
    `Die App führt ab jetzt „${path}“ für jedes Video aus. Verwende nur ein Programm, dem du vertraust.`,
  engineUse: 'Verwenden',
  problems: (count, formatted) => (count === 1 ? '1 Wert ist ungültig' : `${formatted} Werte sind ungültig`),

  unsaved: (count, formatted) =>
    count === 1 ? '1 nicht gespeicherte Änderung' : `${formatted} nicht gespeicherte Änderungen`,
  discard: 'Verwerfen',
  saved: 'Einstellungen gespeichert',
  changedElsewhere: 'Die Einstellungen wurden anderswo geändert. Deine eigenen Änderungen sind noch da.',
  leaveTitle: 'Ohne Speichern verlassen?',
  leaveText: 'Deine Änderungen an den Einstellungen gehen verloren.',
  loadError: 'Einstellungen konnten nicht geladen werden',

  testTitle: 'Konfiguration',
  test: 'Konfiguration prüfen',
  testText: 'Prüft Ordner, freien Speicherplatz, Engine und ffmpeg, auch mit nicht gespeicherten Änderungen.',
  testing: 'Wird geprüft …',
  testGood: 'Keine Probleme gefunden',
  testBad: (count, formatted) => (count === 1 ? '1 Problem gefunden' : `${formatted} Probleme gefunden`),
  testItem: {
    options: 'Optionen',
    source: 'Quellordner',
    output: 'Ausgabeordner',
    space: 'Freier Speicherplatz',
    engine: 'Engine',
    ffmpeg: 'ffmpeg',
    ffprobe: 'ffprobe',
    encoder: 'Encoder',
    media: 'Medien-Panel',
  },
  testOk: 'In Ordnung',
  testProblem: 'Handlungsbedarf',
  testFinding: {
    options_valid: () => 'Alle Optionen sind gültig.',
    source_readable: ({ path, folders }, { count }) =>
      `„${path}“ ist lesbar: ${count(folders)} Ordner darin.`,
    source_unreadable: ({ path, ...why }, { cause }) => `„${path}“ ist nicht lesbar (${cause(why)}).`,
    output_writable: ({ path }) => `„${path}“ ist beschreibbar.`,
    output_not_writable: ({ path, ...why }, { cause }) =>
      `In „${path}“ kann nicht geschrieben werden (${cause(why)}).`,
    space_enough: ({ path, free_bytes, total_bytes }, { size }) =>
      `In „${path}“ sind ${size(free_bytes)} von ${size(total_bytes)} frei.`,
    space_low: ({ path, free_bytes, total_bytes }, { size }) =>
      `In „${path}“ sind nur noch ${size(free_bytes)} von ${size(total_bytes)} frei.`,
    space_unknown: () => 'Der freie Speicherplatz lässt sich nicht ermitteln.',
    engine_configured: ({ path }) => `„${path}“ funktioniert.`,
    engine_bundled: ({ path }) => `„${path}“ funktioniert. Das ist die mitgelieferte Engine.`,
    engine_bundled_instead: ({ configured }) =>
      `„${configured}“ gibt es nicht, daher wird die mitgelieferte Engine verwendet.`,
    engine_elsewhere: ({ path, configured }) =>
      `„${configured}“ gibt es nicht, daher wird „${path}“ verwendet.`,
    engine_not_saved: ({ path }) => `„${path}“ ist ausführbar und wird erst nach dem Speichern getestet.`,
    engine_no_answer: ({ path }) => `„${path}“ antwortet nicht.`,
    engine_not_found: ({ configured }) =>
      `Weder „${configured}“ noch die mitgelieferte Engine ist vorhanden.`,
    engine_not_executable: ({ configured }) => `„${configured}“ darf nicht ausgeführt werden.`,
    engine_without_interpreter: ({ path }) =>
      `„${path}“ lässt sich nicht starten: Der in der ersten Zeile angegebene Interpreter fehlt.`,
    engine_not_startable: ({ path, ...why }, { cause }) =>
      `„${path}“ lässt sich nicht starten (${cause(why)}).`,
    engine_endless: ({ said }) => `Die mitgelieferte Engine wird nicht fertig${saying(said)}.`,
    engine_broken: ({ end, said }) =>
      `Die mitgelieferte Engine funktioniert nicht: Sie endete mit ${end}${saying(said)}.`,
    tool_runs: ({ version }) => `Version ${version}`,
    tool_missing: ({ tool }) => `Das Programm ${tool} fehlt oder lässt sich nicht starten.`,
    encoder_there: ({ encoder }) => `ffmpeg kann mit ${encoder} kodieren.`,
    encoder_missing: ({ encoder }) =>
      `ffmpeg lässt sich nicht starten oder kann nicht mit ${encoder} kodieren.`,
    media_none: () => 'Außerhalb von Home Assistant gibt es kein Medien-Panel.',
    media_unwanted: () => 'Das Anzeigen im Medien-Panel ist deaktiviert.',
    media_direct: () => 'Die Videos liegen direkt im Ordner des Medien-Panels.',
    media_linked: () => 'Die Videos sind im Medien-Panel unter „timelapses“.',
    media_elsewhere: () =>
      '„/media/timelapses“ führt zu einem anderen Ziel. Die Videos sind nicht im Medien-Panel.',
    media_missing: () => 'Die Verknüpfung „/media/timelapses“ fehlt. Die Videos sind nicht im Medien-Panel.',
  },
  testRemedy: {
    options: 'Korrigiere die genannten Werte.',
    source: 'Prüfe Quellordner, Freigabe und Leserechte der App.',
    output: 'Prüfe Ausgabeordner, Freigabe und Schreibrechte der App.',
    space: 'Lösche alte Videos oder wähle einen anderen Ausgabeordner.',
    engine: 'Korrigiere den Pfad der Engine oder mache die Datei ausführbar.',
    ffmpeg: 'Installiere ffmpeg mit der Paketverwaltung des Systems.',
    ffprobe: 'Installiere ffmpeg mit der Paketverwaltung des Systems.',
    encoder: 'Installiere ein ffmpeg mit libx264; bei den üblichen Systemen ist es enthalten.',
    media: 'Prüfe, ob die App nach „/media“ schreiben darf und dort nichts anderes „timelapses“ heißt.',
    space_unknown: 'Prüfe Ausgabeordner und Freigabe.',
    engine_endless: 'Installiere die App neu.',
    engine_broken: 'Installiere die App neu.',
  },

  browse: 'Durchsuchen',
  browseFor: (label) => `${label} durchsuchen`,
  pickerTitle: 'Ordner wählen',
  pickerRoots: 'Alle Orte',
  pickerUp: 'Nach oben',
  pickerEmpty: 'Keine Ordner vorhanden.',
  pickerChoose: 'Diesen Ordner wählen',
  pickerProblem: {
    no_answer: (path) => `„${path}“ antwortet nicht. Prüfe die Freigabe.`,
    outside: (path) => `„${path}“ liegt außerhalb der Ordner, die gewählt werden können.`,
    no_permission: (path) => `Die App darf „${path}“ nicht lesen. Prüfe ihre Leserechte.`,
    too_long: () => 'Der Pfad ist zu lang.',
    no_folder: (path) => `„${path}“ gibt es nicht oder ist kein Ordner. Wähle einen aus der Liste.`,
  },
  pickerOpen: (name) => `${name} öffnen`,
  pickerPictures: (count, formatted) => (count === 1 ? '1 Bild' : `${formatted} Bilder`),
};

function saying(said: string): string {
  return said === '' ? '' : ` und schrieb „${said}“`;
}
