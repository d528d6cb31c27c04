import { DITHER_SIDE, DITHER_STRIDE } from './dither.ts';
import type { CurveName, KernelLayout } from './kernel-layout.ts';

/**
 * The pixel kernel in plain JavaScript: what runs where there is no SIMD, and the definition of what SIMD must
 * compute. All steps are those of 16-bit fixed-point hardware, to the last bit.
 *
 * @param memory laid out by `layout`, tables and input filled in
 * @param output address of the result
 * @param mapped whether the local map is applied
 */
export function scalarKernel(
  memory: ArrayBuffer,
  layout: KernelLayout,
  output: number,
  mapped: boolean,
): void {
  const context = new Context(memory, layout, output, mapped);
  const { width, height } = layout.size;
  for (let row = 0; row < height / 2; row += 1) {
    for (let column = 0; column < width / 2; column += 1) context.square(row, column);
  }
}

/** A square of 2 × 2 pixels at a time, with the colour sample they share. */
class Context {
  #bytes: Uint8Array;
  #words: Int16Array;
  #numbers: Int32Array;
  #layout: KernelLayout;
  #output: number;
  #mapped: boolean;

  constructor(memory: ArrayBuffer, layout: KernelLayout, output: number, mapped: boolean) {
    this.#bytes = new Uint8Array(memory);
    this.#words = new Int16Array(memory);
    this.#numbers = new Int32Array(memory);
    this.#layout = layout;
    this.#output = output;
    this.#mapped = mapped;
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
    this.#chroma(sample, blue, this.#tint('blueTint', 'blueTintSlope', mean), row, column);
    this.#chroma(sample + plane / 4, red, this.#tint('redTint', 'redTintSlope', mean), row, column);
  }

  #brightness(y: number, x: number, shade: number): void {
    const { width } = this.#layout.size;
    const level = this.#level(this.#bytes[this.#layout.input + y * width + x]!);
    const plain = clamp16(q15(level, this.#matrix(0)) + shade);
    const value = this.#mapped ? this.#scaled(plain, y >> 1, x) : plain;
    const noise = 2 * this.#dither(y, x) + 16 * 128;
    this.#bytes[this.#output + y * width + x] = clamp8(clamp16(value + noise) >> 7);
  }

  #chroma(at: number, difference: number, tint: number, row: number, column: number): void {
    const plain = clamp16(tint + clamp16(2 * difference));
    const value = this.#mapped ? this.#scaled(plain, row, 2 * column) : plain;
    const noise = this.#dither(row, column) + 128 * 64;
    this.#bytes[this.#output + at] = clamp8(clamp16(value + noise) >> 6);
  }

  /** Corrected level of a pixel, in 128ths. */
  #level(pixel: number): number {
    const growth = ((pixel & 15) * this.#lookup('slope', pixel >> 4)) >> 2;
    return wrap16(this.#lookup('base', pixel >> 4) + growth);
  }

  /** Colour of a corrected grey pixel, in 64ths. */
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
    const at = this.#layout.mapRows / 4 + 3 * mapRow;
    const up = this.#words[this.#numbers[at]! / 2 + x]!;
    const down = this.#words[this.#numbers[at + 1]! / 2 + x]!;
    const factor = wrap16(up + q15(wrap16(down - up), this.#numbers[at + 2]!));
    return clamp16(2 * q15(value, factor));
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
