import { describe, expect, it } from 'vitest';
import { drawOverlay } from '../../src/overlay/draw-overlay.ts';
import { type Overlay, overlaySchema } from '../../src/shared/overlay.ts';
import type { WirePrintData } from '../../src/shared/print-data.ts';
import { makePrintData } from '../web/print-data/make-print-data.ts';
import { HOSTILE_NAMES } from './hostile-names.ts';

/** The video of the print data: ten pictures in a second, and the last is held for half a second. */
const VIDEO = { width: 1280, height: 720, fps: 10, seconds: 1.5, speed: 1 };
const NOTHING: WirePrintData = { series: [], layers: [], layer_count: null, pictures: [], started_at: null };

interface Shown {
  from: string;
  to: string;
  tags: string;
  text: string;
}

function draw(
  change: Partial<Overlay> = {},
  {
    title = 'Owl',
    data = makePrintData(),
    video = {},
  }: { title?: string; data?: WirePrintData; video?: object } = {},
): { script: string; shown: Shown[]; texts: Shown[] } {
  const script = drawOverlay(overlaySchema.parse(change), { title, data }, { ...VIDEO, ...video });
  const shown = script.split('\n').flatMap((each) => {
    const [, from = '', to = '', tags = '', text = ''] =
      /^Dialogue: \d+,([^,]*),([^,]*),Plain,0,0,0,,\{([^}]*)\}(.*)$/.exec(each) ?? [];
    return from === '' ? [] : [{ from, to, tags, text }];
  });
  return { script, shown, texts: shown.filter(({ tags }) => tags.includes('\\fs')) };
}

/** What libass would draw of a text, and which tags it would find in it; as its parser reads it. */
function readAsLibass(text: string): { drawn: string; tags: string[] } {
  const tags: string[] = [];
  const drawn = text.replaceAll(/\\([{}])|\{[^}]*\}?|\\[Nnh]/g, (found, brace?: string) => {
    if (brace === undefined) tags.push(found);
    return brace ?? '';
  });
  return { drawn: drawn.replaceAll('\u2060', ''), tags };
}

describe('a name in the picture', () => {
  it.each(HOSTILE_NAMES)('with %s is a name', (_, title) => {
    const { script, shown, texts } = draw({}, { title });
    const plain = draw();
    const withoutTitle = ({ shown: all }: typeof plain) =>
      all.filter(({ text }) => !text.startsWith('{\\b1}'));
    const isBlank = /^[\p{C}\s]*$/u.test(title);
    if (!isBlank) {
      expect(shown).toHaveLength(plain.shown.length);
      expect(withoutTitle({ script, shown, texts })).toEqual(withoutTitle(plain));
    }
    expect(script.match(/^\[.*\]$/gm)).toEqual(['[Script Info]', '[V4+ Styles]', '[Events]']);
    const { drawn, tags } = readAsLibass(texts[0]!.text);
    if (!isBlank) {
      expect(tags).toEqual(['{\\b1}']);
      const cleaned = title.replaceAll(/[\p{Cc}\u2028\u202e\u2066\u200f]+/gu, ' ').trim();
      const kept = drawn.replace(/…$/, '').trim();
      expect(cleaned.startsWith(kept)).toBe(true);
      expect(kept.length).toBeGreaterThan(0);
      expect(drawn.endsWith('…')).toBe(kept.length < cleaned.length);
    }
    expect(script.isWellFormed()).toBe(true);
  });

  it('that is too long ends with an ellipsis, sooner where characters are wide', () => {
    const lengthOf = (title: string): number => readAsLibass(draw({}, { title }).texts[0]!.text).drawn.length;
    expect(lengthOf('a'.repeat(300))).toBeGreaterThan(30);
    expect(lengthOf('a'.repeat(300))).toBeLessThan(42);
    expect(lengthOf('鹰'.repeat(300))).toBeLessThan(24);
    expect(readAsLibass(draw({}, { title: 'a'.repeat(300) }).texts[0]!.text).drawn).toMatch(/^a+…$/);
  });
});

describe('print data in the picture', () => {
  const factsOf = (shown: Shown[]) =>
    shown.filter(({ text }) => text.includes('min')).map(({ from, to, text }) => [from, to, text]);

  it('changes with the frame, half a frame early at most', () => {
    expect(factsOf(draw().texts).slice(0, 4)).toEqual([
      ['0:00:00.00', '0:00:00.05', '0 min'],
      ['0:00:00.05', '0:00:00.15', '1 min'],
      ['0:00:00.15', '0:00:00.25', '2 min  ·  Layer 1 / 7'],
      ['0:00:00.25', '0:00:00.35', '3 min  ·  Layer 1 / 7'],
    ]);
    expect(factsOf(draw().texts).at(-1)).toEqual(['0:00:00.85', '1:00:01.50', '9 min  ·  Layer 7 / 7']);
  });

  it('follows a video that is sped up', () => {
    const { texts } = draw({}, { video: { speed: 2 } });
    expect(factsOf(texts)[2]).toEqual(['0:00:00.08', '0:00:00.13', '2 min  ·  Layer 1 / 7']);
  });

  it('has its words in German too, and says of a pause that nothing is known', () => {
    const { texts } = draw({ language: 'de', temperatures: 'numbers' });
    const drawn = texts.map(({ text }) => readAsLibass(text).drawn);
    expect(drawn).toContain('3 min  ·  Schicht 1 / 7');
    expect(drawn).toContain('Düse 210 °C   Bett 60 °C');
    expect(drawn).toContain('Düse 210 °C   Bett –');
  });

  it('has a curve that is broken where nothing is known', () => {
    const count = (text: string): number => text.match(/m /g)!.length;
    const curves = draw().shown.filter(({ text }) => text.startsWith('m 0 0 l 0 0 0 0 '));
    // Two points of a box, and the lines between places: it heats up, and stays; the bed is unknown between.
    expect(curves.map(({ text }) => count(text) - 2)).toEqual([2, 2]);
    expect(draw({ temperatures: 'numbers' }).shown.some(({ text }) => text.startsWith('m 0 0 l 0 0'))).toBe(
      false,
    );
  });

  it('that is not known is not shown', () => {
    const { texts, shown } = draw({}, { data: NOTHING });
    expect(texts.map(({ text }) => text)).toEqual(['{\\b1}Owl']);
    // Panel, title, track, and the bar that grows with the video.
    expect(shown.length).toBe(3 + 14);
    expect(draw({ title: false, progress_bar: false }, { data: NOTHING }).shown).toEqual([]);
  });

  it('stays within a small picture, and leaves out what does not fit', () => {
    for (const [width, height] of [
      [1920, 1080],
      [1080, 1920],
      [480, 270],
      [256, 144],
      [128, 72],
    ] as const)
      for (const position of ['top-left', 'bottom-right'] as const) {
        const { shown } = draw({ position }, { video: { width, height } });
        const [, x, y] = /\\pos\(([-\d.]+),([-\d.]+)\)/.exec(shown[0]!.tags)!.map(Number);
        const [w, h] = [/l ([\d.]+) /, /b [\d.]+ ([\d.]+) .* l 0 /].map((each) =>
          Number(each.exec(shown[0]!.text)?.[1]),
        );
        expect(x).toBeGreaterThan(0);
        expect(y).toBeGreaterThan(0);
        expect(x! + w!).toBeLessThan(width);
        expect(y! + h!).toBeLessThanOrEqual(height);
      }
    expect(draw({}, { video: { width: 128, height: 72 } }).texts.length).toBeLessThan(draw().texts.length);
  });

  it('of a very long video is no more than can be followed', () => {
    const pictures: WirePrintData['pictures'] = [
      [1, 0],
      [100_000, 100_000 * 60_000],
    ];
    const data = { ...NOTHING, pictures, started_at: 0 };
    const { script, shown } = draw({}, { data, video: { fps: 30, seconds: 100_000 / 30 } });
    expect(shown.length).toBeLessThan(9000);
    expect(script.length).toBeLessThan(2_000_000);
  });
});
