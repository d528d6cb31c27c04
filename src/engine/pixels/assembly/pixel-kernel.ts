/*
 * The pixel kernel in AssemblyScript: what `../scalar-kernel.ts` computes (read that first), to the last bit, in
 * WebAssembly SIMD, 32 pixels and 8 colour samples at a time. `src/tools/build-kernel.mjs` compiles it.
 */

/** Pixels of a row computed at once; narrower pictures cannot use this kernel. */
const AT_ONCE: u32 = 16;

/** As in `../dither.ts`. */
const DITHER_SIDE: u32 = 8;
const DITHER_STRIDE: u32 = 24;

/** Bytes of a curve: the low bytes of its 16 segments, then the high ones. */
const CURVE: usize = 32;

/** Where each curve is behind the first, in the order of `../kernel-layout.ts`. */
const BASE: usize = 0 * CURVE;
const SLOPE: usize = 1 * CURVE;
const CHROMA: usize = 2 * CURVE;
const BLUE_TINT: usize = 3 * CURVE;
const BLUE_TINT_SLOPE: usize = 4 * CURVE;
const RED_TINT: usize = 5 * CURVE;
const RED_TINT_SLOPE: usize = 6 * CURVE;
const HOLD: usize = 7 * CURVE;
const HOLD_SLOPE: usize = 8 * CURVE;

let width: u32 = 0;
let height: u32 = 0;
let input: usize = 0;
let output: usize = 0;
let curves: usize = 0;
let matrix: usize = 0;
let dither: usize = 0;
let mapRows: usize = 0;
let heldBehind: usize = 0;
let heldLuma: i16 = 0;

/**
 * Size and addresses, once before the first frame.
 *
 * @param heldMapBehind the map of held white, counted from the local map
 * @param partOfLuma of a held level in Y
 */
export function setUp(
  ofWidth: u32,
  ofHeight: u32,
  inputAt: usize,
  outputAt: usize,
  curvesAt: usize,
  matrixAt: usize,
  ditherAt: usize,
  mapRowsAt: usize,
  heldMapBehind: usize,
  partOfLuma: i16,
): void {
  width = ofWidth;
  height = ofHeight;
  input = inputAt;
  output = outputAt;
  curves = curvesAt;
  matrix = matrixAt;
  dither = ditherAt;
  mapRows = mapRowsAt;
  heldBehind = heldMapBehind;
  heldLuma = partOfLuma;
}

/** Corrects pairs of rows `[from, to)`, by no map; the others by the maps in their names. */
export function plain(from: u32, to: u32): void {
  rows(false, false, from, to);
}

export function local(from: u32, to: u32): void {
  rows(true, false, from, to);
}

export function held(from: u32, to: u32): void {
  rows(false, true, from, to);
}

export function localAndHeld(from: u32, to: u32): void {
  rows(true, true, from, to);
}

@inline
function rows(local: bool, held: bool, from: u32, to: u32): void {
  const yy = factor(matrix, 0);
  const yu = factor(matrix, 1);
  const yv = factor(matrix, 2);
  const uu = factor(matrix, 3);
  const uv = factor(matrix, 4);
  const vu = factor(matrix, 5);
  const vv = factor(matrix, 6);
  const plane: usize = width * height;
  for (let row = from; row < to; row += 1) {
    const top: usize = 2 * row * width;
    const samples: usize = plane + (row * width) / 2;
    const ditherTop = ditherRow(dither, 2 * row);
    const ditherBottom = ditherRow(dither, 2 * row + 1);
    const ditherSamples = ditherRow(dither, row);
    let up: usize = 0;
    let down: usize = 0;
    let between = i16x8.splat(0);
    if (local || held) {
      up = load<u32>(mapRows + 12 * row);
      down = load<u32>(mapRows + 12 * row, 4);
      between = i16x8.splat(load<i16>(mapRows + 12 * row, 8));
    }
    for (let start: u32 = 0; start < width; start += AT_ONCE) {
      // The last step moves back to end at the edge, repeating some pixels.
      const column: usize = min(start, width - AT_ONCE);
      const at = top + column;
      const half = column >> 1;
      const sample = samples + half;
      const words: usize = 2 * column;

      let mapLeft = i16x8.splat(0);
      let mapRight = i16x8.splat(0);
      let mapSamples = i16x8.splat(0);
      if (local) {
        mapLeft = mixed(up + words, down + words, between);
        mapRight = mixed(up + words + 16, down + words + 16, between);
        mapSamples = everyOther(mapLeft, mapRight);
      }
      let heldLeft = i16x8.splat(0);
      let heldRight = i16x8.splat(0);
      let heldSamples = i16x8.splat(0);
      if (held) {
        heldLeft = mixed(up + words + heldBehind, down + words + heldBehind, between);
        heldRight = mixed(up + words + heldBehind + 16, down + words + heldBehind + 16, between);
        heldSamples = everyOther(heldLeft, heldRight);
      }

      const pixels = v128.load(input + at);
      const pixelsBelow = v128.load(input + at + width);
      const sums = i16x8.add(
        i16x8.extadd_pairwise_i8x16_u(pixels),
        i16x8.extadd_pairwise_i8x16_u(pixelsBelow),
      );
      const mean = i16x8.shr_u(i16x8.add(sums, i16x8.splat(2)), 2);
      const segment = i8x16.shr_u(i8x16.narrow_i16x8_u(mean, mean), 4);
      const fraction = v128.and(mean, i16x8.splat(15));

      const steep = i16x8.shl(lookupLow(curves + CHROMA, segment), 4);
      const u = i16x8.q15mulr_sat_s(difference(input + sample), steep);
      const v = i16x8.q15mulr_sat_s(difference(input + sample + plane / 4), steep);
      const shade = i16x8.shl(i16x8.add_sat_s(i16x8.q15mulr_sat_s(u, yu), i16x8.q15mulr_sat_s(v, yv)), 1);

      v128.store(
        output + at,
        brightness(
          local,
          held,
          pixels,
          yy,
          shade,
          mapLeft,
          mapRight,
          heldLeft,
          heldRight,
          ditherTop + 2 * (column & (DITHER_SIDE - 1)),
        ),
      );
      v128.store(
        output + at + width,
        brightness(
          local,
          held,
          pixelsBelow,
          yy,
          shade,
          mapLeft,
          mapRight,
          heldLeft,
          heldRight,
          ditherBottom + 2 * (column & (DITHER_SIDE - 1)),
        ),
      );

      const meanHold = held
        ? holdOf(lookupLow(curves + HOLD, segment), lookupLow(curves + HOLD_SLOPE, segment), fraction)
        : i16x8.splat(0);
      const noise = i16x8.add(
        v128.load(ditherSamples + 2 * (half & (DITHER_SIDE - 1))),
        i16x8.splat(128 * 64),
      );
      const blueTint = tintOf(curves + BLUE_TINT, curves + BLUE_TINT_SLOPE, segment, fraction);
      const blue = i16x8.add_sat_s(i16x8.q15mulr_sat_s(u, uu), i16x8.q15mulr_sat_s(v, uv));
      storeColours(output + sample, local, held, blueTint, blue, mapSamples, meanHold, heldSamples, noise);
      const redTint = tintOf(curves + RED_TINT, curves + RED_TINT_SLOPE, segment, fraction);
      const red = i16x8.add_sat_s(i16x8.q15mulr_sat_s(u, vu), i16x8.q15mulr_sat_s(v, vv));
      storeColours(
        output + sample + plane / 4,
        local,
        held,
        redTint,
        red,
        mapSamples,
        meanHold,
        heldSamples,
        noise,
      );
    }
  }
}

/** Sixteen corrected pixels of a row. */
@inline
function brightness(
  local: bool,
  held: bool,
  pixels: v128,
  yy: v128,
  shade: v128,
  mapLeft: v128,
  mapRight: v128,
  heldLeft: v128,
  heldRight: v128,
  dither: usize,
): v128 {
  const segment = i8x16.shr_u(pixels, 4);
  const fraction = v128.and(pixels, i8x16.splat(15));
  const left = half(
    local,
    held,
    i16x8.extend_low_i8x16_u(pixels),
    i16x8.extend_low_i8x16_u(fraction),
    lookupLow(curves + BASE, segment),
    lookupLow(curves + SLOPE, segment),
    held ? lookupLow(curves + HOLD, segment) : segment,
    held ? lookupLow(curves + HOLD_SLOPE, segment) : segment,
    yy,
    twiceLow(shade),
    mapLeft,
    heldLeft,
    dither,
  );
  const right = half(
    local,
    held,
    i16x8.extend_high_i8x16_u(pixels),
    i16x8.extend_high_i8x16_u(fraction),
    lookupHigh(curves + BASE, segment),
    lookupHigh(curves + SLOPE, segment),
    held ? lookupHigh(curves + HOLD, segment) : segment,
    held ? lookupHigh(curves + HOLD_SLOPE, segment) : segment,
    yy,
    twiceHigh(shade),
    mapRight,
    heldRight,
    dither + 16,
  );
  return i8x16.narrow_i16x8_u(left, right);
}

/** Eight of them. */
@inline
function half(
  local: bool,
  held: bool,
  pixels: v128,
  fraction: v128,
  base: v128,
  slope: v128,
  holdStart: v128,
  holdSlope: v128,
  yy: v128,
  shade: v128,
  map: v128,
  heldMap: v128,
  dither: usize,
): v128 {
  const level = i16x8.add(base, i16x8.shr_u(i16x8.mul(fraction, slope), 2));
  let value = i16x8.add_sat_s(i16x8.q15mulr_sat_s(level, yy), shade);
  if (local) value = scaled(value, map);
  if (held) {
    const luma = i16x8.q15mulr_sat_s(i16x8.shl(pixels, 7), i16x8.splat(heldLuma));
    value = towards(value, i16x8.add_sat_s(luma, shade), holdOf(holdStart, holdSlope, fraction), heldMap);
  }
  const noise = i16x8.add(i16x8.shl(v128.load(dither), 1), i16x8.splat(16 * 128));
  return i16x8.shr_s(i16x8.add_sat_s(value, noise), 7);
}

/** Eight samples of one colour. */
@inline
function storeColours(
  at: usize,
  local: bool,
  held: bool,
  tint: v128,
  difference: v128,
  map: v128,
  hold: v128,
  heldMap: v128,
  noise: v128,
): void {
  const still = i16x8.add_sat_s(difference, difference);
  let value = i16x8.add_sat_s(tint, still);
  if (local) value = scaled(value, map);
  if (held) value = towards(value, still, hold, heldMap);
  const rounded = i16x8.shr_s(i16x8.add_sat_s(value, noise), 6);
  v128.store_lane<u64>(at, i8x16.narrow_i16x8_u(rounded, rounded), 0);
}

/** A factor of the matrix, for all lanes. */
@inline
function factor(matrix: usize, index: usize): v128 {
  return i16x8.splat(load<i16>(matrix + 2 * index));
}

@inline
function ditherRow(dither: usize, row: u32): usize {
  return dither + (row & (DITHER_SIDE - 1)) * DITHER_STRIDE * 2;
}

/** Eight numbers of a map, between its rows above and below. */
@inline
function mixed(above: usize, below: usize, between: v128): v128 {
  const up = v128.load(above);
  return i16x8.add(up, i16x8.q15mulr_sat_s(i16x8.sub(v128.load(below), up), between));
}

/** Colour differences of eight samples, times 256. */
@inline
function difference(at: usize): v128 {
  return i16x8.shl(i16x8.sub(v128.load_ext<u8>(at), i16x8.splat(128)), 8);
}

/** What a curve says of eight segments; those of the lower or upper half. */
@inline
function lookupLow(curve: usize, segment: v128): v128 {
  return interleaveLow(
    i8x16.swizzle(v128.load(curve), segment),
    i8x16.swizzle(v128.load(curve, 16), segment),
  );
}

@inline
function lookupHigh(curve: usize, segment: v128): v128 {
  return interleaveHigh(
    i8x16.swizzle(v128.load(curve), segment),
    i8x16.swizzle(v128.load(curve, 16), segment),
  );
}

/** Tint of grey along its curve. */
@inline
function tintOf(curve: usize, slopes: usize, segment: v128, fraction: v128): v128 {
  const growth = i16x8.shr_s(i16x8.mul(fraction, lookupLow(slopes, segment)), 2);
  return i16x8.add(lookupLow(curve, segment), growth);
}

/** The factor is in 16,384ths. */
@inline
function scaled(value: v128, map: v128): v128 {
  const half = i16x8.q15mulr_sat_s(value, map);
  return i16x8.add_sat_s(half, half);
}

/** How far a level is held where white is held. */
@inline
function holdOf(start: v128, slope: v128, fraction: v128): v128 {
  const growth = i16x8.mul(fraction, slope);
  return i16x8.add_sat_s(i16x8.add_sat_s(start, growth), growth);
}

/** Moves a value towards the uncorrected one as far as white is held. */
@inline
function towards(value: v128, still: v128, hold: v128, map: v128): v128 {
  const part = i16x8.q15mulr_sat_s(hold, map);
  return i16x8.add_sat_s(value, i16x8.q15mulr_sat_s(i16x8.sub_sat_s(still, value), part));
}

@inline
function interleaveLow(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

@inline
function interleaveHigh(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}

@inline
function twiceLow(a: v128): v128 {
  return i16x8.shuffle(a, a, 0, 0, 1, 1, 2, 2, 3, 3);
}

@inline
function twiceHigh(a: v128): v128 {
  return i16x8.shuffle(a, a, 4, 4, 5, 5, 6, 6, 7, 7);
}

@inline
function everyOther(a: v128, b: v128): v128 {
  return i16x8.shuffle(a, b, 0, 2, 4, 6, 8, 10, 12, 14);
}
