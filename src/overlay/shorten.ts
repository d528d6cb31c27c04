/** East Asian characters and pictures, which are as wide as they are high. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3ffff}]/u;

/* In sizes of the text. */
const WIDE_WIDTH = 1;
const WIDTH = 0.56;

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Ends with an ellipsis what is about wider than this, in sizes of the text; what people see as one character stays whole. */
export function shorten(text: string, width: number): string {
  let [room, kept] = [width - WIDTH, ''];
  let rest = 0;
  for (const { segment, index } of segmenter.segment(text)) {
    const takes = WIDE.test(segment) ? WIDE_WIDTH : WIDTH;
    if (room >= takes) kept = text.slice(0, index + segment.length);
    room -= takes;
    rest += takes;
    if (room < -WIDE_WIDTH) break;
  }
  return rest <= width ? text : `${kept.trimEnd()}…`;
}
