import { BitReader, BrokenJpegError, type HuffmanTable, huffmanTable } from './jpeg-bits.ts';

/** Brightness of a JPEG picture, one value (0–255) for each block of 8 × 8 pixels. */
export interface LumaBlocks {
  /** In pixels, as stored. */
  width: number;
  height: number;
  blocks: Uint8Array;
}

export interface BlocksSoFar {
  /** From the top. */
  blocks: Uint8Array;
  /** Of all. */
  total: number;
}

interface Component {
  id: number;
  /** Blocks in one unit of an interleaved scan. */
  across: number;
  down: number;
  quantTable: number;
  dcTable: HuffmanTable | undefined;
  acTable: HuffmanTable | undefined;
  predictor: number;
}

interface Tables {
  /** Of each table the first value, that of the average. */
  quant: number[];
  dc: HuffmanTable[];
  ac: HuffmanTable[];
  /** In units; infinite = never. */
  restartEvery: number;
}

interface Frame {
  isProgressive: boolean;
  width: number;
  height: number;
  components: Component[];
}

const PROGRESSIVE = 0xc2;

const KINDS = new Map<number, 'quant' | 'huffman' | 'restart' | 'frame' | 'other_frame' | 'scan'>([
  [0xdb, 'quant'],
  [0xc4, 'huffman'],
  [0xdd, 'restart'],
  [0xc0, 'frame'],
  [0xc1, 'frame'],
  [PROGRESSIVE, 'frame'],
  [0xda, 'scan'],
  ...[0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf].map(
    (marker) => [marker, 'other_frame'] as const,
  ),
]);

const BLOCK = 8;
/** Of one side; no camera has more. */
const MAX_SIDE = 20_000;
const MAX_COMPONENTS = 4;

/**
 * Reads only how bright each block is on average, which takes a tenth of the time that all pixels would take; still
 * up to a second for a large picture where nothing is optimised. So it can be done bit by bit, or only in part.
 *
 * @yields what there is so far, a row of blocks or two at a time
 * @returns null for kinds of JPEG that cameras do not send (lossless, arithmetic, 12 bits)
 * @throws BrokenJpegError
 */
export function* readLumaBlocks(bytes: Uint8Array): Generator<BlocksSoFar, LumaBlocks | null> {
  const tables: Tables = { quant: [], dc: [], ac: [], restartEvery: Infinity };
  let frame: Frame | null = null;
  for (const { marker, segment, end } of segmentsOf(bytes)) {
    switch (KINDS.get(marker)) {
      case 'quant':
        readQuantTables(segment, tables.quant);
        break;
      case 'huffman':
        readHuffmanTables(segment, tables);
        break;
      case 'restart':
        tables.restartEvery = word(segment, 0) || Infinity;
        break;
      case 'frame':
        frame = readFrame(segment, marker === PROGRESSIVE);
        if (frame === null) return null;
        break;
      case 'other_frame':
        return null;
      case 'scan': {
        const scan = readScan(segment, frame, tables);
        // Other scans of a progressive picture only refine the first.
        if (scan) return yield* readBlocks(bytes, end, scan, tables);
        break;
      }
      case undefined:
    }
  }
  throw new BrokenJpegError('it has no pixels');
}

/** From its header to its end; pixels in between are skipped. */
function* segmentsOf(bytes: Uint8Array): Generator<{ marker: number; segment: Uint8Array; end: number }> {
  for (let at = 2; at < bytes.length;) {
    const marker = bytes[at] === 0xff ? bytes[at + 1]! : 0;
    if (KINDS.get(marker) === undefined && !(marker >= 0xe0 && marker <= 0xfe)) {
      at += 1;
      continue;
    }
    const end = at + 2 + word(bytes, at + 2);
    if (end > bytes.length) throw new BrokenJpegError('it ends within its header');
    yield { marker, segment: bytes.subarray(at + 4, end), end };
    at = end;
  }
}

function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

function readQuantTables(segment: Uint8Array, quant: number[]): void {
  for (let at = 0; at < segment.length;) {
    const isWide = segment[at]! >> 4 !== 0;
    quant[segment[at]! & 15] = isWide ? word(segment, at + 1) : (segment[at + 1] ?? 0);
    at += 1 + (isWide ? 128 : 64);
  }
}

function readHuffmanTables(segment: Uint8Array, { dc, ac }: Tables): void {
  for (let at = 0; at + 17 <= segment.length;) {
    const counts = segment.subarray(at + 1, at + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const table = huffmanTable(counts, segment.subarray(at + 17, at + 17 + total));
    (segment[at]! >> 4 === 0 ? dc : ac)[segment[at]! & 15] = table;
    at += 17 + total;
  }
}

function readFrame(segment: Uint8Array, isProgressive: boolean): Frame | null {
  const [bits] = segment;
  const height = word(segment, 1);
  const width = word(segment, 3);
  const count = segment[5] ?? 0;
  if (bits !== 8) return null;
  if (height === 0 || width === 0 || height > MAX_SIDE || width > MAX_SIDE)
    throw new BrokenJpegError('its size is not valid');
  if (count === 0 || count > MAX_COMPONENTS || segment.length < 6 + 3 * count)
    throw new BrokenJpegError('its header is not valid');
  const components = Array.from({ length: count }, (_, n) => {
    const [id = 0, sampling = 0, quantTable = 0] = segment.subarray(6 + 3 * n, 9 + 3 * n);
    const across = sampling >> 4;
    const down = sampling & 15;
    if (across < 1 || across > 4 || down < 1 || down > 4)
      throw new BrokenJpegError('its header is not valid');
    return { id, across, down, quantTable, dcTable: undefined, acTable: undefined, predictor: 0 };
  });
  return { isProgressive, width, height, components };
}

interface Scan {
  frame: Frame;
  components: Component[];
  /** Each average is stored without its lowest bits. */
  shift: number;
}

/** Null = it does not hold the averages of the brightness. */
function readScan(segment: Uint8Array, frame: Frame | null, { dc, ac }: Tables): Scan | null {
  if (frame === null) throw new BrokenJpegError('its pixels come before its size');
  const count = segment[0] ?? 0;
  const components = Array.from({ length: count }, (_, n) => {
    const [id, tables = 0] = segment.subarray(1 + 2 * n, 3 + 2 * n);
    const component = frame.components.find((each) => each.id === id);
    if (!component) throw new BrokenJpegError('its header is not valid');
    return Object.assign(component, { dcTable: dc[tables >> 4], acTable: ac[tables & 15], predictor: 0 });
  });
  const [firstValue = 0, , bits = 0] = segment.subarray(1 + 2 * count);
  if (firstValue !== 0 || !components.includes(frame.components[0]!)) return null;
  return { frame, components, shift: frame.isProgressive ? bits & 15 : 0 };
}

function* readBlocks(
  bytes: Uint8Array,
  at: number,
  scan: Scan,
  tables: Tables,
): Generator<BlocksSoFar, LumaBlocks> {
  const { frame, components } = scan;
  const unit = unitOf(scan);
  const blocks = new Uint8Array(unit.blocksAcross * unit.blocksDown);
  const factor = ((tables.quant[unit.luma.quantTable] ?? 1) << scan.shift) / BLOCK;
  const bits = new BitReader(bytes, at);
  const put = (n: number, x: number, y: number, value: number): void => {
    const column = (n % unit.across) * unit.lumaAcross + x;
    const row = Math.floor(n / unit.across) * unit.lumaDown + y;
    // Blocks beyond the edges fill up the last units.
    if (column < unit.blocksAcross && row < unit.blocksDown) blocks[row * unit.blocksAcross + column] = value;
  };
  for (let n = 0; n < unit.across * unit.down; n += 1) {
    if (n > 0 && n % tables.restartEvery === 0) beginAgain(bits, components);
    for (const { component, x, y } of unit.blocks) {
      component.predictor += readAverage(bits, component);
      if (!frame.isProgressive) skipRest(bits, component);
      if (component === unit.luma) put(n, x, y, clamp(128 + component.predictor * factor));
    }
    if ((n + 1) % unit.across === 0) {
      const read = ((n + 1) / unit.across) * unit.lumaDown * unit.blocksAcross;
      yield { blocks: blocks.subarray(0, read), total: blocks.length };
    }
  }
  return { width: frame.width, height: frame.height, blocks };
}

function beginAgain(bits: BitReader, components: readonly Component[]): void {
  bits.restart();
  for (const component of components) component.predictor = 0;
}

/** How the blocks of a scan follow each other: unit by unit, each with some of every component. */
function unitOf({ frame, components }: Scan) {
  const luma = frame.components[0]!;
  const mostAcross = Math.max(...frame.components.map((each) => each.across));
  const mostDown = Math.max(...frame.components.map((each) => each.down));
  const blocksAcross = Math.ceil(Math.ceil((frame.width * luma.across) / mostAcross) / BLOCK);
  const blocksDown = Math.ceil(Math.ceil((frame.height * luma.down) / mostDown) / BLOCK);
  if (components.length === 1) {
    const blocks = [{ component: luma, x: 0, y: 0 }];
    const size = { across: blocksAcross, down: blocksDown, lumaAcross: 1, lumaDown: 1 };
    return { luma, blocks, blocksAcross, blocksDown, ...size };
  }
  const blocks = components.flatMap((component) =>
    Array.from({ length: component.across * component.down }, (_, n) => ({
      component,
      x: n % component.across,
      y: Math.floor(n / component.across),
    })),
  );
  const across = Math.ceil(frame.width / (BLOCK * mostAcross));
  const down = Math.ceil(frame.height / (BLOCK * mostDown));
  const size = { across, down, lumaAcross: luma.across, lumaDown: luma.down };
  return { luma, blocks, blocksAcross, blocksDown, ...size };
}

function clamp(value: number): number {
  return Math.max(0, Math.min(255, value));
}

/** As the difference from the block before. */
function readAverage(bits: BitReader, { dcTable }: Component): number {
  const size = bits.symbol(dcTable);
  if (size > 16) throw new BrokenJpegError('its pixels are damaged');
  return bits.signed(size);
}

function skipRest(bits: BitReader, { acTable }: Component): void {
  for (let n = 1; n < 64;) {
    const symbol = bits.symbol(acTable);
    const size = symbol & 15;
    const run = symbol >> 4;
    if (size === 0) {
      if (run !== 15) return;
      n += 16;
    } else {
      bits.skip(size);
      n += run + 1;
    }
    if (n > 64) throw new BrokenJpegError('its pixels are damaged');
  }
}
