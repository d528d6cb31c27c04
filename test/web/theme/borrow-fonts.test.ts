import { afterEach, expect, it, vi } from 'vitest';
import { borrowFonts } from '../../../web/theme/borrow-fonts.ts';

afterEach(() => vi.unstubAllGlobals());

it("knows Home Assistant's letters in each weight that the page uses", () => {
  const made: unknown[][] = [];
  vi.stubGlobal(
    'FontFace',
    class {
      constructor(...all: unknown[]) {
        made.push(all);
      }
    },
  );
  const known = new Set();
  borrowFonts(known as unknown as FontFaceSet);
  expect(known.size).toBe(3);
  expect(made.map(([family, , more]) => [family, (more as FontFaceDescriptors).weight])).toEqual([
    ['Roboto', '400'],
    ['Roboto', '500'],
    ['Roboto', '700'],
  ]);
  expect(made[1]?.[1]).toContain('url(/static/fonts/roboto/Roboto-Medium.woff2)');
});
