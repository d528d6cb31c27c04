/** Not allowed in names on Windows shares, a slash nowhere; what turns the direction of all that follows is in no name. */
const FORBIDDEN = /[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069/\\:*?"<>|]+/gu;

/** As every system takes it as the name of a file or folder; may be empty. */
export function plainName(text: string): string {
  return (
    text
      .normalize('NFC')
      .replaceAll(FORBIDDEN, ' ')
      .replaceAll(/\s+/gu, ' ')
      // A dot in front hides a file, and one behind is lost on Windows shares.
      .replaceAll(/^[\s.]+|[\s.]+$/gu, '')
  );
}
