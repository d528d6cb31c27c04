import type { ShareReason, WireShare } from '../contract.ts';
import type { ShareTexts } from './share-texts-en.ts';

const REASONS: Record<Exclude<ShareReason, 'too_large'>, string> = {
  disk_full:
    'Am Speicherort der Videos ist nicht genug Platz frei. Gib Speicherplatz frei und versuche es erneut.',
  video_missing: 'Das Video fehlt. Erstelle es neu und versuche es erneut.',
  video_unreadable: 'Das Video ist nicht lesbar. Erstelle es neu und versuche es erneut.',
  folder_blocked:
    'Etwas anderes trägt den Namen des Ordners für Kopien. Entferne „.timelapse-shares“ neben dem Video und versuche es erneut.',
  not_writable:
    'Die Kopie lässt sich nicht neben dem Video speichern. Prüfe, ob die App dort schreiben darf, und versuche es erneut.',
  ffmpeg_missing: 'ffmpeg wurde nicht gefunden. Installiere ffmpeg und versuche es erneut.',
  encoder_missing: 'Das installierte ffmpeg beherrscht dieses Format nicht. Wähle ein anderes.',
  filter_missing:
    'Das installierte ffmpeg kann keinen Text zeichnen, denn ihm fehlt libass. Installiere eines, das es hat, oder mache die Kopie ohne Titel und Druckdaten.',
  ffmpeg_failed:
    'Die Kopie konnte nicht erstellt werden. Versuche es erneut; Näheres steht im Protokoll der App.',
  copy_missing: 'Die Datei der Kopie fehlt. Versuche es erneut, dann wird sie neu erstellt.',
  output_unavailable: 'Der Ordner des Videos antwortet nicht. Die App versucht es weiter.',
  no_process: 'Das System kann gerade kein weiteres Programm starten. Die App versucht es weiter.',
};

export const shareTextsDe: ShareTexts = {
  title: (video) => `„${video}“ teilen`,
  loadError: 'Die Kopien konnten nicht geladen werden',
  whole: 'Das ganze Video',
  copies: 'Passende Kopien',
  others: 'Weitere Kopien',
  intro: 'Entstehen im Hintergrund aus dem Video. Keine wird größer als ihre Grenze.',
  drawn: 'Titel und Druckdaten im Bild',
  drawnAlready: 'Das Video zeigt sie schon selbst.',
  drawnHint: 'Schicht, Zeit, Temperaturen und Fortschritt, soweit bekannt.',
  viewOnly: 'Nur Administratoren können Kopien erstellen und löschen.',

  preset: {
    chat: { name: 'Chat', purpose: 'Discord und die meisten Chats' },
    mail: { name: 'E-Mail', purpose: 'Als Anhang' },
    telegram: { name: 'Telegram', purpose: 'In besserer Qualität' },
    shorts: { name: 'Shorts', purpose: 'Hochformat für Shorts, Reels und TikTok' },
    gif: { name: 'GIF', purpose: 'Zehn Sekunden in Endlosschleife' },
  },
  kind: { mp4: 'MP4', gif: 'GIF', webp: 'WebP' },
  atMost: (size) => `höchstens ${size}`,
  about: (size) => `etwa ${size}`,
  pixels: (width, height) => `${width} × ${height}`,
  seconds: (seconds) => `${seconds}\u00a0s`,

  make: 'Erstellen',
  waiting: 'Wartet …',
  making: (percent) => `Wird erstellt … ${percent} %`,
  cancel: 'Abbrechen',
  share: 'Teilen',
  ready: (title) => `„${title}“ kann jetzt geteilt werden`,
  download: 'Herunterladen',
  show: 'Ansehen',
  hide: 'Ausblenden',
  remove: 'Löschen',
  again: 'Erneut versuchen',
  of: (action, name) => `${action}: ${name}`,
  anew: 'Anderen Ausschnitt wählen',

  places: 'Mit Home Assistant',
  placesError: 'Home Assistant konnte nicht gefragt werden, wohin das Video kann.',
  message: 'Nachricht mit dem Video',
  plainMessage: 'Nachricht',
  screen: 'Bildschirm',
  screenOff: 'Bildschirm, gerade nicht erreichbar',
  upload: 'Hochladen',
  account: (name) => `Konto von ${name}`,
  outOfReach: 'Darf den Ordner der Videos nicht lesen.',
  notInMedia: 'Schalte in den Einstellungen „Im Medien-Panel anzeigen“ ein.',
  tooLarge: (size) => `Nimmt bis zu ${size}. Erstelle eine passende Kopie und teile diese.`,
  send: 'Senden',
  play: 'Abspielen',
  sent: 'Gesendet',
  playing: 'Läuft',
  underWay: 'Unterwegs. Wenn es scheitert, steht das oben als Hinweis.',

  cropTitle: 'Welcher Ausschnitt?',
  cropHint: 'Ziehe den Rahmen oder nimm die Pfeiltasten. Er beginnt dort, wo der Druck wächst.',
  finding: 'Sucht, wo der Druck wächst …',
  reason: ({ reason_code: code, smallest_bytes: smallest }: WireShare, size) => {
    if (code === null) return '';
    if (code !== 'too_large') return REASONS[code];
    const least = smallest === null ? '' : ` (${size(smallest)})`;
    return `Selbst die kleinste Kopie${least} ist größer als die Grenze. Erlaube eine größere Datei oder wähle eine kürzere Dauer.`;
  },
};
