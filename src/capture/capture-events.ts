import { basename } from 'node:path';
import type { CaptureEventDetails } from '../outbox/capture-event.ts';
import { type Capture, cameraName } from './capture.ts';
import { problemText } from './problem-text.ts';
import type { TestPicture } from './test-pictures.ts';

/** Emitted after the change is in the database. */
export interface CaptureEvents {
  'capture.changed': Capture;
  /** How it is seen, or its options; it may also be new or gone. */
  'printer.changed': { key: string };
  /** A picture was asked for and is there; without a test picture it was kept. */
  'printer.pictured': { key: string; test: TestPicture | null };
}

export function captureEventDetails(capture: Capture): CaptureEventDetails {
  const { id, name, print, folder, camera, state, pictures, endedBecause, problem } = capture;
  return {
    capture_id: id,
    name,
    folder_name: basename(folder),
    printer: print?.printerName ?? null,
    camera: cameraName(camera),
    state,
    image_count: pictures,
    ended_because: endedBecause,
    problem_code: problem?.code ?? null,
    problem_message: problem && problemText(problem),
  };
}
