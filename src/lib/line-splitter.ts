import { StringDecoder } from 'node:string_decoder';

/**
 * In characters: several times the report about the largest folder. The rest of a longer line is dropped, so that a
 * program without line breaks costs no memory.
 */
export const MAX_LINE = 2 ** 22;

/** Lines end with `\n`, `\r` (ffmpeg) or both. */
export function createLineSplitter(onLine: (line: string) => void): {
  write(chunk: Buffer): void;
  end(): void;
} {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const feed = (text: string): void => {
    const lines = text.split(/[\r\n]+/);
    const last = lines.pop() ?? '';
    for (const [index, line] of lines.entries()) {
      const whole = index === 0 ? rest + line : line;
      if (index === 0) rest = '';
      if (whole !== '') onLine(whole.slice(0, MAX_LINE));
    }
    rest = (rest + last).slice(0, MAX_LINE);
  };
  return {
    write: (chunk) => feed(decoder.write(chunk)),
    end: () => feed(`${decoder.end()}\n`),
  };
}
