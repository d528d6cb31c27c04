import { basename } from 'node:path';
import { cameraName, isRunning } from '../../capture/capture.ts';
import type { PrinterSummary } from '../../capture/printer-summaries.ts';
import { problemRemedy, problemText } from '../../capture/problem-text.ts';
import type { CaptureProblemCode } from '../../shared/capture.ts';
import { toIso } from '../../wire/to-wire.ts';
import { type EntityValue, lastVideoValue } from '../sensors/entities.ts';
import type { LastVideo } from '../sensors/summary.ts';

export const PRINTER_STATES = [
  'pictures',
  'capturing',
  'capture_problem',
  'last_video',
  'videos',
  'failed',
] as const;

export interface ShownVideos {
  last: LastVideo | null;
  videos: number;
  failed: number;
}

/** By the key of the entity. */
export function printerStates(
  { captures }: PrinterSummary,
  { last, videos, failed }: ShownVideos,
): Record<(typeof PRINTER_STATES)[number], EntityValue> {
  const running = captures.filter(isRunning);
  const [first] = captures;
  const about = {
    name: first?.name ?? null,
    folder_names: captures.map(({ folder }) => basename(folder)),
  };
  const problems = running.flatMap(({ camera, problem }) => (problem ? [{ camera, problem }] : []));
  return {
    pictures: {
      state: String(captures.reduce((sum, { pictures }) => sum + pictures, 0)),
      attributes: {
        ...about,
        by_camera: Object.fromEntries(captures.map(({ camera, pictures }) => [cameraName(camera), pictures])),
      },
    },
    capturing: {
      state: running.length > 0 ? 'on' : 'off',
      attributes: {
        ...about,
        state: running[0]?.state ?? null,
        cameras: running.map(({ camera }) => cameraName(camera)),
        started_at: running[0] ? toIso(running[0].startedAt) : null,
      },
    },
    capture_problem: {
      state: problems.length > 0 ? 'on' : 'off',
      attributes: {
        reason: problems.map(({ problem }) => problemText(problem)).join(' ') || null,
        remedy: problems.length > 0 ? remedyOf(problems.map(({ problem }) => problem.code)) : null,
        cameras: problems.map(({ camera }) => cameraName(camera)),
      },
    },
    last_video: lastVideoValue(last),
    videos: { state: String(videos) },
    failed: { state: String(failed) },
  };
}

/** Each remedy once: cameras often have the same problem. */
function remedyOf(codes: readonly CaptureProblemCode[]): string {
  return [...new Set(codes.map(problemRemedy)), 'The app keeps retrying.'].join(' ');
}
