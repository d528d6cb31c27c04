import { DITHER_SIDE, DITHER_STRIDE } from './dither.ts';
import { type CurveName, CURVES, type KernelLayout } from './kernel-layout.ts';
import {
  block,
  type Code,
  get,
  I32,
  i16x8,
  i32,
  i8x16,
  loopWhile,
  set,
  V128,
  v128,
  wasmModule,
} from './wasm-emitter.ts';

/** Pixels of a row that are computed together; narrower pictures cannot use this kernel. */
export const SIMD_WIDTH = 16;

const PARAMETERS = ['output'] as const;
const COUNTERS = [
  'row',
  'column',
  'top',
  'chroma',
  'ditherTop',
  'ditherBottom',
  'ditherChroma',
  'mapRow',
  'mapUp',
  'mapDown',
];
const FACTORS = ['yy', 'yu', 'yv', 'uu', 'uv', 'vu', 'vv'];
const TABLES = CURVES.flatMap((curve) => [`${curve} low`, `${curve} high`]);
const VECTORS = [
  ...TABLES,
  ...FACTORS,
  ...['pixels', 'pixelsBelow', 'segment', 'fraction', 'mean', 'steep', 'blue', 'red', 'u', 'v', 'shade'],
  ...['left', 'right', 'between', 'mapLeft', 'mapRight', 'mapChroma'],
];
const NAMES: readonly string[] = [...PARAMETERS, ...COUNTERS, ...VECTORS];

const INTERLEAVE_LOW = [0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23];
const INTERLEAVE_HIGH = INTERLEAVE_LOW.map((lane) => lane + 8);
const TWICE_LOW = [0, 1, 0, 1, 2, 3, 2, 3, 4, 5, 4, 5, 6, 7, 6, 7];
const TWICE_HIGH = TWICE_LOW.map((lane) => lane + 8);
const EVEN = [0, 1, 4, 5, 8, 9, 12, 13, 16, 17, 20, 21, 24, 25, 28, 29];

const local = (name: string) => NAMES.indexOf(name);
const read = (name: string) => get(local(name));
const write = (name: string, value: Code) => set(local(name), value);
const words = (value: number) => i16x8.splat(i32.const(value));

/**
 * The pixel kernel in WebAssembly SIMD, with all addresses built in. It computes exactly what `scalarKernel` does, 32
 * pixels and 8 colour samples a turn; read that one first. Exports `plain(output)` and `mapped(output)`.
 */
export function simdModule(layout: KernelLayout): Uint8Array<ArrayBuffer> {
  const locals = [...COUNTERS.map(() => I32), ...VECTORS.map(() => V128)];
  const parameters = PARAMETERS.length;
  return wasmModule([
    { name: 'plain', parameters, locals, body: body(layout, false) },
    { name: 'mapped', parameters, locals, body: body(layout, true) },
  ]);
}

function body(layout: KernelLayout, mapped: boolean): Code {
  return block(
    constants(layout),
    write('row', i32.const(0)),
    loopWhile(
      block(
        rowAddresses(layout, mapped),
        write('column', i32.const(0)),
        loopWhile(
          block(
            // The last turn moves back to end at the edge, and does some pixels a second time.
            clampColumn(layout),
            mapped ? factors() : [],
            colours(layout),
            brightness('pixels', 'ditherTop', 0, mapped),
            brightness('pixelsBelow', 'ditherBottom', layout.size.width, mapped),
            chroma(layout, mapped),
            write('column', i32.add(read('column'), i32.const(SIMD_WIDTH))),
          ),
          i32.lessThan(read('column'), i32.const(layout.size.width)),
        ),
        write('row', i32.add(read('row'), i32.const(1))),
      ),
      i32.lessThan(read('row'), i32.const(layout.size.height / 2)),
    ),
  );
}

function constants(layout: KernelLayout): Code {
  const table = (curve: CurveName) =>
    block(
      write(`${curve} low`, v128.load(i32.const(layout.tables[curve].low))),
      write(`${curve} high`, v128.load(i32.const(layout.tables[curve].high))),
    );
  const factor = (name: string, index: number) =>
    // The splat takes the low half of what is loaded.
    write(name, i16x8.splat(i32.load(i32.const(layout.matrix + 2 * index))));
  return block(...CURVES.map(table), ...FACTORS.map(factor));
}

/** Eight values of a curve for the segments; `lanes` says for which. */
function lookup(curve: CurveName, lanes: readonly number[] = INTERLEAVE_LOW): Code {
  const half = (part: string) => i8x16.swizzle(read(`${curve} ${part}`), read('segment'));
  return v128.shuffle(half('low'), half('high'), lanes);
}

function rowAddresses(layout: KernelLayout, mapped: boolean): Code {
  const { width, height } = layout.size;
  const times = (value: Code, factor: number) => i32.mul(value, i32.const(factor));
  const dither = (row: Code) =>
    i32.add(i32.const(layout.dither), times(i32.and(row, i32.const(DITHER_SIDE - 1)), DITHER_STRIDE * 2));
  return block(
    // Offsets within a frame: the same for input and output.
    write('top', times(read('row'), 2 * width)),
    write('chroma', i32.add(i32.const(width * height), times(read('row'), width / 2))),
    write('ditherTop', dither(times(read('row'), 2))),
    write('ditherBottom', dither(i32.add(times(read('row'), 2), i32.const(1)))),
    write('ditherChroma', dither(read('row'))),
    mapped
      ? block(
          write('mapRow', i32.add(i32.const(layout.mapRows), times(read('row'), 12))),
          write('mapUp', i32.load(read('mapRow'))),
          write('mapDown', i32.load(read('mapRow'), 4)),
          write('between', i16x8.splat(i32.load(read('mapRow'), 8))),
        )
      : [],
  );
}

function clampColumn({ size }: KernelLayout): Code {
  const last = size.width - SIMD_WIDTH;
  const beyond = i32.lessThan(i32.const(last), read('column'));
  // column -= beyond · (column − last)
  return write('column', i32.sub(read('column'), i32.mul(beyond, i32.sub(read('column'), i32.const(last)))));
}

/** Address of a column's data in a row of 16-bit numbers that starts at `row`. */
function wordAt(row: string, column: Code): Code {
  return i32.add(read(row), i32.shl(column, i32.const(1)));
}

/** Local factors of 16 pixels, between the map rows above and below. */
function factors(): Code {
  const mix = (offset: number) => {
    const up = v128.load(wordAt('mapUp', read('column')), offset);
    const down = v128.load(wordAt('mapDown', read('column')), offset);
    return i16x8.add(up, i16x8.q15(i16x8.sub(down, up), read('between')));
  };
  return block(
    write('mapLeft', mix(0)),
    write('mapRight', mix(16)),
    write('mapChroma', v128.shuffle(read('mapLeft'), read('mapRight'), EVEN)),
  );
}

/** Colour differences of 8 samples, the mean level below them, and what they add to brightness. */
function colours(layout: KernelLayout): Code {
  const { width, height } = layout.size;
  const half = i32.shrU(read('column'), i32.const(1));
  const at = i32.add(read('chroma'), half);
  const sample = (offset: number) =>
    i16x8.shl(i16x8.sub(v128.load8x8(at, layout.input + offset), words(128)), i32.const(8));
  const pixel = i32.add(read('top'), read('column'));
  const sums = i16x8.add(i16x8.pairSums(read('pixels')), i16x8.pairSums(read('pixelsBelow')));
  return block(
    write('pixels', v128.load(pixel, layout.input)),
    write('pixelsBelow', v128.load(pixel, layout.input + width)),
    write('mean', i16x8.shrU(i16x8.add(sums, words(2)), i32.const(2))),
    write('segment', i8x16.shrU(i8x16.narrowU(read('mean'), read('mean')), i32.const(4))),
    write('fraction', v128.and(read('mean'), words(15))),
    write('blue', alongCurve('blueTint', 'blueTintSlope')),
    write('red', alongCurve('redTint', 'redTintSlope')),
    write('steep', i16x8.shl(lookup('chroma'), i32.const(4))),
    write('u', i16x8.q15(sample(0), read('steep'))),
    write('v', i16x8.q15(sample((width * height) / 4), read('steep'))),
    write(
      'shade',
      i16x8.shl(
        i16x8.addSat(i16x8.q15(read('u'), read('yu')), i16x8.q15(read('v'), read('yv'))),
        i32.const(1),
      ),
    ),
  );
}

/** A curve at the mean levels, given by its values at the segments' starts and its slopes. */
function alongCurve(curve: CurveName, slope: CurveName): Code {
  return i16x8.add(lookup(curve), i16x8.shrS(i16x8.mul(read('fraction'), lookup(slope)), i32.const(2)));
}

/** Sixteen pixels of one row. */
function brightness(pixels: string, dither: string, offset: number, mapped: boolean): Code {
  const half = (
    lanes: readonly number[],
    extend: (a: Code) => Code,
    twice: readonly number[],
    map: string,
    at: number,
  ) => {
    const level = i16x8.add(
      lookup('base', lanes),
      i16x8.shrU(i16x8.mul(extend(read('fraction')), lookup('slope', lanes)), i32.const(2)),
    );
    const plain = i16x8.addSat(
      i16x8.q15(level, read('yy')),
      v128.shuffle(read('shade'), read('shade'), twice),
    );
    const value = mapped ? scaled(plain, map) : plain;
    const noise = i16x8.add(
      i16x8.shl(
        v128.load(wordAt(dither, i32.and(read('column'), i32.const(DITHER_SIDE - 1))), at),
        i32.const(1),
      ),
      words(16 * 128),
    );
    return i16x8.shrS(i16x8.addSat(value, noise), i32.const(7));
  };
  const bytes = i8x16.splat(i32.const(15));
  return block(
    write('segment', i8x16.shrU(read(pixels), i32.const(4))),
    write('fraction', v128.and(read(pixels), bytes)),
    write('left', half(INTERLEAVE_LOW, i16x8.extendLow, TWICE_LOW, 'mapLeft', 0)),
    write('right', half(INTERLEAVE_HIGH, i16x8.extendHigh, TWICE_HIGH, 'mapRight', 16)),
    v128.store(
      i32.add(i32.add(read('output'), i32.const(offset)), i32.add(read('top'), read('column'))),
      i8x16.narrowU(read('left'), read('right')),
    ),
  );
}

/** Eight samples of both colour differences. */
function chroma(layout: KernelLayout, mapped: boolean): Code {
  const { width, height } = layout.size;
  const half = i32.shrU(read('column'), i32.const(1));
  const plane = (tint: string, u: string, v: string, offset: number) => {
    const difference = i16x8.addSat(i16x8.q15(read('u'), read(u)), i16x8.q15(read('v'), read(v)));
    const plain = i16x8.addSat(read(tint), i16x8.addSat(difference, difference));
    const value = mapped ? scaled(plain, 'mapChroma') : plain;
    const noise = i16x8.add(
      v128.load(wordAt('ditherChroma', i32.and(half, i32.const(DITHER_SIDE - 1)))),
      words(128 * 64),
    );
    const rounded = i16x8.shrS(i16x8.addSat(value, noise), i32.const(6));
    return v128.store64(
      i32.add(i32.add(read('output'), i32.const(offset)), i32.add(read('chroma'), half)),
      i8x16.narrowU(rounded, rounded),
    );
  };
  return block(plane('blue', 'uu', 'uv', 0), plane('red', 'vu', 'vv', (width * height) / 4));
}

/** A value times the local factor, which is in 16,384ths. */
function scaled(value: Code, map: string): Code {
  const half = i16x8.q15(value, read(map));
  return i16x8.addSat(half, half);
}
