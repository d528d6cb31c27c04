import type { OptionTexts } from './option-texts-en.ts';

/** The settings in German. */
export const optionTextsDe: OptionTexts = {
  section: {
    folders: 'Ordner',
    processing: 'Verarbeitung',
    video: 'Video',
    cleanup: 'Aufräumen',
    printers: 'Drucker',
    system: 'System',
    other: 'Weiteres',
  },

  option: {
    timelapse_enabled: {
      label: 'Auf Bilder achten',
      help: 'Nach Bildern suchen und Videos erzeugen; aus = die Galerie geht weiterhin.',
    },
    timelapse_source_folder: {
      label: 'Quellordner',
      help: 'Ordner, dessen Unterordner die Bilder enthalten.',
    },
    timelapse_output_folder: { label: 'Ausgabeordner', help: 'Ordner, in den die Videos kommen.' },
    timelapse_output_strategy: {
      label: 'Wohin die Videos kommen',
      help: 'Wo ein fertiges Video abgelegt wird.',
      choices: { same: 'Zu den Bildern', separate: 'In den Ausgabeordner', both: 'An beide Orte' },
    },
    timelapse_auto_process_timeout: {
      label: 'Ruhezeit',
      help: 'Zeit nach dem neuesten Bild, bis das Video erzeugt wird; 0 = nur von Hand.',
      unit: 'Sekunden',
    },
    timelapse_cleanup_age_days: {
      label: 'Alter zum Aufräumen',
      help: 'Ab diesem Alter wird ein Video zum Löschen vorgeschlagen.',
      unit: 'Tage',
    },
    timelapse_flickerfree_path: {
      label: 'Engine',
      help: 'Das Programm, aufgerufen als do_timelapse.sh <Quellordner> <Ausgabe.mp4>.',
    },
    timelapse_processing_timeout: {
      label: 'Zeitgrenze je Video',
      help: 'So lange darf das Erzeugen eines Videos dauern.',
      unit: 'Minuten',
    },
    timelapse_scan_interval: {
      label: 'Abstand der Suche',
      help: 'Zeit zwischen zwei Blicken in den Quellordner.',
      unit: 'Sekunden',
    },
    timelapse_show_in_media: {
      label: 'Im Medien-Panel von Home Assistant zeigen',
      help: 'Verknüpft den Ausgabeordner nach /media/timelapses.',
    },
    'video.target_seconds': {
      label: 'Länge',
      help: 'Länge eines Videos, erreicht durch Wahl der Bildrate; 0 = immer die feste Bildrate.',
      unit: 'Sekunden',
    },
    'video.fps': { label: 'Bildrate', help: 'Bilder je Sekunde, wenn die Länge 0 ist.', unit: 'fps' },
    'video.min_fps': {
      label: 'Niedrigste Bildrate',
      help: 'Darunter geht die Bildrate auch für die Länge nicht.',
      unit: 'fps',
    },
    'video.max_fps': {
      label: 'Höchste Bildrate',
      help: 'Darüber geht die Bildrate auch für die Länge nicht.',
      unit: 'fps',
    },
    'video.max_height': {
      label: 'Größte Höhe',
      help: 'Höhere Bilder werden auf diese Höhe verkleinert.',
      unit: 'Pixel',
    },
    'video.quality': { label: 'Qualität', help: 'x264 crf: kleiner ist besser und größer auf der Platte.' },
    'video.preset': {
      label: 'Encoder-Voreinstellung',
      help: 'Langsamer macht kleinere Dateien.',
      choices: { veryfast: 'Sehr schnell', faster: 'Schneller', medium: 'Mittel', slow: 'Langsam' },
    },
    'video.hold_last_frame_seconds': {
      label: 'Letztes Bild halten',
      help: 'So lange bleibt das letzte Bild stehen.',
      unit: 'Sekunden',
    },
    'video.deflicker': {
      label: 'Flackern entfernen',
      help: 'Wie viel Flackern entfernt wird.',
      choices: { off: 'Aus', light: 'Leicht', strong: 'Stark' },
    },
    printers: {
      label: 'Benannte Drucker',
      help: 'Nur für Drucker, die nicht von selbst gefunden werden.',
    },
    printernizer_url: {
      label: 'Printernizer-Server',
      help: 'Von diesem Server werden Druckaufträge gelesen.',
    },
    min_frames: {
      label: 'Mindestzahl an Bildern',
      help: 'Aus weniger Bildern entsteht nicht von selbst ein Video.',
      unit: 'Bilder',
    },
    pause_while_printing: {
      label: 'Während des Druckens warten',
      help: 'Kein Video erzeugen, solange ein bekannter Drucker druckt.',
    },
    non_admins_may_change: {
      label: 'Alle Benutzer dürfen ändern',
      help: 'Dürfen Benutzer, die keine Administratoren sind, löschen, starten und Einstellungen ändern.',
    },
    log_level: {
      label: 'Protokollstufe',
      help: 'Wie viel ins Protokoll geschrieben wird.',
      choices: {
        trace: 'Alles',
        debug: 'Fehlersuche',
        info: 'Info',
        notice: 'Hinweise',
        warning: 'Warnungen',
        error: 'Fehler',
        fatal: 'Nur Schwerstes',
      },
    },
  },

  field: {
    name: 'Name',
    status_entity: 'Status-Entität',
    file_entity: 'Datei-Entität',
    camera_entity: 'Kamera-Entität',
  },
  fieldHelp: {
    name: 'Name des Druckers',
    status_entity: 'Entität, deren Zustand sagt, ob gedruckt wird',
    file_entity: 'Entität, deren Zustand die gedruckte Datei ist',
    camera_entity: 'Kamera, die auf den Drucker blickt',
  },
  optional: 'optional',
  addPrinter: 'Drucker hinzufügen',
  removePrinter: (name) => `${name} entfernen`,
  newPrinter: 'Neuer Drucker',
  noPrinters: 'Keine Drucker genannt. Bekannte Drucker-Integrationen werden von selbst gefunden.',

  source: {
    default: 'Standard',
    file: 'Hier gesetzt',
    environment: 'Von der Umgebung gesetzt',
    supervisor: 'In Home Assistant gesetzt',
  },
  reset: 'Zurücksetzen',
  resetTo: (label, value) => `${label} auf ${value} zurücksetzen`,
  none: 'nichts',
  on: 'an',
  off: 'aus',
  range: (min, max) => `${min} bis ${max}`,
  engineInUse: (path) => `In Gebrauch: ${path}`,
  engineWhy: {
    configured: () => 'am eingestellten Pfad',
    bundled: () => 'die mitgelieferte Engine',
    bundled_instead: (configured) => `„${configured}“ gibt es nicht, daher die mitgelieferte Engine`,
    elsewhere: (configured) => `„${configured}“ gibt es nicht, diese schon`,
    engine_not_found: (configured) => `weder „${configured}“ noch die mitgelieferte Engine ist vorhanden`,
    engine_not_executable: (configured) => `„${configured}“ darf nicht ausgeführt werden`,
    not_looked_for: () => 'noch nicht gesucht',
  },
  engineNone: 'Keine Engine ist benutzbar.',
  readOnlyAll: 'Diese Einstellungen lassen sich hier nicht ändern.',

  problem: {
    number: 'Hier muss eine Zahl stehen.',
    whole: 'Hier muss eine ganze Zahl stehen.',
    range: (min, max) => `Erlaubt ist ${min} bis ${max}.`,
    path: 'Hier muss ein absoluter Pfad stehen, beginnend mit „/“.',
    url: 'Hier muss eine Adresse stehen, beginnend mit http:// oder https://.',
    fields: (names) => `Jeder Eintrag braucht: ${names}.`,
    boolean: 'Das ist entweder an oder aus.',
    choice: (choices) => `Erlaubt ist eines von: ${choices}.`,
  },
  problemByCode: {
    invalid_value: 'Dieser Wert ist nicht erlaubt.',
    unknown_option: 'Diese Option gibt es nicht. Schreibweise berichtigen oder sie entfernen.',
    locked: 'Das lässt sich hier nicht ändern.',
    fps_order:
      'Das ist mehr als die höchste Bildrate. Die niedrigste Bildrate senken oder die höchste erhöhen.',
    output_is_source:
      'Das ist der Quellordner selbst. Einen anderen Ausgabeordner wählen, oder die Videos zu den Bildern legen.',
    unreadable_file: 'options.json ist nicht lesbar. Die Datei berichtigen; bis dahin gilt der Standard.',
    unreadable_environment: 'Eine Umgebungsvariable ist nicht lesbar. Sie berichtigen und neu starten.',
  },
  lock: {
    environment: (variables) =>
      `Die Umgebungsvariable ${variables.join(' oder ')} setzt das und würde beim nächsten Start wieder gewinnen: dort ändern.`,
    secret: ([option = '']) =>
      `Die Option ${option} enthält ein !secret, das beim Speichern von hier aus ausgeschrieben würde. ` +
      'Optionen auf der Optionen-Seite der App in Home Assistant ändern.',
  },
  problems: (count, formatted) => (count === 1 ? '1 Wert ist ungültig' : `${formatted} Werte sind ungültig`),

  unsaved: (count, formatted) =>
    count === 1 ? '1 Änderung nicht gespeichert' : `${formatted} Änderungen nicht gespeichert`,
  discard: 'Verwerfen',
  saved: 'Einstellungen gespeichert',
  changedElsewhere: 'Die Einstellungen wurden anderswo geändert; deine Änderungen sind noch da.',
  leaveTitle: 'Ohne Speichern verlassen?',
  leaveText: 'Deine Änderungen an den Einstellungen gehen verloren.',
  loadError: 'Die Einstellungen konnten nicht geladen werden',

  testTitle: 'Konfiguration',
  test: 'Konfiguration prüfen',
  testText: 'Prüft Ordner, freien Platz, Engine und ffmpeg, mit den Änderungen hier.',
  testing: 'Wird geprüft …',
  testGood: 'Alles ist, wie es sein soll',
  testBad: (count, formatted) =>
    count === 1 ? '1 Punkt braucht einen Blick' : `${formatted} Punkte brauchen einen Blick`,
  testItem: {
    options: 'Optionen',
    source: 'Quellordner',
    output: 'Ausgabeordner',
    space: 'Freier Platz',
    engine: 'Engine',
    ffmpeg: 'ffmpeg',
    ffprobe: 'ffprobe',
    encoder: 'Encoder',
    media: 'Medien-Panel',
  },
  testOk: 'In Ordnung',
  testProblem: 'Braucht einen Blick',
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
    space_unknown: () => 'Der freie Platz lässt sich nicht feststellen.',
    engine_configured: ({ path }) => `„${path}“ läuft.`,
    engine_bundled: ({ path }) => `„${path}“ läuft; das ist die mitgelieferte Engine.`,
    engine_bundled_instead: ({ configured }) =>
      `„${configured}“ gibt es nicht, daher wird die mitgelieferte Engine benutzt.`,
    engine_elsewhere: ({ path, configured }) =>
      `„${configured}“ gibt es nicht, daher wird „${path}“ benutzt.`,
    engine_no_answer: ({ path }) => `„${path}“ gibt keine Antwort.`,
    engine_not_found: ({ configured }) =>
      `Weder „${configured}“ noch die mitgelieferte Engine ist vorhanden.`,
    engine_not_executable: ({ configured }) => `„${configured}“ darf nicht ausgeführt werden.`,
    engine_without_interpreter: ({ path }) =>
      `„${path}“ lässt sich nicht starten: Das Programm aus der ersten Zeile fehlt.`,
    engine_not_startable: ({ path, ...why }, { cause }) =>
      `„${path}“ lässt sich nicht starten (${cause(why)}).`,
    engine_endless: ({ said }) => `Die mitgelieferte Engine kommt zu keinem Ende${saying(said)}.`,
    engine_broken: ({ end, said }) =>
      `Die mitgelieferte Engine läuft nicht: Sie endete mit ${end}${saying(said)}.`,
    tool_runs: ({ version }) => `Version ${version}`,
    tool_missing: ({ tool }) => `Das Programm ${tool} fehlt oder läuft nicht.`,
    encoder_there: ({ encoder }) => `ffmpeg kann mit ${encoder} kodieren.`,
    encoder_missing: ({ encoder }) => `ffmpeg läuft nicht oder kann nicht mit ${encoder} kodieren.`,
    media_none: () => 'Außerhalb von Home Assistant gibt es kein Medien-Panel.',
    media_unwanted: () => 'Die Videos werden nicht ins Medien-Panel verknüpft: Das ist abgeschaltet.',
    media_direct: () => 'Die Videos liegen im Ordner des Medien-Panels selbst.',
    media_linked: () => 'Die Videos sind im Medien-Panel unter „timelapses“.',
    media_elsewhere: () => '„/media/timelapses“ führt woandershin. Die Videos sind nicht im Medien-Panel.',
    media_missing: () => 'Die Verknüpfung „/media/timelapses“ fehlt. Die Videos sind nicht im Medien-Panel.',
  },
  testRemedy: {
    options: 'Die genannten Werte berichtigen.',
    source: 'Prüfe Quellordner, Freigabe und Leserechte der App.',
    output: 'Prüfe Ausgabeordner, Freigabe und Schreibrechte der App.',
    space: 'Alte Videos aufräumen oder einen anderen Ausgabeordner wählen.',
    engine: 'Pfad der Engine berichtigen oder die Datei ausführbar machen.',
    ffmpeg: 'ffmpeg mit der Paketverwaltung des Systems installieren.',
    ffprobe: 'ffmpeg mit der Paketverwaltung des Systems installieren.',
    encoder: 'Ein ffmpeg mit libx264 installieren; die üblichen Systeme haben es.',
    media: 'Prüfe, ob die App nach „/media“ schreiben darf und dort nichts anderes „timelapses“ heißt.',
    space_unknown: 'Prüfe Ausgabeordner und Freigabe.',
    engine_endless: 'Die App neu installieren.',
    engine_broken: 'Die App neu installieren.',
  },

  browse: 'Durchsuchen',
  browseFor: (label) => `${label} durchsuchen`,
  pickerTitle: 'Ordner wählen',
  pickerRoots: 'Alle Orte',
  pickerUp: 'Nach oben',
  pickerEmpty: 'Hier sind keine Ordner.',
  pickerChoose: 'Diesen Ordner wählen',
  pickerProblem: {
    no_answer: (path) => `„${path}“ gibt keine Antwort. Prüfe seine Freigabe.`,
    outside: (path) => `„${path}“ liegt außerhalb der Ordner, die gewählt werden können.`,
    no_permission: (path) => `„${path}“ darf die App nicht lesen. Prüfe ihre Leserechte.`,
    too_long: () => 'Der Pfad ist zu lang.',
    no_folder: (path) => `„${path}“ gibt es nicht, oder es ist kein Ordner. Wähle einen aus der Liste.`,
  },
  pickerOpen: (name) => `${name} öffnen`,
  pickerPictures: (count, formatted) => (count === 1 ? '1 Bild' : `${formatted} Bilder`),
};

/** What a program wrote before its end, as it wrote it. */
function saying(said: string): string {
  return said === '' ? '' : ` und schrieb „${said}“`;
}
