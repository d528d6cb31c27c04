import type { Size } from './output-size.ts';
import { type ColourMatrix, VIDEO_OFFSET } from './colour-matrix.ts';

const FRACTION = 16;
const tables = Array.from({ length: 9 }, () => new Int32Array(256));

/**
 * Applies a matrix to a planar 4:2:0 frame.
 *
 * @param from full range, BT.601
 * @param to limited range, BT.709, same layout; must be another buffer
 */
export function correctFrame(
  from: Uint8Array,
  to: Uint8ClampedArray,
  size: Size,
  matrix: ColourMatrix,
): void {
  fillTables(matrix);
  const [yy, yu, yv, uy, uu, uv, vy, vu, vv] = tables as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ];
  const { width, height } = size;
  const half = width / 2;
  const uPlane = width * height;
  const vPlane = uPlane + uPlane / 4;
  for (let row = 0; row < height / 2; row += 1) {
    let top = 2 * row * width;
    let bottom = top + width;
    let chroma = row * half;
    for (let column = 0; column < half; column += 1) {
      const u = from[uPlane + chroma]!;
      const v = from[vPlane + chroma]!;
      const shift = yu[u]! + yv[v]!;
      const a = from[top]!;
      const b = from[top + 1]!;
      const c = from[bottom]!;
      const d = from[bottom + 1]!;
      to[top] = (yy[a]! + shift) >> FRACTION;
      to[top + 1] = (yy[b]! + shift) >> FRACTION;
      to[bottom] = (yy[c]! + shift) >> FRACTION;
      to[bottom + 1] = (yy[d]! + shift) >> FRACTION;
      const mean = (a + b + c + d + 2) >> 2;
      to[uPlane + chroma] = (uy[mean]! + uu[u]! + uv[v]!) >> FRACTION;
      to[vPlane + chroma] = (vy[mean]! + vu[u]! + vv[v]!) >> FRACTION;
      top += 2;
      bottom += 2;
      chroma += 1;
    }
  }
}

function fillTables(matrix: ColourMatrix): void {
  for (let row = 0; row < 3; row += 1) {
    for (let column = 0; column < 3; column += 1) {
      const table = tables[3 * row + column]!;
      const scale = matrix[row]![column]! * 2 ** FRACTION;
      const constant = column === 0 ? (VIDEO_OFFSET[row]! + 0.5) * 2 ** FRACTION : 0;
      for (let i = 0; i < 256; i += 1) table[i] = scale * (column === 0 ? i : i - 128) + constant;
    }
  }
}
