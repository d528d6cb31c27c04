/** Hidden, so it is never taken for a picture. */
export const LOG_NAME = '.capture.jsonl';

/** One picture, and what the printer was doing. Null = unknown. */
export interface TakenPicture {
  name: string;
  /** Milliseconds since 1970; ISO 8601 in the file. */
  at: number;
}

export function logLine({ name, at }: TakenPicture): string {
  return `${JSON.stringify({ name, at: new Date(at).toISOString() })}\n`;
}

/** Lines that a crash left unfinished are skipped. Of several for one picture, the last counts. */
export function readLog(text: string): Map<string, TakenPicture> {
  const pictures = text.split('\n').flatMap((line) => readLine(line) ?? []);
  return new Map(pictures.map((picture) => [picture.name, picture]));
}

function readLine(line: string): TakenPicture | null {
  try {
    const { name, at } = JSON.parse(line) as { name?: unknown; at?: unknown };
    const time = typeof at === 'string' ? Date.parse(at) : Number.NaN;
    return typeof name === 'string' && !Number.isNaN(time) ? { name, at: time } : null;
  } catch {
    return null;
  }
}
