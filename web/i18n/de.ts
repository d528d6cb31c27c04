import type { WireOptionProblem } from '../contract.ts';
import type { Dictionary } from './en.ts';

/** The page in German. */
export const de: Dictionary = {
  code: 'de',

  app_title: 'Zeitraffer',
  loading: 'Zeitraffer werden geladen …',
  wait: 'Wird geladen …',
  menu: 'Menü',
  close: 'Schließen',
  cancel: 'Abbrechen',
  try_again: 'Erneut versuchen',
  reload: 'Neu laden',
  updated: 'Die App wurde aktualisiert. Neu laden, um weiterzumachen.',

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
    retry: 'Wiederholen',
    render_again: 'Neu rendern',
    cancel: 'Abbrechen',
    pin: 'Anheften',
    download: 'Herunterladen',
    share: 'Teilen',
    edit: 'Titel und Notizen',
    link: 'Druckauftrag',
    log: 'Protokoll',
    delete: 'Löschen',
  },
  action_for: (action, title) => `${action}: ${title}`,
  open_player: (title) => `${title} ansehen`,
  look_only: 'Du darfst alles ansehen. Ändern dürfen nur Administratoren.',
  unpin: 'Lösen',
  pinned: 'Angeheftet',
  more: (title) => `Mehr zu ${title}`,

  starts_in: 'Startet in',
  starts_now: 'Startet jeden Moment',
  starts_by_hand: 'Startet nur von Hand',
  queue_place: (place) => `Platz ${place} in der Warteschlange`,
  queue_next: 'Als Nächstes an der Reihe',
  queue_held: 'Wartet, bis es weitergeht',
  second_try: (reason) => `Neuer Versuch von selbst: ${reason}`,
  time_left: (time) => `noch ${time}`,
  percent: (value) => `${value} %`,
  progress_of: (title) => `Fortschritt von ${title}`,
  starting: 'Wird gestartet',
  step: {
    measuring: 'Helligkeit wird gemessen',
    planning: 'Korrektur wird berechnet',
    encoding: 'Video wird erzeugt',
    finishing: 'Wird abgeschlossen',
  },
  frames: (count, formatted) => (count === 1 ? '1 Bild' : `${formatted} Bilder`),
  dropped: (count, formatted) =>
    count === 1 ? '1 Bild war nicht lesbar' : `${formatted} Bilder waren nicht lesbar`,
  source_missing: 'Die Bilder sind weg',
  video_missing: 'Die Videodatei ist weg',
  video_missing_help: 'Neu rendern erzeugt sie wieder.',
  video_missing_no_frames: 'Eintrag löschen oder die Datei zurücklegen.',
  large_video: 'Größer als 1 GB',

  failure: {
    ffmpeg_missing: { reason: 'ffmpeg fehlt', remedy: 'ffmpeg installieren, dann wiederholen.' },
    engine_not_found: { reason: 'Engine nicht gefunden', remedy: 'Pfad der Engine in den Optionen prüfen.' },
    engine_not_executable: { reason: 'Engine nicht ausführbar', remedy: 'Die Engine ausführbar machen.' },
    permission_denied: { reason: 'Keine Berechtigung', remedy: 'Der App Zugriff auf die Ordner geben.' },
    disk_full: { reason: 'Speicher voll', remedy: 'Alte Videos löschen, dann wiederholen.' },
    unreadable_frames: {
      reason: 'Zu viele defekte Bilder',
      remedy: 'Defekte Bilder ersetzen, dann wiederholen.',
    },
    no_frames: { reason: 'Keine Bilder gefunden', remedy: 'Bilder in den Ordner legen, dann wiederholen.' },
    source_missing: { reason: 'Bilderordner ist weg', remedy: 'Ordner zurückbringen, dann wiederholen.' },
    output_not_writable: {
      reason: 'Ausgabeordner nicht beschreibbar',
      remedy: 'Ausgabeordner in den Optionen prüfen.',
    },
    time_limit: { reason: 'Hat zu lange gedauert', remedy: 'Zeitgrenze in den Optionen erhöhen.' },
    stalled: { reason: 'Engine stand still', remedy: 'Wiederholen; sonst ins Protokoll schauen.' },
    out_of_memory: { reason: 'Zu wenig Arbeitsspeicher', remedy: 'Videohöhe in den Optionen verringern.' },
    killed: { reason: 'Von außen beendet', remedy: 'Wiederholen.' },
    bad_output: { reason: 'Das Video war defekt', remedy: 'Wiederholen; sonst ins Protokoll schauen.' },
    engine_failed: { reason: 'Engine fehlgeschlagen', remedy: 'Der Grund steht im Protokoll.' },
  },
  failure_unknown: { reason: 'Verarbeitung fehlgeschlagen', remedy: 'Der Grund steht im Protokoll.' },

  lost: {
    unreachable: {
      title: 'Verbindung verloren',
      text: 'Die App antwortet nicht. Diese Seite versucht es weiter.',
    },
    session: {
      title: 'Sitzung abgelaufen',
      text: 'Home Assistant hat diese Sitzung beendet. Seite neu laden, um weiterzumachen.',
    },
    stopping: { title: 'Die App startet neu', text: 'Diese Seite kommt von selbst zurück.' },
    polling: {
      title: 'Keine Live-Aktualisierung',
      text: 'Etwas auf dem Weg zur App blockiert WebSockets. Die Seite wird jede halbe Minute aufgefrischt.',
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
  },
  notices: 'Braucht einen Blick',

  queue_rendering: 'In Arbeit',
  queue_paused: 'Warteschlange angehalten',
  queue_paused_help: 'Nichts Neues wird gestartet.',
  queue_printing: 'Wartet auf das Ende eines Drucks',
  queue_printing_help: (printer) => `Solange ${printer} druckt, wird nichts Neues gestartet.`,
  queue_waiting: (count, formatted) => (count === 1 ? '1 wartet' : `${formatted} warten`),
  queue_empty: 'Nichts wartet auf die Verarbeitung',
  queue_empty_help: 'Neue Bilder werden von selbst gefunden und verarbeitet.',
  queue_soon: 'Gleich geht es los',
  pause: 'Warteschlange anhalten',
  resume: 'Warteschlange fortsetzen',

  empty_title: 'Noch keine Zeitraffer',
  empty_text:
    'Lege einen Ordner mit den Bildern eines Drucks in den Quellordner. Er erscheint hier von selbst.',
  no_match_title: 'Kein Treffer',
  no_match_text: 'Kein Zeitraffer passt zu diesen Filtern.',
  clear_filters: 'Alle zeigen',
  error_title: 'Die Zeitraffer konnten nicht geladen werden',
  gallery: 'Zeitraffer',
  count: (_count, formatted) => `${formatted} Zeitraffer`,

  filter_all: 'Alle',
  filter_pinned: 'Angeheftet',
  filter_linked: 'Verknüpft',
  filter_group: 'Filter',
  search: 'Suchen',
  search_label: 'Nach Name, Druckauftrag oder Drucker suchen',
  clear_search: 'Suche leeren',
  sort_label: 'Sortieren',
  sort: { created: 'Älteste zuerst', duration: 'Kürzeste zuerst', size: 'Kleinste zuerst', name: 'Name A–Z' },
  sort_reverse: {
    created: 'Neueste zuerst',
    duration: 'Längste zuerst',
    size: 'Größte zuerst',
    name: 'Name Z–A',
  },

  select: 'Auswählen',
  select_card: (title) => `${title} auswählen`,
  select_all: 'Alle auswählen',
  select_done: 'Fertig',
  selected: (_count, formatted) => `${formatted} ausgewählt`,
  delete_selected: 'Auswahl löschen',

  delete_title: 'Diesen Zeitraffer löschen?',
  delete_text: (title) =>
    `„${title}“ und das Video werden endgültig gelöscht. Die Bilder bleiben, wo sie sind.`,
  delete_text_no_video: (title) => `„${title}“ wird aus der Liste genommen. Die Bilder bleiben, wo sie sind.`,
  delete_text_running: 'Die laufende Verarbeitung wird beendet.',
  delete_source: (size) => `Auch die Bilder löschen (${size})`,
  delete_many_title: (count, formatted) =>
    count === 1 ? '1 Zeitraffer löschen?' : `${formatted} Zeitraffer löschen?`,
  delete_many_text: (size) =>
    `Ihre Videos (${size}) werden endgültig gelöscht. Die Bilder bleiben, wo sie sind.`,
  delete_many_with_source: (size) =>
    `Ihre Videos und Bilder (${size}) werden endgültig gelöscht. Bilder gehen nur, wo ein abspielbares Video für sie steht.`,
  delete_many_pinned: (count, formatted) =>
    count === 1 ? 'Einer davon ist angeheftet.' : `${formatted} davon sind angeheftet.`,
  deleted: (title) => `„${title}“ gelöscht`,
  deleted_many: (_count, formatted) => `${formatted} Zeitraffer gelöscht`,
  delete_some_failed: (count, formatted) =>
    count === 1
      ? '1 Zeitraffer ließ sich nicht löschen'
      : `${formatted} Zeitraffer ließen sich nicht löschen`,
  share_ready: (title) => `„${title}“ kann jetzt geteilt werden`,
  toast_completed: (title) => `„${title}“ ist fertig`,
  toast_failed: (title) => `„${title}“ ist fehlgeschlagen`,
  request_failed: 'Das hat nicht geklappt',
  request_unreachable: 'Die App antwortet nicht. Versuche es gleich noch einmal.',

  player_label: 'Wiedergabe',
  previous: 'Voriges Video',
  next: 'Nächstes Video',
  speed: 'Tempo',
  speed_value: (value) => `${value}×`,
  loop: 'Wiederholen',
  frame_back: 'Ein Bild zurück',
  frame_forward: 'Ein Bild vor',
  player_gone_title: 'Diesen Zeitraffer gibt es nicht mehr',
  player_gone_text: 'Er wurde gelöscht, oder der Link ist alt.',
  player_no_video: 'Es gibt noch kein Video',
  player_error: 'Das Video lässt sich nicht abspielen',
  player_error_text: 'Lade es herunter, um es anders anzusehen, oder lass es neu rendern.',
  player_newer: 'Ein neueres Video ist fertig',
  player_show_newer: 'Zeigen',
  keys_help:
    'Leertaste: Wiedergabe oder Pause · ← →: 5 Sekunden · , .: ein Bild · P N: voriges, nächstes · L: wiederholen',

  meta: {
    made: 'Erstellt',
    length: 'Länge',
    size: 'Größe',
    resolution: 'Auflösung',
    frames: 'Bilder',
    dropped: 'Unlesbare Bilder',
    printer: 'Drucker',
    job: 'Druckauftrag',
    folder: 'Ordner',
  },
  meta_resolution: (width, height, fps) => `${width} × ${height}, ${fps} Bilder/s`,

  log_title: 'Protokoll',
  log_empty: 'Die Engine hat nichts geschrieben.',
  log_none: 'Zu diesem Zeitraffer gibt es kein Protokoll.',
  log_details: 'Einzelheiten',
  log_engine: 'Was die Engine geschrieben hat',
  log_copy: 'Kopieren',
  log_copied: 'Protokoll kopiert',

  back: 'Zurück',
  save: 'Speichern',
  undo: 'Rückgängig',
  more_views: 'Mehr',
  view: {
    jobs: 'Druckaufträge',
    cleanup: 'Aufräumen',
    ignored: 'Ignorierte Ordner',
    settings: 'Einstellungen',
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
  storage_reclaimable: 'Entbehrlich',
  storage_free: 'Frei',
  storage_days: (count, formatted) =>
    count === 1 ? 'In etwa 1 Tag voll' : `In etwa ${formatted} Tagen voll`,
  storage_low: 'Der Speicher ist fast voll',
  storage_review: (count, formatted) =>
    count === 1 ? '1 altes Video durchsehen' : `${formatted} alte Videos durchsehen`,
  storage_open: 'Aufräumen',

  cleanup_title: 'Aufräumen',
  cleanup_text: 'Videos, die alt genug sind, die größten zuerst. Angeheftete werden nie vorgeschlagen.',
  cleanup_age: (count, formatted) => (count === 1 ? '1 Tag alt' : `${formatted} Tage alt`),
  cleanup_frames: (size) => `Bilder: ${size}`,
  cleanup_select: 'Alle auswählen',
  cleanup_sum: (_count, formatted, size) => `${formatted} gewählt, spart ${size}`,
  cleanup_none_selected: 'Nichts ausgewählt',
  cleanup_delete: 'Auswahl löschen',
  cleanup_keep: (title) => `${title} anheften, damit es bleibt`,
  cleanup_empty_title: 'Nichts aufzuräumen',
  cleanup_empty_text: 'Kein Video ist alt genug, oder alle alten sind angeheftet.',
  cleanup_pinned: (count, formatted) =>
    count === 1 ? '1 angeheftetes Video ist sicher' : `${formatted} angeheftete Videos sind sicher`,
  delete_sources: (size) => `Auch ihre Bilder löschen (${size})`,
  restored: (title) => `„${title}“ ist zurück; das Video wird neu erzeugt`,
  restored_many: (_count, formatted) => `${formatted} Zeitraffer zurückgeholt`,

  ignored_title: 'Ignorierte Ordner',
  ignored_text:
    'Diese Zeitraffer hast du gelöscht, ihre Bilder sind aber noch da. Wiederherstellen erzeugt das Video neu.',
  ignored_deleted: 'Gelöscht',
  ignored_empty_title: 'Keine ignorierten Ordner',
  ignored_empty_text: 'Wird ein Zeitraffer gelöscht und seine Bilder bleiben, steht er hier.',
  restore: 'Wiederherstellen',

  edit_title: 'Titel und Notizen',
  edit_name: 'Titel',
  edit_name_hint: (folder) => `Steht anstelle des Ordnernamens „${folder}“`,
  edit_notes: 'Notizen',
  edit_saved: 'Gespeichert',

  link_title: 'Druckauftrag',
  link_none: 'Mit keinem Druckauftrag verknüpft.',
  link_auto: 'Von selbst verknüpft',
  link_manual: 'Von Hand verknüpft',
  link_take: 'Verknüpfen',
  link_take_for: (name) => `Mit ${name} verknüpfen`,
  link_remove: 'Verknüpfung lösen',
  link_suggestions: 'Vorschläge',
  link_no_suggestion: 'Kein Druckauftrag passt. Suche unten nach einem.',
  link_search: 'Alle Druckaufträge durchsuchen',
  link_no_jobs: 'Kein Druckauftrag trägt diesen Text.',
  link_score: (score) => `passt zu ${score} %`,
  linked: (name) => `Mit „${name}“ verknüpft`,
  unlinked: 'Verknüpfung gelöst',
  match: {
    name_exact: 'Gleicher Name',
    name_fuzzy: 'Fast der gleiche Name',
    name_partial: 'Gemeinsame Wörter',
    name_other_number: 'Andere Nummer oder Version',
    name_other: 'Anderer Name',
    time_covers: 'Während des ganzen Drucks aufgenommen',
    time_during: 'Während des Drucks aufgenommen',
    time_before: 'Vor dem Druck aufgenommen',
    time_after: 'Nach dem Druck aufgenommen',
    time_outside: 'Meist zu anderer Zeit aufgenommen',
    date_same: 'Datum im Namen passt',
    date_other: 'Anderes Datum im Namen',
    date_other_time: 'Andere Uhrzeit im Namen',
    printer_same: 'Gleicher Drucker',
    printer_other: 'Anderer Drucker',
  },

  jobs_empty_title: 'Noch keine Druckaufträge',
  jobs_empty_text:
    'Sie kommen von deinen Druckern in Home Assistant, von einem Printernizer-Server oder über die API.',
  jobs_search: 'Nach Name, Datei oder Drucker suchen',
  jobs_error: 'Die Druckaufträge konnten nicht geladen werden',
  job_gone_title: 'Diesen Druckauftrag gibt es nicht mehr',
  job_gone_text: 'Er ist nicht mehr bekannt, oder der Link ist alt.',
  job_status: {
    pending: 'Wartet',
    printing: 'Druckt',
    paused: 'Angehalten',
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
    started: 'Begonnen',
    ended: 'Beendet',
    duration: 'Dauer',
    source: 'Quelle',
  },
  job_timelapses: 'Zeitraffer',
  job_no_timelapses: 'Noch kein Zeitraffer ist damit verknüpft. Das geht im Menü der Karte.',
  job_timelapse_count: (_count, formatted) => `${formatted} Zeitraffer`,

  flicker_title: 'Flackern',
  flicker_frames: 'In den Bildern',
  flicker_video: 'Im Video',
  flicker_curve: 'Licht jedes Bildes, erstes Bild = 100 %',
  flicker_curve_label: (low, high, videoLow, videoHigh) =>
    `Licht jedes Bildes gegen das erste: ${low} bis ${high} % in den Bildern, ${videoLow} bis ${videoHigh} % im Video`,
  flicker_less: (percent) => `${percent} % weniger`,

  shortcuts_title: 'Tastenkürzel',
  shortcuts_gallery: 'Galerie',
  shortcuts_select: 'Auswahl',
  shortcuts_player: 'Wiedergabe',
  shortcut: {
    search: 'Suchen',
    select: 'Auswählen',
    help: 'Diese Hilfe zeigen',
    all: 'Alles Gezeigte auswählen',
    range: 'Einen Bereich auswählen',
    one: 'Durch Klick auf eine Karte auswählen',
    end: 'Auswahl beenden',
    toggle: 'Wiedergabe oder Pause',
    skip: '5 Sekunden zurück oder vor',
    frame: 'Ein Bild zurück oder vor',
    step: 'Voriges oder nächstes Video',
    loop: 'Wiederholen',
    fullscreen: 'Vollbild',
    close: 'Schließen',
  },
  key: { space: 'Leertaste', shift: 'Umschalt', ctrl: 'Strg', click: 'Klick', escape: 'Esc' },

  open_settings: 'Einstellungen öffnen',
  cause: {
    connection_lost: 'Verbindung abgebrochen',
    emptied: 'leer, obwohl Ordner darin waren',
    http: 'Antwort mit Status',
    no_answer: 'keine Antwort',
    no_jobs: 'Antwort ohne Druckaufträge',
    no_json: 'Antwort ist kein JSON',
    other_link: 'dort ist eine andere Verknüpfung',
    scan_failed: 'die Suche brach ab',
    something_else: 'dort ist etwas anderes',
    starting_or_stopped: 'startet gerade oder ist angehalten',
    supervisor_refused: 'vom Supervisor abgelehnt',
    supervisor_unreachable: 'Supervisor nicht erreichbar',
    token_refused: 'Zugang abgelehnt',
    user_refused: 'Benutzer abgelehnt',
    EACCES: 'keine Berechtigung',
    EBUSY: 'gerade in Gebrauch',
    ECONNREFUSED: 'Verbindung abgelehnt',
    ECONNRESET: 'Verbindung abgebrochen',
    EDQUOT: 'Kontingent erschöpft',
    EHOSTDOWN: 'Rechner nicht erreichbar',
    EHOSTUNREACH: 'Rechner nicht erreichbar',
    EIO: 'Lese- oder Schreibfehler',
    ELOOP: 'Verknüpfungen im Kreis',
    ENAMETOOLONG: 'Pfad zu lang',
    ENODEV: 'Gerät nicht vorhanden',
    ENOENT: 'nicht vorhanden',
    ENOSPC: 'kein Platz mehr',
    ENOTCONN: 'Freigabe nicht verbunden',
    ENOTDIR: 'kein Ordner',
    ENOTFOUND: 'Name nicht bekannt',
    ENXIO: 'Gerät nicht vorhanden',
    EPERM: 'nicht erlaubt',
    EROFS: 'schreibgeschützt',
    ESTALE: 'Freigabe nicht mehr gültig',
    ETIMEDOUT: 'keine Antwort',
  },
  refused: {
    cannot_delete: 'Das ließ sich nicht löschen. Prüfe, ob die App in den Ordner schreiben darf.',
    cannot_save: 'Die Einstellungen ließen sich nicht speichern. Prüfe, ob die App dorthin schreiben darf.',
    ffmpeg_missing: 'ffmpeg wurde nicht gefunden.',
    forbidden: 'Das ist hier nicht erlaubt.',
    internal_error: 'In der App ist etwas schiefgegangen. Der Grund steht in ihrem Protokoll.',
    invalid_options: 'Ein Wert ist nicht gültig.',
    invalid_request: 'Damit kann die App nichts anfangen.',
    not_found: 'Das gibt es nicht mehr.',
    not_playable: 'Die Bilder wurden behalten, denn das Video lässt sich nicht abspielen.',
    nothing_waits: 'Kein Zeitraffer wartet auf den Start.',
    precondition_failed: 'Die Datei ist inzwischen eine andere.',
    preview_failed: 'Die Vorschau lässt sich gerade nicht zeigen.',
    processing_disabled: 'Die Verarbeitung ist abgeschaltet.',
    range_not_satisfiable: 'Die Datei ist kürzer als erwartet.',
    source_missing: 'Die Bilder sind weg.',
    source_unreachable: 'Der Ordner ist gerade nicht lesbar. Prüfe seine Freigabe.',
    too_large: 'Das ist zu viel auf einmal.',
    unreadable_video: 'Das Video ist nicht lesbar.',
    wrong_status: 'Das geht im jetzigen Zustand nicht.',
  },
  notice: {
    home_assistant_away: (why, { cause }) => ({
      message: `Home Assistant ist nicht verbunden (${cause(why)}).`,
      remedy: 'Es wird von selbst wieder versucht. Videos entstehen weiter, Ereignisse werden nachgeholt.',
    }),
    home_assistant_refused: (why, { cause }) => ({
      message: `Home Assistant nimmt die App nicht an (${cause(why)}).`,
      remedy: 'App neu starten, damit sie einen neuen Zugang bekommt.',
    }),
    printer_entity_missing: ({ entity, printer }) => ({
      message: `Die Entität „${entity}“ des Druckers „${printer}“ gibt es in Home Assistant nicht.`,
      remedy: 'In den Einstellungen der Drucker berichtigen.',
    }),
    printer_state_unknown: ({ entity, printer, state }) => ({
      message: `Der Zustand „${state}“ von „${entity}“ sagt nicht, ob der Drucker „${printer}“ druckt.`,
      remedy: 'Eine andere Entität wählen, oder einen Vorlagen-Sensor, der printing oder idle sagt.',
    }),
    events_dropped: ({ count }, format) => ({
      message:
        count === 1
          ? 'Zu viele Ereignisse warten auf Home Assistant; das älteste wurde verworfen.'
          : `Zu viele Ereignisse warten auf Home Assistant; die ${format.count(count)} ältesten wurden verworfen.`,
      remedy: 'Prüfe, ob Home Assistant läuft. Der Rest wird geschickt, wenn es wieder da ist.',
    }),
    mqtt_unreachable: (why, { cause }) => ({
      message: `Der MQTT-Broker ist nicht erreichbar (${cause(why)}); die Sensoren kommen ohne ihn.`,
      remedy: 'Prüfe, ob der Broker läuft. Er wird von selbst wieder versucht.',
    }),
    media_link_blocked: ({ path, ...why }, { cause }) => ({
      message: `Die Videos sind nicht im Medien-Panel: „${path}“ lässt sich nicht verknüpfen (${cause(why)}).`,
      remedy: 'Umbenennen, was dort im Weg ist, oder das Zeigen im Medien-Panel abschalten.',
    }),
    source_unreachable: ({ path, ...why }, { cause }) => ({
      message: `Der Quellordner „${path}“ ist nicht erreichbar (${cause(why)}).`,
      remedy:
        'Prüfe den Quellordner und ob seine Freigabe eingebunden ist. Nichts geht verloren; es wird weiter gesucht.',
    }),
    too_many_folders: ({ left_out }, format) => ({
      message:
        left_out === 1
          ? 'Es gibt mehr als 5.000 Bilderordner; der älteste wird nicht beachtet.'
          : `Es gibt mehr als 5.000 Bilderordner; die ${format.count(left_out)} ältesten werden nicht beachtet.`,
      remedy: 'Alte Bilderordner aus dem Quellordner herausnehmen.',
    }),
    entries_skipped: ({ names }) => ({
      message: `Verknüpfungen und unlesbare Einträge im Quellordner werden übergangen: ${quoted(names)}.`,
      remedy: 'Echte Ordner an ihre Stelle legen.',
    }),
    print_jobs_unreachable: ({ url, ...why }, { cause }) => ({
      message: `Der Printernizer-Server „${url}“ ist nicht erreichbar (${cause(why)}).`,
      remedy: 'Prüfe die Adresse und ob der Server läuft. Er wird von selbst wieder gefragt.',
    }),
    engine_not_found: ({ configured, path }) => ({
      message:
        path === null
          ? `Weder „${configured}“ noch die mitgelieferte Engine ist vorhanden.`
          : `„${configured}“ gibt es nicht, daher wird „${path}“ benutzt.`,
      remedy: 'Pfad der Engine berichtigen oder die Datei ausführbar machen.',
    }),
    engine_not_executable: ({ configured }) => ({
      message: `„${configured}“ darf nicht ausgeführt werden.`,
      remedy: 'Pfad der Engine berichtigen oder die Datei ausführbar machen.',
    }),
    ffmpeg_missing: ({ tool }) => ({
      message: `Das Programm ${tool} fehlt oder läuft nicht.`,
      remedy: 'ffmpeg mit der Paketverwaltung des Systems installieren.',
    }),
    output_not_writable: ({ path, ...why }, { cause }) => ({
      message: `In den Ausgabeordner „${path}“ kann nicht geschrieben werden (${cause(why)}).`,
      remedy: 'Prüfe den Ausgabeordner, seine Freigabe und die Schreibrechte der App.',
    }),
    database_set_aside: ({ path }) => ({
      message: `Die Datenbank war defekt; eine neue wurde begonnen. Die defekte Datei ist „${path}“.`,
      remedy: 'App anhalten und eine Sicherung einspielen, oder mit der neuen weitermachen.',
    }),
    invalid_option: ({ option, value, problem }) => ({
      message: optionProblem(option, value, problem),
      remedy: 'In den Einstellungen berichtigen.',
    }),
  },
};

function quoted(names: readonly string[]): string {
  return names.map((name) => `„${name}“`).join(', ');
}

/** What is wrong with an option, by its own name: what the settings call it is only loaded there. */
function optionProblem(option: string, value: string | null, problem: WireOptionProblem['code']): string {
  switch (problem) {
    case 'unknown_option':
      return `Die Option „${option}“ gibt es nicht.`;
    case 'fps_order':
      return `„${option}“ ist mit ${value} mehr als die höchste Bildrate.`;
    case 'output_is_source':
      return `„${option}“ ist der Quellordner selbst: ${value}.`;
    case 'unreadable_file':
      return `„${option}“ ist nicht lesbar; bis dahin gilt der Standard.`;
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
