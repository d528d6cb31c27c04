import type { WireFlickerCurve } from '../shared/flicker.ts';

/**
 * The curve in the report of an engine, or null where it has none that can be shown: foreign engines report nothing, or
 * what they like. The bundled engine tells light as the natural logarithm of its factor against the first frame's.
 */
export function toWireFlicker(report: unknown): WireFlickerCurve | null {
  const curve = (report as { curve?: { measured?: unknown; target?: unknown } | null } | null)?.curve;
  const frames = toPercent(curve?.measured);
  const video = toPercent(curve?.target);
  if (frames === null || video === null || frames.length !== video.length) return null;
  return { frames, video };
}

function toPercent(logarithms: unknown): number[] | null {
  if (!Array.isArray(logarithms) || logarithms.length < 2) return null;
  const percents = logarithms.map((value) => Math.round(Math.exp(Number(value)) * 10_000) / 100);
  return percents.every((value) => Number.isFinite(value)) ? percents : null;
}
