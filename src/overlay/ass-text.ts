/*
 * Advanced SubStation Alpha, as libass reads it: https://aegisub.org/docs/latest/ass_tags/
 * Colours are &HBBGGRR&, and in alpha values 00 is opaque.
 */

/** Joins words and has no width; after a backslash, what follows is no longer a tag. */
const WORD_JOINER = '\u2060';

/** Line ends, everything else that steers a terminal or the direction of text, and what is no character at all. */
const STEERING = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

/** Text that is drawn as it is: nothing in it is markup, and it has one line. */
export function plainText(text: string): string {
  return text.replaceAll(STEERING, ' ').replaceAll('\\', `\\${WORD_JOINER}`).replaceAll(/[{}]/g, '\\$&');
}

/** @param seconds negative ones count as 0 */
export function assTime(seconds: number): string {
  const hundredths = Math.max(0, Math.round(seconds * 100));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [h, m, s] = [hundredths / 360_000, (hundredths / 6000) % 60, (hundredths / 100) % 60].map(Math.floor);
  return `${h}:${two(m!)}:${two(s!)}.${two(hundredths % 100)}`;
}

/** Something that is shown from one moment to another, in seconds. */
export interface AssEvent {
  from: number;
  to: number;
  text: string;
}

export interface AssScript {
  width: number;
  height: number;
  font: string;
  events: readonly AssEvent[];
}

/** Each event lies above those before it. */
export function assScript({ width, height, font, events }: AssScript): string {
  return [
    '[Script Info]',
    'ScriptType: v4.00+',
    `PlayResX: ${width}`,
    `PlayResY: ${height}`,
    'WrapStyle: 2',
    'ScaledBorderAndShadow: yes',
    'YCbCr Matrix: None',
    '',
    '[V4+ Styles]',
    'Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, BackColour, Bold, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding',
    // Encoding -1: the text itself says whether it runs from right to left.
    `Style: Plain,${font},20,&H00FFFFFF,&H00000000,&H00000000,0,1,0,0,7,0,0,0,-1`,
    '',
    '[Events]',
    'Format: Layer, Start, End, Style, MarginL, MarginR, MarginV, Effect, Text',
    ...events.map(
      ({ from, to, text }, layer) =>
        `Dialogue: ${layer},${assTime(from)},${assTime(to)},Plain,0,0,0,,${text}`,
    ),
    '',
  ].join('\n');
}
