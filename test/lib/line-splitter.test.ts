import { describe, expect, it } from 'vitest';
import { createLineSplitter, MAX_LINE } from '../../src/lib/line-splitter.ts';

/** Lines of a stream that comes in these pieces and ends. */
function linesOf(...pieces: (string | Buffer)[]): string[] {
  const lines: string[] = [];
  const splitter = createLineSplitter((line) => lines.push(line));
  for (const piece of pieces) splitter.write(Buffer.from(piece));
  splitter.end();
  return lines;
}

describe('a stream', () => {
  it.each([
    ['in one piece', ['one\ntwo\nthree\n']],
    ['byte by byte', [...'one\ntwo\nthree\n']],
    ['without an end of its last line', ['one\ntw', 'o\n', 'three']],
    ['with the ends of Windows', ['one\r', '\ntwo\r\nthree\r\n']],
    ['with the returns of ffmpeg', ['one\rtw', 'o\rthree\r']],
    ['with empty lines', ['\n\none\n\n\ntwo\n\nthree\n\n']],
  ])('that comes %s is split into its lines', (_how, pieces) => {
    expect(linesOf(...pieces)).toEqual(['one', 'two', 'three']);
  });

  it('is split right between the bytes of one character', () => {
    const bytes = Buffer.from('Größe 🖨️\n層\n');
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      expect(linesOf(bytes.subarray(0, cut), bytes.subarray(cut)), `cut at ${cut}`).toEqual([
        'Größe 🖨️',
        '層',
      ]);
    }
  });

  it('hands a line on as soon as it ends', () => {
    const lines: string[] = [];
    const splitter = createLineSplitter((line) => lines.push(line));
    splitter.write(Buffer.from('progress 1\rprog'));
    expect(lines).toEqual(['progress 1']);
  });

  it('without line ends costs no more than the longest line', () => {
    const part = 'x'.repeat(MAX_LINE - 1);
    expect(linesOf(part, part, '\nnext\n', `${part}${part}\n`)).toEqual([
      'x'.repeat(MAX_LINE),
      'next',
      'x'.repeat(MAX_LINE),
    ]);
  });

  it('that says nothing has no lines', () => {
    expect(linesOf()).toEqual([]);
  });

  it('that ends in the middle of a character does not fail', () => {
    expect(linesOf('ok\n', Buffer.from('ü').subarray(0, 1))).toEqual(['ok', '\uFFFD']);
  });
});
