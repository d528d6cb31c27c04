/** Events about pictures that the app takes itself. */
export const CAPTURE_EVENTS = [
  'timelapse.capture_started',
  'timelapse.capture_ended',
  'timelapse.capture_problem',
] as const;
export type CaptureEvent = (typeof CAPTURE_EVENTS)[number];

/** A capture at the moment of an event, with the field names of the events in Home Assistant. */
export interface CaptureEventDetails {
  capture_id: string;
  name: string;
  folder_name: string;
  printer: string | null;
  camera: string;
  state: string;
  image_count: number;
  /** Only for `capture_ended`. */
  ended_because: string | null;
  problem_code: string | null;
  problem_message: string | null;
}
