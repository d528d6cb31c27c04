import { describe, expect, it } from 'vitest';
import { createCapture } from '../../src/lib/capture.ts';

/** What is kept of output that comes in these pieces, 4 bytes of the beginning and 6 of the end. */
function kept(...pieces: string[]): string {
  const capture = createCapture(4, 6);
  for (const piece of pieces) capture.write(Buffer.from(piece));
  return capture.text();
}

describe('the output of a program', () => {
  it('is kept whole when there is little of it', () => {
    expect(kept()).toBe('');
    expect(kept('abc')).toBe('abc');
    expect(kept('ab', 'cdefg', 'hij')).toBe('abcdefghij');
  });

  it.each([
    ['in one piece', ['0123456789ABCDEF']],
    ['byte by byte', [...'0123456789ABCDEF']],
    ['in uneven pieces', ['012', '3456', '', '789ABCDE', 'F']],
  ])('loses its middle, which is said, when it comes %s', (_how, pieces) => {
    expect(kept(...pieces)).toBe('0123\n[… 6 bytes omitted …]\nABCDEF');
  });

  it('counts what was left out of megabytes', () => {
    const capture = createCapture(4, 6);
    for (let i = 0; i < 3000; i += 1) capture.write(Buffer.alloc(1000, 'x'));
    expect(capture.text()).toBe('xxxx\n[… 2999990 bytes omitted …]\nxxxxxx');
  });

  it('is a copy: a buffer that is used again changes nothing', () => {
    const capture = createCapture(4, 6);
    const piece = Buffer.from('abcdefgh');
    capture.write(piece);
    piece.fill('#');
    expect(capture.text()).toBe('abcdefgh');
  });
});
