import { basename } from 'node:path';
import { cameraName, type Capture, intervalOf } from '../capture/capture.ts';
import { problemText } from '../capture/problem-text.ts';
import type { WireCapture } from '../shared/capture.ts';
import { toIso, toIsoOrNull } from './to-wire.ts';

export function toWireCapture(capture: Capture, timelapseId: string | null): WireCapture {
  const { rules, problem } = capture;
  return {
    id: capture.id,
    name: capture.name,
    printer: capture.print?.printerName ?? null,
    camera: cameraName(capture.camera),
    folder_name: basename(capture.folder),
    timelapse_id: timelapseId,
    state: capture.state,
    mode: rules.mode,
    interval_seconds: intervalOf(capture),
    max_pictures: rules.max_pictures,
    image_count: capture.pictures,
    last_picture_at: toIsoOrNull(capture.lastPictureAt),
    refused: capture.refused,
    problem: problem && { code: problem.code, message: problemText(problem), since: toIso(problem.since) },
    started_at: toIso(capture.startedAt),
    ended_at: toIsoOrNull(capture.endedAt),
    ended_because: capture.endedBecause,
  };
}
