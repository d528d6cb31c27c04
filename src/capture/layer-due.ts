import type { Capture } from './capture.ts';

type Layers = Pick<Capture, 'firstLayer' | 'lastLayer' | 'halvings'> & { rules: { layer_step: number } };

/** Layers between two pictures at the moment. */
export function layerStepOf({ rules, halvings }: Layers): number {
  return rules.layer_step * 2 ** halvings;
}

/** Printers are polled, so layers may be skipped. @param layer null = unknown */
export function isLayerDue(layer: number | null, capture: Layers): boolean {
  const { firstLayer, lastLayer } = capture;
  if (layer === null || layer < 1) return false;
  if (firstLayer === null || lastLayer === null) return true;
  const step = layerStepOf(capture);
  return Math.floor((layer - firstLayer) / step) > Math.floor((lastLayer - firstLayer) / step);
}
