/** By error code. */
const MESSAGES: Record<'en' | 'de', Record<string, string>> = {
  en: {
    nothing_waits: 'Nothing to render: no folder of pictures is waiting.',
    processing_disabled: "Nothing was started: rendering is turned off in the app's settings.",
  },
  de: {
    nothing_waits: 'Nichts zu rendern: Es wartet kein Bilderordner.',
    processing_disabled:
      'Es wurde nichts gestartet: Die Verarbeitung ist in den Einstellungen der App deaktiviert.',
    camera_failed: 'Es wurde kein Bild aufgenommen: Die Kamera liefert keines.',
    not_found: 'Es wurde kein Bild aufgenommen: Der Drucker hat keine Kamera.',
  },
};

/** @param language of Home Assistant */
export function refusalText(
  { code, message }: { code: string; message: string },
  language: string | undefined,
): { title: string; message: string } {
  const isGerman = language?.toLowerCase().startsWith('de') ?? false;
  const title = isGerman ? 'Zeitraffer' : 'Timelapses';
  return { title, message: MESSAGES[isGerman ? 'de' : 'en'][code] ?? message };
}
