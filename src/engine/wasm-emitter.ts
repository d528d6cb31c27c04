/**
 * Writes WebAssembly modules byte by byte (WebAssembly core specification 2.0, section 5), as much as one numeric
 * function with SIMD needs. Expressions are plain lists of bytes, so code is built by calling functions:
 * `i16x8.add(get(a), get(b))`.
 */

/** Bytes of an instruction sequence. */
export type Code = readonly number[];

/** Value types of parameters and locals. */
export const I32 = 0x7f;
export const V128 = 0x7b;

/** A function of one module: parameters and locals are numbered from 0, parameters first. */
export interface WasmFunction {
  name: string;
  /** Number of parameters, all `I32`. */
  parameters: number;
  /** Types of the locals. */
  locals: readonly number[];
  body: Code;
}

/** The module with its exported functions, over a memory imported as `env.memory`. */
export function wasmModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters }) => [0x60, ...list(Array(parameters).fill([I32])), 0]);
  const memory = [...name('env'), ...name('memory'), 0x02, 0x00, ...unsigned(1)];
  const exports = functions.map((entry, index) => [...name(entry.name), 0x00, ...unsigned(index)]);
  const bodies = functions.map((entry) => {
    const locals = list(entry.locals.map((type) => [1, type]));
    return withLength([...locals, ...entry.body, END]);
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, list(types)),
    ...section(2, list([memory])),
    ...section(3, list(functions.map((_, index) => unsigned(index)))),
    ...section(7, list(exports)),
    ...section(10, list(bodies)),
  ]);
}

const END = 0x0b;

function section(id: number, content: Code): Code {
  return [id, ...withLength(content)];
}

function list(items: readonly Code[]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function name(text: string): number[] {
  return withLength([...Buffer.from(text)]);
}

function withLength(content: Code): number[] {
  return [...unsigned(content.length), ...content];
}

/** LEB128 of a whole number from 0. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    rest >>>= 7;
  } while (rest > 0);
  return bytes;
}

/** Signed LEB128 of a 32-bit number. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const last = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
    bytes.push(last ? low : low | 0x80);
    if (last) return bytes;
  }
}

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)];

/** Statements one after the other. */
export const block = (...statements: readonly Code[]): Code => statements.flat();

/** Runs the body at least once, and again as long as `again` is not 0. */
export const loopWhile = (body: Code, again: Code): Code => [0x03, 0x40, ...body, ...again, 0x0d, 0x00, END];

const binary =
  (...opcode: Code) =>
  (a: Code, b: Code): Code => [...a, ...b, ...opcode];
const unary =
  (...opcode: Code) =>
  (a: Code): Code => [...a, ...opcode];
const simd = (opcode: number): number[] => [0xfd, ...unsigned(opcode)];
const memory = (offset: number): number[] => [0x00, ...unsigned(offset)];

export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value)],
  load: (address: Code, offset = 0): Code => [...address, 0x28, ...memory(offset)],
  add: binary(0x6a),
  sub: binary(0x6b),
  mul: binary(0x6c),
  and: binary(0x71),
  shl: binary(0x74),
  shrU: binary(0x76),
  lessThan: binary(0x48),
};

export const v128 = {
  load: (address: Code, offset = 0): Code => [...address, ...simd(0x00), ...memory(offset)],
  /** Eight bytes, each widened to 16 bits. */
  load8x8: (address: Code, offset = 0): Code => [...address, ...simd(0x02), ...memory(offset)],
  store: (address: Code, value: Code): Code => [...address, ...value, ...simd(0x0b), ...memory(0)],
  /** Stores the lower eight bytes. */
  store64: (address: Code, value: Code): Code => [...address, ...value, ...simd(0x5b), ...memory(0), 0],
  and: binary(...simd(0x4e)),
  /** Picks 16 bytes out of the 32 of both. */
  shuffle: (a: Code, b: Code, lanes: readonly number[]): Code => [...a, ...b, ...simd(0x0d), ...lanes],
};

export const i8x16 = {
  splat: unary(...simd(0x0f)),
  /** Looks each byte of `indices` up in the 16 bytes of `table`. */
  swizzle: binary(...simd(0x0e)),
  shrU: binary(...simd(0x6d)),
  /** Narrows 16-bit lanes to bytes, clamped to 0–255. */
  narrowU: binary(...simd(0x66)),
};

export const i16x8 = {
  splat: unary(...simd(0x10)),
  add: binary(...simd(0x8e)),
  addSat: binary(...simd(0x8f)),
  sub: binary(...simd(0x91)),
  mul: binary(...simd(0x95)),
  shl: binary(...simd(0x8b)),
  shrS: binary(...simd(0x8c)),
  shrU: binary(...simd(0x8d)),
  /** `(a · b + 2^14) >> 15`, clamped. */
  q15: binary(...simd(0x82)),
  extendLow: unary(...simd(0x89)),
  extendHigh: unary(...simd(0x8a)),
  /** Sums of neighbouring bytes. */
  pairSums: unary(...simd(0x7d)),
};
