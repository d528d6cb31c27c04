import type { RefusalCode, WireNotice, WireOptionProblem } from '../contract.ts';
import { captureProblemsDe, captureRemedyDe } from './capture-problems-de.ts';
import type { WholeDictionary } from './whole-dictionary.ts';

export const de: WholeDictionary = {
  code: 'de',

  app_title: 'Zeitraffer',
  loading: 'Zeitraffer werden geladen …',
  wait: 'Wird geladen …',
  menu: 'Menü',
  close: 'Schließen',
  cancel: 'Abbrechen',
  try_again: 'Erneut versuchen',
  reload: 'Neu laden',
  updated: 'Die App wurde aktualisiert. Lade die Seite neu, um fortzufahren.',

  status: {
    discovered: 'Entdeckt',
    pending: 'Wartet',
    processing: 'In Arbeit',
    completed: 'Fertig',
    failed: 'Fehlgeschlagen',
  },

  action: {
    play: 'Abspielen',
    process: 'Jetzt starten',
    retry: 'Erneut versuchen',
    render_again: 'Neu rendern',
    cancel: 'Abbrechen',
    pin: 'Anheften',
    download: 'Herunterladen',
    share: 'Teilen',
    recipe: 'Bearbeiten',
    edit: 'Titel und Notizen',
    link: 'Druckauftrag',
    archive: 'Archivieren',
    unarchive: 'Zurückholen',
    log: 'Protokoll',
    delete: 'Löschen',
  },
  action_for: (action, title) => `${action}: ${title}`,
  open_player: (title) => `${title} ansehen`,
  view_only: 'Du kannst alles ansehen, aber nur Administratoren können etwas ändern.',
  unpin: 'Nicht mehr anheften',
  pinned: 'Angeheftet',
  more: (title) => `Weitere Aktionen für ${title}`,

  starts_in: 'Startet in',
  starts_now: 'Startet jeden Moment',
  starts_by_hand: 'Nur manueller Start',
  is_captured: 'Aufnahme läuft',
  queue_place: (place) => `Platz ${place} in der Warteschlange`,
  queue_next: 'Als Nächstes an der Reihe',
  queue_held: 'Wartet: Warteschlange pausiert',
  second_try: (reason) => `Wird automatisch wiederholt: ${reason}`,
  time_left: (time) => `noch ${time}`,
  percent: (value) => `${value} %`,
  progress_of: (title) => `Fortschritt von ${title}`,
  starting: 'Wird gestartet',
  step: {
    measuring: 'Helligkeit wird gemessen',
    planning: 'Korrektur wird berechnet',
    encoding: 'Video wird erstellt',
    finishing: 'Wird abgeschlossen',
  },
  frames: (count, formatted) => (count === 1 ? '1 Bild' : `${formatted} Bilder`),
  dropped: (count, formatted) =>
    count === 1 ? '1 Bild war nicht lesbar' : `${formatted} Bilder waren nicht lesbar`,
  many_left_out: (count, formatted) =>
    count === 1 ? '1 Bild automatisch weggelassen' : `${formatted} Bilder automatisch weggelassen`,
  source_missing: 'Bilder fehlen',
  from_video: 'Aus einem Video',
  videos: (formatted) => `${formatted} Videos`,
  video_missing: 'Videodatei fehlt',
  video_missing_help: 'Mit „Neu rendern“ wird sie neu erstellt.',
  video_missing_no_frames: 'Lösche den Eintrag oder stelle die Datei wieder her.',
  large_video: 'Größer als 1 GB',

  failure: {
    ffmpeg_missing: { reason: 'ffmpeg fehlt', remedy: 'Installiere ffmpeg und versuche es erneut.' },
    filter_missing: {
      reason: 'ffmpeg kann keinen Text zeichnen',
      remedy: 'Schalte Titel und Druckdaten unter „Bearbeiten“ aus und versuche es erneut.',
    },
    engine_not_found: {
      reason: 'Engine nicht gefunden',
      remedy: 'Prüfe den Pfad der Engine in den Einstellungen.',
    },
    engine_not_executable: {
      reason: 'Engine nicht ausführbar',
      remedy: 'Mache die Datei der Engine ausführbar.',
    },
    permission_denied: {
      reason: 'Keine Berechtigung',
      remedy: 'Gib der App Lese- und Schreibzugriff auf die Ordner.',
    },
    disk_full: { reason: 'Speicher voll', remedy: 'Lösche alte Videos und versuche es erneut.' },
    unreadable_frames: {
      reason: 'Zu viele defekte Bilder',
      remedy: 'Ersetze die defekten Bilder und versuche es erneut.',
    },
    no_frames: {
      reason: 'Keine Bilder gefunden',
      remedy: 'Füge Bilder hinzu oder nimm unter „Bearbeiten“ welche auf, dann versuche es erneut.',
    },
    unreadable_video: {
      reason: 'Video ist nicht lesbar',
      remedy: 'Ersetze es durch eine vollständige Kopie.',
    },
    source_missing: {
      reason: 'Bilderordner fehlt',
      remedy: 'Stelle den Ordner wieder her und versuche es erneut.',
    },
    output_not_writable: {
      reason: 'Ausgabeordner nicht beschreibbar',
      remedy: 'Prüfe den Ausgabeordner in den Einstellungen.',
    },
    time_limit: { reason: 'Hat zu lange gedauert', remedy: 'Erhöhe das Zeitlimit in den Einstellungen.' },
    stalled: {
      reason: 'Engine reagierte nicht mehr',
      remedy: 'Versuche es erneut oder sieh im Protokoll nach.',
    },
    out_of_memory: {
      reason: 'Zu wenig Arbeitsspeicher',
      remedy: 'Verringere die maximale Höhe in den Einstellungen.',
    },
    killed: { reason: 'Engine wurde beendet', remedy: 'Versuche es erneut.' },
    bad_output: { reason: 'Video ist defekt', remedy: 'Versuche es erneut oder sieh im Protokoll nach.' },
    engine_failed: { reason: 'Engine fehlgeschlagen', remedy: 'Die Ursache steht im Protokoll.' },
  },
  failure_unknown: { reason: 'Verarbeitung fehlgeschlagen', remedy: 'Die Ursache steht im Protokoll.' },

  lost: {
    unreachable: {
      title: 'Verbindung verloren',
      text: 'Die App antwortet nicht. Die Seite versucht weiter, sie zu erreichen.',
    },
    session: {
      title: 'Sitzung abgelaufen',
      text: 'Home Assistant hat diese Sitzung beendet. Lade die Seite neu, um fortzufahren.',
    },
    stopping: { title: 'Die App startet neu', text: 'Die Seite verbindet sich automatisch wieder.' },
    polling: {
      title: 'Keine Live-Aktualisierung',
      text: 'Zwischen Browser und App werden WebSockets blockiert. Die Seite wird stattdessen alle 30 Sekunden aktualisiert.',
    },
  },

  area: {
    options: 'Optionen',
    source: 'Quellordner',
    output: 'Ausgabeordner',
    engine: 'Engine',
    ffmpeg: 'ffmpeg',
    database: 'Datenbank',
    home_assistant: 'Home Assistant',
    disk: 'Speicher',
    print_jobs: 'Druckaufträge',
    capture: 'Aufnahme',
  },
  notices: 'Handlungsbedarf',

  queue_rendering: 'In Arbeit',
  queue_paused: 'Warteschlange pausiert',
  queue_paused_help: 'Es wird kein neues Video gestartet.',
  queue_printing: 'Wartet auf das Ende eines Drucks',
  queue_printing_help: (printer) => `Solange ${printer} druckt, wird kein neues Video gestartet.`,
  queue_waiting: (count, formatted) => (count === 1 ? '1 wartet' : `${formatted} warten`),
  queue_empty: 'Nichts zu rendern',
  queue_empty_help: 'Neue Bilder werden automatisch verarbeitet.',
  queue_soon: 'Startet gleich',
  pause: 'Warteschlange pausieren',
  resume: 'Warteschlange fortsetzen',

  empty_title: 'Noch keine Zeitraffer',
  empty_text:
    'Lass die App Bilder mit einer Kamera aufnehmen oder lege einen Ordner mit Bildern eines Drucks in den Quellordner. Das Video entsteht automatisch.',
  empty_printers_text:
    'Schalte für einen Drucker „Bilder aufnehmen“ ein, dann wird jeder seiner Drucke zum Video. Das gilt auch für Ordner mit Bildern im Quellordner.',
  empty_printers: 'Drucker auswählen',
  empty_capture: 'Jetzt Bilder aufnehmen',
  no_match_title: 'Keine Treffer',
  no_match_text: 'Kein Zeitraffer entspricht diesen Filtern.',
  clear_filters: 'Alle anzeigen',
  error_title: 'Zeitraffer konnten nicht geladen werden',
  gallery: 'Zeitraffer',
  count: (_count, formatted) => `${formatted} Zeitraffer`,

  filter_all: 'Alle',
  filter_pinned: 'Angeheftet',
  filter_linked: 'Verknüpft',
  filter_group: 'Filter',
  search: 'Suchen',
  search_label: 'Nach Name, Druckauftrag oder Drucker suchen',
  clear_search: 'Suche löschen',
  sort_label: 'Sortierung und Ansicht',
  sort: { created: 'Älteste zuerst', duration: 'Kürzeste zuerst', size: 'Kleinste zuerst', name: 'Name A–Z' },
  sort_reverse: {
    created: 'Neueste zuerst',
    duration: 'Längste zuerst',
    size: 'Größte zuerst',
    name: 'Name Z–A',
  },

  density: {
    small: 'Kleine Karten',
    medium: 'Mittlere Karten',
    large: 'Große Karten',
    list: 'Liste',
  },

  select: 'Auswählen',
  select_card: (title) => `${title} auswählen`,
  select_all: 'Alle auswählen',
  select_done: 'Fertig',
  selected: (_count, formatted) => `${formatted} ausgewählt`,
  compare_selected: 'Beide Videos vergleichen',
  download_selected: 'Auswahl herunterladen',
  delete_selected: 'Auswahl löschen',

  delete_title: 'Diesen Zeitraffer löschen?',
  delete_text: (title) => `„${title}“ und das zugehörige Video werden gelöscht. Die Bilder bleiben erhalten.`,
  delete_text_no_video: (title) => `„${title}“ wird aus der Liste entfernt. Die Bilder bleiben erhalten.`,
  delete_text_running: 'Die laufende Verarbeitung wird abgebrochen.',
  delete_source: (size) => `Auch die Bilder löschen (${size})`,
  delete_many_title: (count, formatted) =>
    count === 1 ? '1 Zeitraffer löschen?' : `${formatted} Zeitraffer löschen?`,
  delete_many_text: (size) =>
    `Die zugehörigen Videos (${size}) werden gelöscht. Die Bilder bleiben erhalten.`,
  delete_many_with_source: (size) =>
    `Die zugehörigen Videos und Bilder (${size}) werden gelöscht. Bilder ohne abspielbares Video bleiben erhalten.`,
  delete_many_pinned: (count, formatted) =>
    count === 1 ? 'Einer davon ist angeheftet.' : `${formatted} davon sind angeheftet.`,
  delete_trash: (count, formatted) =>
    `Videos bleiben ${count === 1 ? 'einen Tag' : `${formatted} Tage`} im Papierkorb; danach wird ihr Speicherplatz frei.`,
  delete_final: 'Das lässt sich nicht rückgängig machen.',
  deleted: (title) => `„${title}“ gelöscht`,
  deleted_many: (_count, formatted) => `${formatted} Zeitraffer gelöscht`,
  delete_some_failed: (count, formatted) =>
    count === 1
      ? '1 Zeitraffer konnte nicht gelöscht werden'
      : `${formatted} Zeitraffer konnten nicht gelöscht werden`,
  toast_completed: (title) => `„${title}“ ist fertig`,
  toast_failed: (title) => `„${title}“ ist fehlgeschlagen`,
  request_failed: 'Etwas ist schiefgelaufen',
  request_unreachable: 'Die App antwortet nicht. Versuche es gleich noch einmal.',

  player_label: 'Wiedergabe',
  previous: 'Vorheriges Video',
  next: 'Nächstes Video',
  speed: 'Geschwindigkeit',
  speed_value: (value) => `${value}×`,
  loop: 'Wiederholen',
  frame_back: 'Ein Bild zurück',
  frame_forward: 'Ein Bild vor',
  player_gone_title: 'Diesen Zeitraffer gibt es nicht mehr',
  player_gone_text: 'Er wurde gelöscht oder der Link ist veraltet.',
  player_no_video: 'Noch kein Video',
  player_error: 'Dieses Video lässt sich nicht abspielen',
  player_error_text: 'Lade es herunter und spiele es in einem anderen Programm ab, oder rendere es neu.',
  player_newer: 'Ein neueres Video ist fertig',
  player_show_newer: 'Anzeigen',

  meta: {
    made: 'Erstellt',
    length: 'Länge',
    size: 'Größe',
    resolution: 'Auflösung',
    frames: 'Bilder',
    dropped: 'Unlesbare Bilder',
    left_out: 'Automatisch weggelassen',
    printer: 'Drucker',
    job: 'Druckauftrag',
    folder: 'Ordner',
  },
  meta_resolution: (width, height, fps) => `${width} × ${height}, ${fps} Bilder/s`,

  log_title: 'Protokoll',
  log_empty: 'Die Engine hat nichts ausgegeben.',
  log_none: 'Für diesen Zeitraffer gibt es kein Protokoll.',
  log_details: 'Details',
  log_engine: 'Ausgabe der Engine',
  log_copy: 'Kopieren',
  log_copied: 'Protokoll kopiert',

  back: 'Zurück',
  save: 'Speichern',
  undo: 'Rückgängig',
  more_views: 'Mehr',
  view: {
    printers: 'Drucker',
    capture: 'Bilder aufnehmen',
    jobs: 'Druckaufträge',
    cleanup: 'Aufräumen',
    ignored: 'Ignorierte Ordner',
    statistics: 'Statistik',
    settings: 'Einstellungen',
    address: 'Adresse kopieren',
    shortcuts: 'Tastenkürzel',
  },

  age_label: 'Alter',
  age_any: 'Jedes Alter',
  age: { week: 'Letzte 7 Tage', month: 'Letzte 30 Tage', older: 'Älter als 30 Tage' },
  printer_label: 'Drucker',
  printer_any: 'Alle Drucker',

  storage: 'Speicher',
  storage_videos: 'Videos',
  storage_frames: 'Bilder',
  storage_reclaimable: 'Freigebbar',
  storage_trash: 'Papierkorb',
  storage_archive: 'Archiv',
  storage_free: 'Frei',
  storage_days: (count, formatted) =>
    count === 1 ? 'In etwa 1 Tag voll' : `In etwa ${formatted} Tagen voll`,
  storage_low: 'Der Speicher ist fast voll',
  storage_review: (count, formatted) =>
    count === 1 ? '1 altes Video prüfen' : `${formatted} alte Videos prüfen`,
  storage_open: 'Aufräumen',

  storage_frames_review: (size) => `Freigebbare Bilder prüfen, ${size}`,

  frames_title: 'Bilder fertiger Videos',
  frames_text:
    'Die größten zuerst, unabhängig vom Alter. Die Videos bleiben erhalten, lassen sich ohne ihre Bilder aber nicht neu rendern.',
  frames_delete: 'Bilder löschen',
  frames_delete_title: (count, formatted) =>
    count === 1 ? 'Die Bilder von 1 Video löschen?' : `Die Bilder von ${formatted} Videos löschen?`,
  frames_delete_text: (size) =>
    `${size} an Bildern werden endgültig gelöscht. Die Videos bleiben erhalten. Jedes Video wird vorher geprüft: Lässt es sich nicht abspielen, bleiben auch seine Bilder erhalten.`,
  frames_deleted: (size) => `Bilder gelöscht, ${size} freigegeben`,
  frames_delete_failed: (count, formatted) =>
    count === 1
      ? 'Die Bilder von 1 Video wurden behalten'
      : `Die Bilder von ${formatted} Videos wurden behalten`,
  frames_empty_title: 'Keine Bilder zum Löschen',
  frames_empty_text: 'Zu keinem fertigen Video sind noch Bilder vorhanden.',
  show_more: (formatted) => `${formatted} weitere anzeigen`,
  cleanup_title: 'Aufräumen',
  cleanup_text:
    'Videos, die alt genug zum Aufräumen sind, die größten zuerst. Angeheftete Videos werden nie vorgeschlagen.',
  cleanup_age: (count, formatted) =>
    count === 0 ? 'Von heute' : count === 1 ? '1 Tag alt' : `${formatted} Tage alt`,
  cleanup_frames: (size) => `Bilder: ${size}`,
  cleanup_select: 'Alle auswählen',
  cleanup_sum: (_count, formatted, size) => `${formatted} ausgewählt, gibt ${size} frei`,
  cleanup_none_selected: 'Nichts ausgewählt',
  cleanup_delete: 'Auswahl löschen',
  cleanup_keep: (title) => `${title} anheften und behalten`,
  cleanup_empty_title: 'Nichts aufzuräumen',
  cleanup_empty_text: 'Kein Video ist alt genug, oder alle alten Videos sind angeheftet.',
  cleanup_pinned: (count, formatted) =>
    count === 1 ? '1 angeheftetes Video bleibt erhalten' : `${formatted} angeheftete Videos bleiben erhalten`,
  delete_sources: (size) => `Auch die zugehörigen Bilder löschen (${size})`,
  restored: (title) => `„${title}“ wiederhergestellt`,
  restored_many: (_count, formatted) => `${formatted} Zeitraffer wiederhergestellt`,

  ignored_title: 'Ignorierte Ordner',
  ignored_text:
    'Diese Zeitraffer hast du gelöscht, ihre Bilder sind aber noch vorhanden. Stelle einen wieder her, um sein Video neu zu rendern.',
  ignored_deleted: 'Gelöscht',
  ignored_empty_title: 'Keine ignorierten Ordner',
  ignored_empty_text: 'Hier erscheinen Zeitraffer, die du ohne ihre Bilder löschst.',
  restore: 'Wiederherstellen',

  edit_title: 'Titel und Notizen',
  edit_name: 'Titel',
  edit_name_hint: (folder) => `Wird anstelle des Ordnernamens „${folder}“ angezeigt`,
  edit_notes: 'Notizen',
  edit_saved: 'Gespeichert',

  link_title: 'Druckauftrag',
  link_none: 'Mit keinem Druckauftrag verknüpft.',
  link: {
    auto: 'Automatisch verknüpft',
    manual: 'Manuell verknüpft',
    capture: 'Sicher bekannt: Die App hat diese Bilder aufgenommen',
  },
  link_take: 'Verknüpfen',
  link_take_for: (name) => `Mit ${name} verknüpfen`,
  link_remove: 'Verknüpfung aufheben',
  link_suggestions: 'Vorschläge',
  link_no_suggestion: 'Kein passender Druckauftrag gefunden. Suche unten nach einem.',
  link_search: 'Alle Druckaufträge durchsuchen',
  link_no_jobs: 'Kein passender Druckauftrag.',
  link_score: (score) => `${score} % Übereinstimmung`,
  linked: (name) => `Mit „${name}“ verknüpft`,
  unlinked: 'Verknüpfung aufgehoben',
  match: {
    name_exact: 'Gleicher Name',
    name_fuzzy: 'Ähnlicher Name',
    name_partial: 'Gemeinsame Wörter',
    name_other_number: 'Andere Nummer oder Version',
    name_other: 'Anderer Name',
    time_covers: 'Während des ganzen Drucks aufgenommen',
    time_during: 'Während des Drucks aufgenommen',
    time_before: 'Vor dem Druck aufgenommen',
    time_after: 'Nach dem Druck aufgenommen',
    time_outside: 'Überwiegend zu anderen Zeiten aufgenommen',
    date_same: 'Datum im Namen passt',
    date_other: 'Anderes Datum im Namen',
    date_other_time: 'Andere Uhrzeit im Namen',
    printer_same: 'Gleicher Drucker',
    printer_other: 'Anderer Drucker',
    learned_linked: 'Von dir schon so verknüpft',
    learned_printer: 'Von dir schon mit diesem Drucker verknüpft',
    learned_refused: 'Von dir schon abgelehnt',
  },

  jobs_empty_title: 'Noch keine Druckaufträge',
  jobs_empty_text:
    'Druckaufträge kommen von deinen Druckern in Home Assistant, von einem Printernizer-Server oder über die API.',
  jobs_search: 'Nach Name, Datei oder Drucker suchen',
  jobs_error: 'Druckaufträge konnten nicht geladen werden',
  job_gone_title: 'Diesen Druckauftrag gibt es nicht mehr',
  job_gone_text: 'Er wurde entfernt oder der Link ist veraltet.',
  job_status: {
    pending: 'Wartet',
    printing: 'Druckt',
    paused: 'Pausiert',
    completed: 'Fertig',
    failed: 'Fehlgeschlagen',
    cancelled: 'Abgebrochen',
    unknown: 'Unbekannt',
  },
  job_source: { api: 'API', printernizer: 'Printernizer', home_assistant: 'Home Assistant' },
  job_facts: {
    status: 'Status',
    printer: 'Drucker',
    file: 'Datei',
    started: 'Gestartet',
    ended: 'Beendet',
    duration: 'Dauer',
    source: 'Quelle',
  },
  job_timelapses: 'Zeitraffer',
  job_no_timelapses: 'Noch kein Zeitraffer verknüpft. Verknüpfe einen über das Menü seiner Karte.',
  job_timelapse_count: (_count, formatted) => `${formatted} Zeitraffer`,

  flicker_title: 'Flackern',
  flicker_frames: 'In den Bildern',
  flicker_video: 'Im Video',
  flicker_curve: 'Helligkeit jedes Bildes (erstes Bild = 100 %)',
  flicker_curve_label: (low, high, videoLow, videoHigh) =>
    `Helligkeit jedes Bildes im Vergleich zum ersten: ${low} bis ${high} % in den Bildern, ${videoLow} bis ${videoHigh} % im Video`,
  flicker_less: (percent) => `${percent} % weniger`,
  steady_less: (percent) => `Ruhiger: ${percent} % weniger Bewegung`,
  steady_chosen: (count, total) => `Für ein ruhiges Bild wurden ${count} von ${total} Bildern ausgewählt.`,
  steady_reason: {
    fixed_frame_rate: 'Alle Bilder wurden verwendet, weil die Bildrate fest eingestellt ist.',
    fewer_than_180_pictures:
      'Alle Bilder wurden verwendet: Für ein ruhiges Bild werden mindestens 180 zur Auswahl gebraucht.',
    too_few_for_the_frame_rate:
      'Alle Bilder wurden verwendet: Für diese Bildrate gibt es zu wenige zur Auswahl.',
    several_cameras: 'Alle Bilder wurden verwendet, weil sich mehrere Kameras abgewechselt haben.',
    less_than_35_percent_gain:
      'Alle Bilder wurden verwendet: Eine Auswahl würde das Video kaum ruhiger machen.',
  },
  left_out: (parts) => `Weggelassene Bilder: ${parts}.`,
  left_out_many: (count, total) => `${count} von ${total} Bildern wurden automatisch weggelassen.`,
  left_out_check: 'Prüfe, ob das Video einige davon braucht.',
  frame_state: {
    unreadable: 'nicht lesbar',
    placeholder: 'ohne Bild der Kamera',
    black: 'schwarz',
    glitch: 'beschädigt',
  },
  flicker_cameras: (count) =>
    `Diese Bilder stammen abwechselnd von ${count} Kameras. Das Flackern wurde für jede Kamera getrennt entfernt.`,

  shortcuts_title: 'Tastenkürzel',
  shortcuts_gallery: 'Galerie',
  shortcuts_select: 'Auswahl',
  shortcuts_player: 'Wiedergabe',
  shortcut: {
    search: 'Suchen',
    select: 'Auswählen',
    help: 'Diese Hilfe anzeigen',
    all: 'Alle angezeigten auswählen',
    range: 'Bereich auswählen',
    one: 'Karte aus- oder abwählen',
    end: 'Auswahl beenden',
    toggle: 'Wiedergabe/Pause',
    skip: '5 Sekunden zurück oder vor',
    frame: 'Ein Bild zurück oder vor',
    step: 'Vorheriges oder nächstes Video',
    loop: 'Wiederholen',
    fullscreen: 'Vollbild',
    close: 'Schließen',
  },
  key: { space: 'Leertaste', shift: 'Umschalt', ctrl: 'Strg', click: 'Klick', escape: 'Esc' },

  open_settings: 'Einstellungen öffnen',
  dismiss: 'Ausblenden',
  offers: 'Vorschläge',
  join: {
    action: 'Zusammenführen',
    title: (job: string) => `„${job}“ zu einem Video zusammenführen?`,
    offer: (count: string, job: string, folders: string) =>
      `${count} Ordner gehören zum selben Druck „${job}“: ${folders}.`,
    text: (folder: string, count: string) =>
      `Die Bilder der späteren Ordner werden nach „${folder}“ verschoben (insgesamt ${count} Bilder), leere Ordner werden entfernt und es wird ein einziges Video erstellt. Fertige Videos bleiben erhalten.`,
  },
  cause: {
    archive_away: 'das Archiv mit dem Video ist nicht erreichbar',
    archive_off: 'es gibt keinen Archivordner',
    cannot_delete: 'es lässt sich nicht löschen',
    capture_running: 'es werden noch Bilder davon aufgenommen',
    changed_meanwhile: 'es hat sich inzwischen geändert',
    not_playable: 'das Video lässt sich nicht abspielen',
    other_pictures: 'im Ordner sind andere Bilder als im Video',
    pictures_differ: 'im Ordner sind mehr oder weniger Bilder als im Video',
    rule_off: 'die Regel wurde ausgeschaltet',
    share_away: 'die Freigabe mit den Videos antwortet nicht',
    source_missing: 'die Bilder fehlen',
    source_unreachable: 'der Quellordner ist nicht lesbar',
    video_differs: 'das Video ist nicht mehr so lang wie beim Erstellen',
    video_missing: 'das Video fehlt',
    videos_missing: 'keines der Videos ist da, als wäre ihre Freigabe nicht eingebunden',
    changed: 'es hat sich unterwegs geändert',
    connection_lost: 'Verbindung abgebrochen',
    emptied: 'leer, obwohl vorher Ordner darin waren',
    http: 'Antwort mit Status',
    beside_pictures: 'Videos werden bei ihren Bildern gespeichert',
    in_media: 'sie liegen schon im Medienordner',
    locked: 'die Option lässt sich hier nicht ändern',
    name: 'Name enthält #, ? oder % mit Ziffern',
    no_answer: 'keine Antwort',
    no_jobs: 'Antwort ohne Druckaufträge',
    no_media_folder: 'der Medienordner fehlt',
    not_allowed: 'Home Assistant lässt seine Aktionen dort nicht lesen',
    no_json: 'Antwort ist kein JSON',
    other_link: 'dort liegt eine andere Verknüpfung',
    scan_failed: 'die Suche ist fehlgeschlagen',
    not_checked: 'noch nicht geprüft',
    no_source: 'der Quellordner ist nicht lesbar',
    something_else: 'dort liegt etwas anderes',
    starting_or_stopped: 'startet gerade oder ist gestoppt',
    stand_alone: 'die App läuft ohne Home Assistant',
    supervisor_refused: 'vom Supervisor abgelehnt',
    supervisor_unreachable: 'Supervisor nicht erreichbar',
    token_refused: 'Zugangstoken abgelehnt',
    too_large: 'es hat mehr als 300 MB',
    unavailable: 'nicht erreichbar',
    user_refused: 'Benutzer abgelehnt',
    EACCES: 'keine Berechtigung',
    EAGAIN: 'es lassen sich keine weiteren Prozesse starten',
    EBUSY: 'wird gerade verwendet',
    ECONNREFUSED: 'Verbindung abgelehnt',
    ECONNRESET: 'Verbindung abgebrochen',
    EDQUOT: 'Kontingent erschöpft',
    EHOSTDOWN: 'Host nicht erreichbar',
    EHOSTUNREACH: 'Host nicht erreichbar',
    EIO: 'Lese- oder Schreibfehler',
    ELOOP: 'Verknüpfungen verweisen im Kreis',
    EMFILE: 'zu viele geöffnete Dateien',
    ENAMETOOLONG: 'Pfad zu lang',
    ENFILE: 'zu viele geöffnete Dateien',
    ENODEV: 'Gerät nicht vorhanden',
    ENOENT: 'nicht vorhanden',
    ENOMEM: 'zu wenig Arbeitsspeicher',
    ENOSPC: 'kein Speicherplatz mehr',
    ENOTCONN: 'Freigabe nicht verbunden',
    ENOTDIR: 'kein Ordner',
    not_connected: 'nicht verbunden',
    ENOTFOUND: 'Name nicht auflösbar',
    ENXIO: 'Gerät nicht vorhanden',
    EPERM: 'nicht erlaubt',
    EROFS: 'schreibgeschützt',
    ESTALE: 'Freigabe nicht mehr gültig',
    ETIMEDOUT: 'keine Antwort',
  },
  refused: {
    camera_failed: 'Die Kamera liefert kein Bild.',
    archive_away: 'Das Archiv ist gerade nicht erreichbar. Das Video ist dort noch vorhanden.',
    admin_only: 'Du kannst alles ansehen, aber nur Administratoren können etwas ändern.',
    already_uploaded:
      'Das Video ist schon auf dem Server, und die App löscht dort keine Videos. Lösche es dort, wenn du es nicht mehr brauchst.',
    cannot_delete: 'Das konnte nicht gelöscht werden. Prüfe, ob die App in den Ordner schreiben darf.',
    cannot_move_videos: 'Die Videos können nicht verschoben werden.',
    cannot_restore:
      'Das Video konnte nicht wiederhergestellt werden. Prüfe, ob sein Ordner erreichbar ist und die App dort schreiben darf.',
    cannot_save: 'Die Einstellungen konnten nicht gespeichert werden. Prüfe, ob die App dort schreiben darf.',
    core_away: 'Home Assistant ist nicht verbunden.',
    database_unavailable:
      'Die Datenbank ist gerade nicht verfügbar. Prüfe den Datenträger, auf dem die App ihre Daten speichert.',
    disk_full:
      'Kein Speicherplatz mehr. Gib Speicherplatz frei, zum Beispiel mit „Aufräumen“, und versuche es erneut.',
    ffmpeg_missing: 'ffmpeg wurde nicht gefunden.',
    filter_missing: 'Dieses ffmpeg kann keinen Text zeichnen: Es wurde ohne libass gebaut.',
    folder_in_use: 'Zu diesem Ordner gibt es bereits einen anderen Zeitraffer. Lösche zuerst diesen.',
    forbidden: 'Das ist hier nicht erlaubt.',
    internal_error: 'In der App ist ein Fehler aufgetreten. Die Ursache steht im Protokoll der App.',
    invalid_options: 'Ein Wert ist ungültig.',
    invalid_recipe: 'Ein Wert ist ungültig.',
    invalid_request: 'Die Anfrage ist ungültig.',
    method_not_allowed: 'Das ist hier nicht möglich.',
    no_archive: 'Es ist kein Archivordner eingestellt.',
    not_archived: 'Das Video ist nicht im Archiv.',
    not_found: 'Das gibt es nicht mehr.',
    not_in_media:
      'Home Assistant findet das Video nicht. Schalte in den Einstellungen „Im Medien-Panel anzeigen“ ein.',
    not_playable: 'Die Bilder wurden behalten, weil sich das Video nicht abspielen lässt.',
    dry_run_needed: 'Mach zuerst einen Probelauf der Regel, wie sie jetzt ist.',
    rule_off: 'Die Regel ist ausgeschaltet.',
    not_sent: 'Home Assistant hat das nicht angenommen.',
    nothing_waits: 'Kein Zeitraffer wartet auf den Start.',
    nothing_to_join: 'Die Bilder dieses Drucks liegen nicht in mehreren Ordnern.',
    joining_others: 'Es werden gerade andere Ordner zusammengeführt.',
    cannot_order: 'Die Bilder lassen sich nicht so umbenennen, dass die Reihenfolge stimmt.',
    overlay_in_video: 'Das Video zeigt Titel und Druckdaten schon selbst.',
    name_taken: 'Diesen Namen gibt es schon.',
    page_missing: 'Die Seite wurde noch nicht gebaut.',
    precondition_failed: 'Die Datei wurde inzwischen geändert.',
    preset_built_in: 'Diese Vorlage gehört zur App und lässt sich nicht ändern.',
    preview_failed: 'Die Vorschau lässt sich gerade nicht anzeigen.',
    processing_disabled: 'Die Verarbeitung ist deaktiviert.',
    range_not_satisfiable: 'Die Datei ist kürzer als erwartet.',
    source_missing: 'Die Bilder fehlen.',
    source_unreachable: 'Der Ordner ist gerade nicht lesbar. Prüfe die Freigabe.',
    timed_out: 'Die Anfrage hat zu lange gedauert.',
    too_large: 'Die Anfrage ist zu groß.',
    too_many_rules: 'Es gibt schon sehr viele Regeln. Lösche zuerst eine.',
    too_many_destinations: 'Es gibt schon sehr viele Ziele. Entferne zuerst eines.',
    too_many_shares: 'Dieses Video hat schon sehr viele Kopien. Lösche zuerst eine.',
    unknown_host: 'Die App ist unter diesem Namen nicht erreichbar.',
    unreadable_frame: 'Das Bild ist nicht lesbar.',
    unreadable_video: 'Das Video ist nicht lesbar.',
    video_gone: 'Es gibt kein Video mehr, das geändert werden könnte.',
    unsupported_media_type: 'Das Datenformat wird nicht unterstützt.',
    video_out_of_reach: 'Diese Aktion darf das Video dort, wo es liegt, nicht lesen.',
    video_too_large: 'Das Video ist dafür zu groß.',
    videos_moving: 'Die Videos werden bereits verschoben.',
    wrong_status: 'Das ist im aktuellen Status nicht möglich.',
  } satisfies Record<RefusalCode, string>,
  notice: {
    home_assistant_away: (why, { cause }) => ({
      message: `Home Assistant ist nicht verbunden (${cause(why)}).`,
      remedy:
        'Die App versucht weiter, sich zu verbinden. Videos werden weiterhin erstellt, Ereignisse später gesendet.',
    }),
    home_assistant_refused: (why, { cause }) => ({
      message: `Home Assistant lehnt die App ab (${cause(why)}).`,
      remedy: 'Starte die App neu, damit sie einen neuen Zugangstoken erhält.',
    }),
    printer_entity_missing: ({ entity, printer }) => ({
      message: `Die Entität „${entity}“ des Druckers „${printer}“ gibt es in Home Assistant nicht.`,
      remedy: 'Korrigiere den Drucker in den Einstellungen.',
    }),
    printer_state_unknown: ({ entity, printer, state }) => ({
      message: `Am Zustand „${state}“ von „${entity}“ ist nicht zu erkennen, ob der Drucker „${printer}“ druckt.`,
      remedy: 'Wähle eine andere Entität oder einen Template-Sensor mit den Zuständen „printing“ und „idle“.',
    }),
    printer_video_not_brought: ({ printer, file, ...why }, { cause }) => ({
      message: `Das Video „${file}“ von ${printer} konnte nicht in die Galerie geholt werden (${cause(why)}).`,
      remedy:
        why.cause === 'too_large'
          ? 'Kopiere es vom Drucker in den Quellordner.'
          : 'Die App versucht es nach einem Druck 15 Minuten lang. Kopiere es danach vom Drucker in den Quellordner.',
    }),
    pictures_missing: ({ job, printer, minutes, path }) => ({
      message: `„${job}“ wurde ${printer === null ? '' : `auf ${printer} `}${minutes} Minuten lang gedruckt, aber es sind keine Bilder angekommen.`,
      remedy: `Prüfe die Kamera und die Automatisierung, die die Bilder aufnimmt. Die Bilder gehören in einen Unterordner von ${path}. Hat dieser Drucker keine Kamera, blende den Hinweis aus.`,
    }),
    capture_problem: ({ capture, problem, reason }) => ({
      message: `Von „${capture}“ sind keine Aufnahmen möglich: ${captureProblemsDe[problem]}${reason === '' ? '' : ` (${reason})`}.`,
      remedy: `${captureRemedyDe(problem)} Die App versucht es weiter.`,
    }),
    events_dropped: ({ count }, format) => ({
      message:
        count === 1
          ? 'Zu viele Ereignisse warten auf Home Assistant; das älteste wurde verworfen.'
          : `Zu viele Ereignisse warten auf Home Assistant; die ${format.count(count)} ältesten wurden verworfen.`,
      remedy: 'Prüfe, ob Home Assistant läuft. Die übrigen werden gesendet, sobald es wieder erreichbar ist.',
    }),
    mqtt_unreachable: (why, { cause }) => ({
      message: `Der MQTT-Broker ist nicht erreichbar (${cause(why)}); die Sensoren werden ohne ihn angelegt.`,
      remedy: 'Prüfe, ob der Broker läuft. Die App versucht weiter, ihn zu erreichen.',
    }),
    media_link_blocked: ({ path, ...why }, { cause }) => ({
      message: `Die Videos sind nicht im Medien-Panel: „${path}“ lässt sich nicht verknüpfen (${cause(why)}).`,
      remedy: 'Benenne um, was dort liegt, oder deaktiviere „Im Medien-Panel anzeigen“.',
    }),
    archive_away: ({ path, ...why }, { cause }) => ({
      message: `Der Archivordner „${path}“ ist nicht erreichbar (${cause(why)}). Seine Videos lassen sich bis dahin nicht ansehen.`,
      remedy: 'Verbinde die Festplatte oder den Netzwerkspeicher. Es geht nichts verloren.',
    }),
    archive_stopped: ({ title, path, missing_bytes: missing, ...why }, format) => ({
      message: `„${title}“ konnte nicht nach „${path}“ verschoben werden (${format.cause(why)})${missing === null ? '' : `; es fehlen ${format.count(Math.ceil(missing / 1e6))} MB`}.`,
      remedy: `${missing === null ? '' : 'Gib dort Speicherplatz frei. '}Die App versucht es weiter; das Video bleibt so lange, wo es ist.`,
    }),
    archive_damaged: ({ title, path }) => ({
      message: `„${title}“ wurde nicht zurückgeholt: „${path}“ ist nicht mehr so, wie es archiviert wurde.`,
      remedy:
        'Prüfe die Festplatte des Archivs. Die Datei wurde nicht verändert; ersetze sie aus einem Backup oder lösche den Zeitraffer.',
    }),
    media_move_stopped: ({ path, missing_bytes: missing, ...why }, format) => ({
      message: `Das Verschieben der Videos nach „${path}“ ist stehen geblieben (${format.cause(why)})${missing === null ? '' : `; es fehlen ${format.count(Math.ceil(missing / 1e6))} MB`}.`,
      remedy: `${missing === null ? '' : 'Gib dort Speicherplatz frei. '}Die App versucht es weiter; alle Videos lassen sich so lange ansehen.`,
    }),
    trash_emptied: ({ videos, bytes }, { count, size }) => ({
      message: `Der Speicherplatz reichte nicht für ein Video, deshalb ${videos === 1 ? 'wurde 1 gelöschtes Video' : `wurden ${count(videos)} gelöschte Videos`} (${size(bytes)}) vorzeitig aus dem Papierkorb entfernt.`,
      remedy:
        'Gib Speicherplatz frei, zum Beispiel mit „Aufräumen“, oder stelle timelapse_trash_days niedriger ein.',
    }),
    not_sent: ({ target, title, ...why }, { cause }) => ({
      message: `„${title}“ wurde nicht an ${target} gesendet (${cause(why)}).`,
      remedy: 'Prüfe in Home Assistant, ob die Aktion funktioniert, und sende es noch einmal.',
    }),
    source_unreachable: ({ path, ...why }, { cause }) => ({
      message: `Der Quellordner „${path}“ ist nicht erreichbar (${cause(why)}).`,
      remedy:
        'Prüfe den Quellordner und ob seine Freigabe eingebunden ist. Es geht nichts verloren; die App versucht es weiter.',
    }),
    too_many_folders: ({ left_out }, format) => ({
      message:
        left_out === 1
          ? 'Es gibt mehr als 5.000 Bilderordner; der älteste wird nicht berücksichtigt.'
          : `Es gibt mehr als 5.000 Bilderordner; die ${format.count(left_out)} ältesten werden nicht berücksichtigt.`,
      remedy: 'Entferne alte Bilderordner aus dem Quellordner.',
    }),
    entries_skipped: ({ names }) => ({
      message: `Verknüpfungen und unlesbare Einträge im Quellordner werden übersprungen: ${quoted(names)}.`,
      remedy: 'Ersetze sie durch echte Ordner.',
    }),
    pictures_unused: ({ reason, names, count }, format) => ({
      message: `${UNUSED[reason].message}: ${quoted(names)}${count > names.length ? ` und ${format.count(count - names.length)} weitere` : ''}.`,
      remedy: UNUSED[reason].remedy,
    }),
    print_jobs_unreachable: ({ url, ...why }, { cause }) => ({
      message: `Der Printernizer-Server „${url}“ ist nicht erreichbar (${cause(why)}).`,
      remedy: 'Prüfe die Adresse und ob der Server läuft. Die App versucht weiter, ihn zu erreichen.',
    }),
    engine_not_found: ({ configured, path }) => ({
      message:
        path === null
          ? `Weder „${configured}“ noch die mitgelieferte Engine ist vorhanden.`
          : `„${configured}“ gibt es nicht, daher wird „${path}“ verwendet.`,
      remedy: 'Korrigiere den Pfad der Engine oder mache die Datei ausführbar.',
    }),
    engine_not_executable: ({ configured }) => ({
      message: `„${configured}“ darf nicht ausgeführt werden.`,
      remedy: 'Korrigiere den Pfad der Engine oder mache die Datei ausführbar.',
    }),
    ffmpeg_missing: ({ tool }) => ({
      message: `Das Programm ${tool} fehlt oder lässt sich nicht starten.`,
      remedy: 'Installiere ffmpeg mit der Paketverwaltung des Systems.',
    }),
    output_not_writable: ({ path, ...why }, { cause }) => ({
      message: `In den Ausgabeordner „${path}“ kann nicht geschrieben werden (${cause(why)}).`,
      remedy: 'Prüfe den Ausgabeordner, seine Freigabe und die Schreibrechte der App.',
    }),
    database_set_aside: ({ path }) => ({
      message: `Die Datenbank war beschädigt, daher wurde eine neue angelegt. Die beschädigte Datei ist „${path}“.`,
      remedy: 'Stoppe die App und stelle ein Backup wieder her, oder arbeite mit der neuen Datenbank weiter.',
    }),
    data_folder_full: ({ path }) => ({
      message: `Kein Speicherplatz mehr für die Daten der App in „${path}“: Es kann nichts mehr gespeichert werden.`,
      remedy:
        'Gib Speicherplatz frei, zum Beispiel mit „Aufräumen“. Was bis dahin geschieht, wird dann gespeichert.',
    }),
    database_unavailable: ({ path, ...why }, { cause }) => ({
      message: `Die Datenbank in „${path}“ ist nicht verfügbar (${cause(why)}).`,
      remedy: 'Prüfe den Datenträger, auf dem die App ihre Daten speichert. Die App versucht es weiter.',
    }),
    invalid_option: ({ option, value, problem }) => ({
      message: optionProblem(option, value, problem),
      remedy: 'Korrigiere den Wert in den Einstellungen.',
    }),
  },
};

const UNUSED: Record<
  Extract<WireNotice, { code: 'pictures_unused' }>['facts']['reason'],
  { message: string; remedy: string }
> = {
  links: {
    message: 'Diese Ordner enthalten nur Verknüpfungen zu Bildern, denen die App nicht folgt',
    remedy: 'Lege die Bilder selbst in den Ordner.',
  },
  format: {
    message: 'Diese Ordner enthalten nur Bilder in Formaten, die nicht unterstützt werden, zum Beispiel HEIC',
    remedy:
      'Stelle die Kamera auf JPEG um (iPhone: Einstellungen, Kamera, Formate, „Maximale Kompatibilität“) oder wandle die Bilder in JPEG, PNG oder WebP um.',
  },
  deeper: {
    message: 'In diesen Ordnern liegen die Bilder in Unterordnern, in denen die App nicht sucht',
    remedy:
      'Lege die Bilder jedes Drucks in einen Ordner direkt im Quellordner, oder wähle den übergeordneten Ordner als Quellordner.',
  },
  names: {
    message:
      'Die Namen dieser Ordner oder der Bilder darin sind nicht UTF-8-kodiert und lassen sich daher nicht öffnen',
    remedy:
      'Benenne sie um, zum Beispiel mit „convmv -f latin1 -t utf8 --notest“, oder binde die Freigabe mit „iocharset=utf8“ ein.',
  },
  empty: {
    message: 'Diese Ordner enthalten nur leere Bilddateien',
    remedy: 'Prüfe die Kamera oder das Programm, das sie schreibt, und ob dort noch Speicherplatz frei ist.',
  },
  unreadable: {
    message: 'Diese Ordner lassen sich nicht lesen',
    remedy: 'Gib der App Leserechte für diese Ordner.',
  },
  loose: {
    message: 'Diese Bilder liegen direkt im Quellordner und werden dort nicht verwendet',
    remedy: 'Lege die Bilder jedes Drucks in einen eigenen Ordner.',
  },
};

function quoted(names: readonly string[]): string {
  return names.map((name) => `„${name}“`).join(', ');
}

/** By the name of the option, since its label is loaded with the settings. */
function optionProblem(option: string, value: string | null, problem: WireOptionProblem['code']): string {
  switch (problem) {
    case 'unknown_option':
      return `Die Option „${option}“ gibt es nicht.`;
    case 'fps_order':
      return `„${option}“ ist mit ${value} höher als die maximale Bildrate.`;
    case 'output_is_source':
      return `„${option}“ ist der Quellordner selbst: ${value}.`;
    case 'archive_inside':
      return `„${option}“ liegt im Quellordner oder im Ausgabeordner: ${value}.`;
    case 'unreadable_file':
      return `„${option}“ ist nicht lesbar; bis dahin gelten die Standardwerte.`;
    case 'unreadable_environment':
      return 'Eine Umgebungsvariable ist nicht lesbar.';
    case 'locked':
      return `Die Option „${option}“ lässt sich hier nicht ändern.`;
    case 'invalid_value':
      return value === null
        ? `Der Option „${option}“ fehlt ein Wert.`
        : `Die Option „${option}“ hat keinen gültigen Wert: ${value}.`;
  }
}
