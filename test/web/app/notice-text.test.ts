import { describe, expect, it } from 'vitest';
import type { WireNotice } from '../../../web/contract.ts';
import { de } from '../../../web/i18n/de.ts';
import { en } from '../../../web/i18n/en.ts';
import { noticeText } from '../../../web/app/notice-text.ts';

const why = (cause: string) => ({ cause, reason: `${cause}: said the system` });

type Told = { [Code in WireNotice['code']]: Pick<Extract<WireNotice, { code: Code }>, 'code' | 'facts'> };

/** Notices as the server sends them, and what a reader of German reads. */
const NOTICES: [Told[WireNotice['code']], string][] = [
  [
    { code: 'invalid_option', facts: { option: 'min_frames', value: '0', problem: 'invalid_value' } },
    'Die Option „min_frames“ hat keinen gültigen Wert: 0.',
  ],
  [
    { code: 'invalid_option', facts: { option: 'printers', value: null, problem: 'invalid_value' } },
    'Der Option „printers“ fehlt ein Wert.',
  ],
  [
    { code: 'invalid_option', facts: { option: 'min_frame', value: '3', problem: 'unknown_option' } },
    'Die Option „min_frame“ gibt es nicht.',
  ],
  [
    { code: 'invalid_option', facts: { option: 'video.min_fps', value: '50', problem: 'fps_order' } },
    '„video.min_fps“ ist mit 50 höher als die maximale Bildrate.',
  ],
  [
    {
      code: 'invalid_option',
      facts: { option: 'timelapse_output_folder', value: '"/x"', problem: 'output_is_source' },
    },
    '„timelapse_output_folder“ ist der Quellordner selbst: "/x".',
  ],
  [
    { code: 'invalid_option', facts: { option: 'options.json', value: '"/x"', problem: 'unreadable_file' } },
    '„options.json“ ist nicht lesbar; bis dahin gelten die Standardwerte.',
  ],
  [
    {
      code: 'invalid_option',
      facts: { option: 'environment', value: null, problem: 'unreadable_environment' },
    },
    'Eine Umgebungsvariable ist nicht lesbar.',
  ],
  [
    { code: 'invalid_option', facts: { option: 'min_frames', value: '3', problem: 'locked' } },
    'Die Option „min_frames“ lässt sich hier nicht ändern.',
  ],
  [
    { code: 'database_set_aside', facts: { path: '/data/x.broken', reason: 'malformed' } },
    'Die Datenbank war beschädigt, daher wurde eine neue angelegt. Die beschädigte Datei ist „/data/x.broken“.',
  ],
  [
    { code: 'data_folder_full', facts: { path: '/data' } },
    'Kein Speicherplatz mehr für die Daten der App in „/data“: Es kann nichts mehr gespeichert werden.',
  ],
  [
    { code: 'database_unavailable', facts: { path: '/data', ...why('EROFS') } },
    'Die Datenbank in „/data“ ist nicht verfügbar (schreibgeschützt).',
  ],
  [
    { code: 'source_unreachable', facts: { path: '/images', ...why('emptied') } },
    'Der Quellordner „/images“ ist nicht erreichbar (leer, obwohl vorher Ordner darin waren).',
  ],
  [
    { code: 'too_many_folders', facts: { left_out: 1234 } },
    'Es gibt mehr als 5.000 Bilderordner; die 1.234 ältesten werden nicht berücksichtigt.',
  ],
  [
    { code: 'too_many_folders', facts: { left_out: 1 } },
    'Es gibt mehr als 5.000 Bilderordner; der älteste wird nicht berücksichtigt.',
  ],
  [
    { code: 'entries_skipped', facts: { names: ['ä', '<b>'] } },
    'Verknüpfungen und unlesbare Einträge im Quellordner werden übersprungen: „ä“, „<b>“.',
  ],
  [
    { code: 'pictures_unused', facts: { reason: 'format', names: ['iPhone', 'Handy'], count: 2 } },
    'Diese Ordner enthalten nur Bilder in Formaten, die nicht unterstützt werden, zum Beispiel HEIC: „iPhone“, „Handy“.',
  ],
  [
    { code: 'pictures_unused', facts: { reason: 'loose', names: ['a.jpg'], count: 1234 } },
    'Diese Bilder liegen direkt im Quellordner und werden dort nicht verwendet: „a.jpg“ und 1.233 weitere.',
  ],
  [
    { code: 'output_not_writable', facts: { path: '/videos', ...why('EROFS') } },
    'In den Ausgabeordner „/videos“ kann nicht geschrieben werden (schreibgeschützt).',
  ],
  [
    { code: 'engine_not_found', facts: { configured: '/opt/x.sh', path: '/app/y.sh' } },
    '„/opt/x.sh“ gibt es nicht, daher wird „/app/y.sh“ verwendet.',
  ],
  [
    { code: 'engine_not_found', facts: { configured: '/opt/x.sh', path: null } },
    'Weder „/opt/x.sh“ noch die mitgelieferte Engine ist vorhanden.',
  ],
  [
    { code: 'engine_not_executable', facts: { configured: '/opt/x.sh' } },
    '„/opt/x.sh“ darf nicht ausgeführt werden.',
  ],
  [
    { code: 'ffmpeg_missing', facts: { tool: 'ffprobe' } },
    'Das Programm ffprobe fehlt oder lässt sich nicht starten.',
  ],
  [
    { code: 'print_jobs_unreachable', facts: { url: 'http://p', ...why('http_503') } },
    'Der Printernizer-Server „http://p“ ist nicht erreichbar (Antwort mit Status 503).',
  ],
  [
    { code: 'print_jobs_unreachable', facts: { url: 'http://p', ...why('EODD') } },
    'Der Printernizer-Server „http://p“ ist nicht erreichbar (EODD: said the system).',
  ],
  [
    { code: 'printer_entity_missing', facts: { entity: 'sensor.x', printer: 'MK4' } },
    'Die Entität „sensor.x“ des Druckers „MK4“ gibt es in Home Assistant nicht.',
  ],
  [
    { code: 'printer_state_unknown', facts: { entity: 'sensor.x', printer: 'MK4', state: 'purple' } },
    'Am Zustand „purple“ von „sensor.x“ ist nicht zu erkennen, ob der Drucker „MK4“ druckt.',
  ],
  [
    {
      code: 'pictures_missing',
      facts: { job: 'Owl', job_id: '1', printer: 'MK4', minutes: 180, path: '/share/timelapse-images' },
    },
    '„Owl“ wurde auf MK4 180 Minuten lang gedruckt, aber es sind keine Bilder angekommen.',
  ],
  [
    { code: 'home_assistant_away', facts: why('starting_or_stopped') },
    'Home Assistant ist nicht verbunden (startet gerade oder ist gestoppt).',
  ],
  [
    { code: 'home_assistant_refused', facts: why('token_refused') },
    'Home Assistant lehnt die App ab (Zugangstoken abgelehnt).',
  ],
  [
    { code: 'events_dropped', facts: { count: 1200 } },
    'Zu viele Ereignisse warten auf Home Assistant; die 1.200 ältesten wurden verworfen.',
  ],
  [
    { code: 'events_dropped', facts: { count: 1 } },
    'Zu viele Ereignisse warten auf Home Assistant; das älteste wurde verworfen.',
  ],
  [
    { code: 'mqtt_unreachable', facts: why('user_refused') },
    'Der MQTT-Broker ist nicht erreichbar (Benutzer abgelehnt); die Sensoren werden ohne ihn angelegt.',
  ],
  [
    { code: 'media_link_blocked', facts: { path: '/media/timelapses', ...why('other_link') } },
    'Die Videos sind nicht im Medien-Panel: „/media/timelapses“ lässt sich nicht verknüpfen (dort liegt eine andere Verknüpfung).',
  ],
  [
    {
      code: 'printer_video_not_brought',
      facts: { printer: 'X1C', file: 'video.avi', cause: 'too_large', reason: 'it has more than 300 MB' },
    },
    'Das Video „video.avi“ von X1C konnte nicht in die Galerie geholt werden (es hat mehr als 300 MB).',
  ],
  [
    {
      code: 'media_move_stopped',
      facts: { path: '/media/timelapses', missing_bytes: 213_400_000, ...why('ENOSPC') },
    },
    'Das Verschieben der Videos nach „/media/timelapses“ ist stehen geblieben (kein Speicherplatz mehr); es fehlen 214 MB.',
  ],
  [
    {
      code: 'not_sent',
      facts: { target: 'Immich', title: 'Benchy', cause: 'refused', reason: 'it is full' },
    },
    '„Benchy“ wurde nicht an Immich gesendet (it is full).',
  ],
];

const notice = (reported: object): WireNotice =>
  ({ area: 'source', message: 'In English.', remedy: 'Do it.', ...reported }) as WireNotice;

describe('a notice', () => {
  it.each(NOTICES)('is told in German with its facts: %j', (reported, message) => {
    expect(noticeText(notice(reported), de, 'de')).toEqual({
      message,
      remedy: expect.stringMatching(/\S{3}.*\.$/),
    });
  });

  it('is shown in English in the words of the server', () => {
    expect(noticeText(notice(NOTICES[0]![0]), en, 'en')).toBeNull();
  });

  it('is shown in the words of the server when the page does not know it yet', () => {
    expect(noticeText(notice({ code: 'unheard_of', facts: {} }), de, 'de')).toBeNull();
  });
});
