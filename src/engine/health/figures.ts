import type { FeatureReader } from '../measure/feature-reader.ts';
import { CHANNELS, LOG_SCALE, UNUSABLE } from '../measure/features.ts';

/** What tells whether a frame is any good. */
export interface Figures {
  /** Mean level of green, 0–255. */
  level: number;
  /** Part of the cells that have one and the same colour. */
  flat: number;
  /** Part of the cells that changed since the frame before, whatever the light did. */
  change: number;
  /** Exactly as the frame before. */
  isSame: boolean;
}

/** The cells that show something of the picture; the rest is a border. */
export interface Cells {
  columns: readonly [from: number, to: number];
  rows: readonly [from: number, to: number];
}

/** Levels about the median that are one colour; JPEG adds so much. */
const ONE_COLOUR = 3;

/** A change of a cell, in logarithms, that is no noise. */
const CHANGED = 0.04;

/** Darker cells (levels) are mostly noise. */
const DARK = 16;

/** One cell of so many tells the colour, and one of so many the step of the light. */
const EVERY = 3;
const SELDOM = 17;

const LEVELS = 256;
const LEVEL_OF = Uint8Array.from({ length: Math.ceil(LOG_SCALE * Math.log(LEVELS)) + 1 }, (_, feature) =>
  Math.min(LEVELS - 1, Math.round(Math.exp(feature / LOG_SCALE))),
);

/** Frame by frame, in order. @param cellsOf the frame */
export function figuresOf(
  reader: FeatureReader,
  columns: number,
  cellsOf: (frame: number) => Cells,
): Figures[] {
  let before = new Int16Array(reader.values);
  let now = new Int16Array(reader.values);
  return Array.from({ length: reader.frames }, (_, frame) => {
    [before, now] = [now, before];
    reader.read(frame, now);
    const { level, flat } = colourOf(now, columns, cellsOf(frame));
    if (frame === 0) return { level, flat, change: 1, isSame: false };
    const isSame = Buffer.compare(bytesOf(before), bytesOf(now)) === 0;
    return { level, flat, change: isSame ? 0 : changeOf(before, now), isSame };
  });
}

function bytesOf(features: Int16Array): Uint8Array {
  return new Uint8Array(features.buffer, features.byteOffset, features.byteLength);
}

/** Cells that are too dark to be compared have no red. */
function levelOf(feature: number): number {
  return feature === UNUSABLE ? 0 : LEVEL_OF[feature]!;
}

const counts = Array.from({ length: CHANNELS }, () => new Uint32Array(LEVELS));

function colourOf(features: Int16Array, columns: number, cells: Cells): Pick<Figures, 'level' | 'flat'> {
  for (const channel of counts) channel.fill(0);
  let total = 0;
  let sum = 0;
  eachCell(columns, cells, (at) => {
    total += 1;
    sum += levelOf(features[at + 1]!);
    for (let c = 0; c < CHANNELS; c += 1) counts[c]![levelOf(features[at + c]!)]! += 1;
  });
  const [red, green, blue] = counts.map((channel) => medianOf(channel, total)) as [number, number, number];
  let alike = 0;
  eachCell(columns, cells, (at) => {
    const off = Math.max(
      Math.abs(levelOf(features[at]!) - red),
      Math.abs(levelOf(features[at + 1]!) - green),
      Math.abs(levelOf(features[at + 2]!) - blue),
    );
    if (off <= ONE_COLOUR) alike += 1;
  });
  return { level: sum / total, flat: alike / total };
}

function eachCell(columns: number, cells: Cells, visit: (at: number) => void): void {
  for (let row = cells.rows[0]; row < cells.rows[1]; row += 1) {
    for (let column = cells.columns[0] + (row % EVERY); column < cells.columns[1]; column += EVERY) {
      visit((row * columns + column) * CHANNELS);
    }
  }
}

function medianOf(levels: Uint32Array, total: number): number {
  let seen = 0;
  for (let level = 0; level < levels.length; level += 1) {
    seen += levels[level]!;
    if (2 * seen > total) return level;
  }
  return 0;
}

const DARK_FEATURE = LOG_SCALE * Math.log(DARK);

function changeOf(before: Int16Array, now: Int16Array): number {
  const steps = new Int16Array(Math.ceil(now.length / (CHANNELS * SELDOM)));
  for (let i = 0; i < steps.length; i += 1) {
    const at = 1 + i * CHANNELS * SELDOM;
    steps[i] = now[at]! - before[at]!;
  }
  const light = steps.sort()[steps.length >> 1]!;
  let seen = 0;
  let changed = 0;
  for (let at = 1; at < now.length; at += CHANNELS) {
    if (Math.max(now[at]!, before[at]!) < DARK_FEATURE) continue;
    seen += 1;
    if (Math.abs(now[at]! - before[at]! - light) > CHANGED * LOG_SCALE) changed += 1;
  }
  return seen === 0 ? 0 : changed / seen;
}
