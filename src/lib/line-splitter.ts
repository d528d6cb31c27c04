import { StringDecoder } from 'node:string_decoder';

/** Longest line handed on; the rest of a longer one is passed over, so a program without line ends costs no memory. */
const LONGEST_LINE = 4096;

/** Takes bytes of a stream piece by piece and hands on whole lines, ended by `\n`, `\r` (ffmpeg) or both. */
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
      if (whole !== '') onLine(whole.slice(0, LONGEST_LINE));
    }
    rest = (rest + last).slice(0, LONGEST_LINE);
  };
  return {
    write: (chunk) => feed(decoder.write(chunk)),
    end: () => feed(`${decoder.end()}\n`),
  };
}
