import { basename } from 'node:path';
import { cameraName, type Capture, intervalOf } from '../capture/capture.ts';
import { problemText } from '../capture/problem-text.ts';
import type { PrinterSight } from '../print-jobs/printer-feed.ts';
import type { WireCapture } from '../shared/capture.ts';
import { wireKey } from '../print-jobs/wire-key.ts';
import { toIso, toIsoOrNull } from './to-wire.ts';

/** @param sight of its print; null = over, or none */
export function toWireCapture(
  capture: Capture,
  { timelapseId, sight }: { timelapseId: string | null; sight: PrinterSight | null },
): WireCapture {
  const { rules, problem } = capture;
  return {
    id: capture.id,
    name: capture.name,
    printer: capture.print?.printerName ?? null,
    printer_key: capture.print && wireKey(capture.print.printerKey),
    camera: cameraName(capture.camera),
    folder_name: basename(capture.folder),
    timelapse_id: timelapseId,
    state: capture.state,
    mode: rules.mode,
    interval_seconds: intervalOf(capture),
    max_pictures: rules.max_pictures,
    image_count: capture.pictures,
    last_picture_at: toIsoOrNull(capture.lastPictureAt),
    layer: capture.lastLayer,
    layers: sight?.layers ?? null,
    progress_percent: toPercent(sight?.progress),
    refused: capture.refused,
    problem: problem && { code: problem.code, message: problemText(problem), since: toIso(problem.since) },
    started_at: toIso(capture.startedAt),
    ended_at: toIsoOrNull(capture.endedAt),
    ended_because: capture.endedBecause,
  };
}

/** @param share 0 to 1 */
export function toPercent(share: number | null | undefined): number | null {
  return share === null || share === undefined ? null : Math.round(share * 100);
}
