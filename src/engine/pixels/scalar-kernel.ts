import { DITHER_SIDE, DITHER_STRIDE } from './dither.ts';
import { type CurveName, HELD_LUMA, type KernelLayout, type Maps } from './kernel-layout.ts';

/**
 * The pixel kernel in plain JavaScript: the fallback without SIMD, and the definition of what SIMD must compute, to the
 * last bit. All steps are those of 16-bit fixed-point hardware.
 */
export function scalarKernel(memory: ArrayBuffer, layout: KernelLayout, maps: Maps): void {
  const context = new Context(memory, layout, maps);
  const { width, height } = layout.size;
  for (let row = 0; row < height / 2; row += 1) {
    for (let column = 0; column < width / 2; column += 1) context.square(row, column);
  }
}

/** 2 × 2 pixels with their common colour sample. */
class Context {
  #bytes: Uint8Array;
  #words: Int16Array;
  #numbers: Int32Array;
  #layout: KernelLayout;
  #maps: Maps;

  constructor(memory: ArrayBuffer, layout: KernelLayout, maps: Maps) {
    this.#bytes = new Uint8Array(memory);
    this.#words = new Int16Array(memory);
    this.#numbers = new Int32Array(memory);
    this.#layout = layout;
    this.#maps = maps;
  }

  square(row: number, column: number): void {
    const { input, size } = this.#layout;
    const plane = size.width * size.height;
    const top = 2 * row * size.width + 2 * column;
    const sample = plane + (row * size.width) / 2 + column;
    const pixel = (offset: number) => this.#bytes[input + top + offset]!;
    const mean = (pixel(0) + pixel(1) + pixel(size.width) + pixel(size.width + 1) + 2) >> 2;
    const steep = wrap16(this.#lookup('chroma', mean >> 4) << 4);
    const u = q15((this.#bytes[input + sample]! - 128) << 8, steep);
    const v = q15((this.#bytes[input + sample + plane / 4]! - 128) << 8, steep);
    const shade = wrap16(clamp16(q15(u, this.#matrix(1)) + q15(v, this.#matrix(2))) << 1);
    for (const down of [0, 1]) {
      for (const across of [0, 1]) this.#brightness(row * 2 + down, column * 2 + across, shade);
    }
    const blue = clamp16(q15(u, this.#matrix(3)) + q15(v, this.#matrix(4)));
    const red = clamp16(q15(u, this.#matrix(5)) + q15(v, this.#matrix(6)));
    const place = { row, column, mean };
    this.#chroma(sample, blue, this.#tint('blueTint', 'blueTintSlope', mean), place);
    this.#chroma(sample + plane / 4, red, this.#tint('redTint', 'redTintSlope', mean), place);
  }

  #brightness(y: number, x: number, shade: number): void {
    const { width } = this.#layout.size;
    const pixel = this.#bytes[this.#layout.input + y * width + x]!;
    const plain = clamp16(q15(this.#level(pixel), this.#matrix(0)) + shade);
    const scaled = this.#maps.local ? this.#scaled(plain, y >> 1, x) : plain;
    const still = clamp16(q15(wrap16(pixel << 7), HELD_LUMA) + shade);
    const value = this.#maps.held ? this.#held(scaled, still, pixel, y >> 1, x) : scaled;
    const noise = 2 * this.#dither(y, x) + 16 * 128;
    this.#bytes[this.#layout.output + y * width + x] = clamp8(clamp16(value + noise) >> 7);
  }

  #chroma(
    at: number,
    difference: number,
    tint: number,
    { row, column, mean }: { row: number; column: number; mean: number },
  ): void {
    const still = clamp16(2 * difference);
    const plain = clamp16(tint + still);
    const scaled = this.#maps.local ? this.#scaled(plain, row, 2 * column) : plain;
    const value = this.#maps.held ? this.#held(scaled, still, mean, row, 2 * column) : scaled;
    const noise = this.#dither(row, column) + 128 * 64;
    this.#bytes[this.#layout.output + at] = clamp8(clamp16(value + noise) >> 6);
  }

  /** In 128ths. */
  #level(pixel: number): number {
    const growth = ((pixel & 15) * this.#lookup('slope', pixel >> 4)) >> 2;
    return wrap16(this.#lookup('base', pixel >> 4) + growth);
  }

  /** Of a corrected grey pixel, in 64ths. */
  #tint(curve: CurveName, slope: CurveName, pixel: number): number {
    return wrap16(this.#lookup(curve, pixel >> 4) + (((pixel & 15) * this.#lookup(slope, pixel >> 4)) >> 2));
  }

  #lookup(curve: CurveName, segment: number): number {
    const { low, high } = this.#layout.tables[curve];
    return wrap16(this.#bytes[low + segment]! | (this.#bytes[high + segment]! << 8));
  }

  #matrix(index: number): number {
    return this.#words[this.#layout.matrix / 2 + index]!;
  }

  #dither(y: number, x: number): number {
    return this.#words[
      this.#layout.dither / 2 + (y & (DITHER_SIDE - 1)) * DITHER_STRIDE + (x & (DITHER_SIDE - 1))
    ]!;
  }

  #scaled(value: number, mapRow: number, x: number): number {
    return clamp16(2 * q15(value, this.#mapped(this.#layout.map, mapRow, x)));
  }

  /** Moves a value towards the uncorrected one as far as white is held. */
  #held(value: number, still: number, pixel: number, mapRow: number, x: number): number {
    const growth = wrap16((pixel & 15) * this.#lookup('holdSlope', pixel >> 4));
    const level = clamp16(clamp16(this.#lookup('hold', pixel >> 4) + growth) + growth);
    const part = q15(level, this.#mapped(this.#layout.held, mapRow, x));
    return clamp16(value + q15(clamp16(still - value), part));
  }

  /** Interpolated between the rows above and below. */
  #mapped(map: number, mapRow: number, x: number): number {
    const at = this.#layout.mapRows / 4 + 3 * mapRow;
    const word = (row: number) => this.#words[(this.#numbers[row]! - this.#layout.map + map) / 2 + x]!;
    const up = word(at);
    return wrap16(up + q15(wrap16(word(at + 1) - up), this.#numbers[at + 2]!));
  }
}

/** Product of two fractions of 32,768, rounded. */
function q15(a: number, b: number): number {
  return clamp16((a * b + 0x4000) >> 15);
}

function clamp16(value: number): number {
  return Math.max(-32_768, Math.min(32_767, value));
}

function clamp8(value: number): number {
  return Math.max(0, Math.min(255, value));
}

function wrap16(value: number): number {
  return (value << 16) >> 16;
}
