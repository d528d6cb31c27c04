import { drawOverlay } from '../../overlay/draw-overlay.ts';
import { type OverlayFile, printDataOf } from '../../overlay/pictures.ts';
import type { Size } from './output-size.ts';

/**
 * What is drawn into a video, laid out for its size.
 *
 * @param names of the pictures that it shows, one for each frame
 */
export function overlayScript(
  file: OverlayFile,
  names: readonly string[],
  { title, size, fps }: { title: string; size: Size; fps: number },
): string {
  const content = { title, data: printDataOf(file, names) };
  return drawOverlay(file.overlay, content, { ...size, fps, seconds: names.length / fps, speed: 1 });
}
