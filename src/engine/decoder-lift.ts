import type { Jitter } from './jitter-meter.ts';

/**
 * How much lighter levels go into the video than they are in the pictures, for the sake of decoders that show limited
 * range too dark. The lift rises from black to level `RISEN`, is full up to `fullTo`, and gone from `gone` on.
 */
export interface DecoderLift {
  /** Levels of 255. */
  most: number;
  /** Codes of Cr, which those decoders cut off, too. */
  red: number;
  fullTo: number;
  gone: number;
}

const RISEN = 16;

/** A code of limited-range luma in levels: 219 codes for 255 of them. */
const CODE = 255 / 219;

/** Of a sequence that passes as it is, which is to look like its plain encode; and of one that is evened out. */
const STEADY: DecoderLift = { most: 0.75 * CODE, red: 0, fullTo: 48, gone: 160 };
const EVENED: DecoderLift = { most: 2 * CODE, red: 0.3, fullTo: 240, gone: 256 };

/** Jitter taken off, in percent a frame: up to here a sequence passes as it is, and from there on it is evened out. */
const STEADY_TO = 1;
const EVENED_FROM = 3;

/**
 * The lift for a sequence. swscale, the scaler in ffmpeg and in many tools on it, takes 2.2 levels off limited-range
 * video; browsers and televisions take nothing off. Where light is evened out, it must be even in either: a dark head in
 * front of a bright scene flickers if dark levels lose more of themselves than bright ones. Why so much: decision 8.
 *
 * @param before jitter of the sequence as it comes in
 * @param after jitter of the corrected one
 */
export function decoderLift(before: Jitter, after: Jitter): DecoderLift {
  const taken = Math.max(before.gain - after.gain, before.colour - after.colour, before.local - after.local);
  const part = (taken - STEADY_TO) / (EVENED_FROM - STEADY_TO);
  const share = Math.max(0, Math.min(1, part));
  const between = (name: keyof DecoderLift) => STEADY[name] + share * (EVENED[name] - STEADY[name]);
  return { most: between('most'), red: between('red'), fullTo: between('fullTo'), gone: between('gone') };
}

/** A level as it goes into the video; black and white are left as they are. @param level 0–256 */
export function lifted(level: number, lift: DecoderLift): number {
  return level + lift.most * partAt(level, lift);
}

/** What Cr of a level gets, in codes. @param level 0–256 */
export function reddened(level: number, lift: DecoderLift): number {
  return lift.red * partAt(level, lift);
}

/** How much of the lift a level gets, 0–1. */
function partAt(level: number, { fullTo, gone }: DecoderLift): number {
  return Math.max(0, Math.min(1, level / RISEN, (gone - level) / (gone - fullTo)));
}
