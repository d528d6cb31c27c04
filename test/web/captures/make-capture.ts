import type { WireCapture } from '../../../web/contract.ts';

/** A running capture as the server sends it. */
export function makeCapture(change: Partial<WireCapture> = {}): WireCapture {
  return {
    id: 'plant',
    name: 'Plant',
    printer: null,
    printer_key: null,
    camera: 'camera.garden',
    folder_name: 'Plant 2026-03-04 08-00',
    timelapse_id: null,
    state: 'capturing',
    mode: 'interval',
    interval_seconds: 5,
    max_pictures: 2000,
    image_count: 0,
    last_picture_at: null,
    layer: null,
    layers: null,
    progress_percent: null,
    refused: {},
    problem: null,
    started_at: new Date().toISOString(),
    ended_at: null,
    ended_because: null,
    ...change,
  };
}
