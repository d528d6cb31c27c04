import { readFrameReport } from '../recipes/frame-report.ts';
import { STEADY_REASONS, type WireFlickerCurve } from '../shared/flicker.ts';
import { FRAME_STATES } from '../shared/recipe.ts';

interface Curve {
  measured?: unknown;
  target?: unknown;
}

/**
 * Null = no curve: foreign engines report nothing, or anything. The bundled engine reports natural logarithms
 * relative to the first frame.
 */
export function toWireFlicker(report: unknown): WireFlickerCurve | null {
  const { curve, cameras, steady } = (report ?? {}) as {
    curve?: Curve | null;
    cameras?: unknown;
    steady?: { reason?: unknown } | null;
  };
  const frames = toPercent(curve?.measured);
  const video = toPercent(curve?.target);
  if (frames === null || video === null || frames.length !== video.length) return null;
  return {
    frames,
    video,
    left_out: leftOutIn(report),
    steady: STEADY_REASONS.find((reason) => reason === steady?.reason) ?? null,
    cameras: Number.isInteger(cameras) ? Number(cameras) : 1,
  };
}

function leftOutIn(report: unknown): WireFlickerCurve['left_out'] {
  const leftOut = [...readFrameReport(report).states.values()].filter((frame) => frame.leftOut);
  return FRAME_STATES.map((state) => ({
    state,
    count: leftOut.filter((frame) => frame.state === state).length,
  })).filter(({ count }) => count > 0);
}

function toPercent(logarithms: unknown): number[] | null {
  if (!Array.isArray(logarithms) || logarithms.length < 2) return null;
  const percents = logarithms.map((value) => Math.round(Math.exp(Number(value)) * 10_000) / 100);
  return percents.every((value) => Number.isFinite(value)) ? percents : null;
}
