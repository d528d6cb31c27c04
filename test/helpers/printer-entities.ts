/** Of the device of an X1C with one camera, sorted. */
export const PRINTER_ENTITIES = [
  'binary_sensor.timelapse_x1c_capture_problem',
  'binary_sensor.timelapse_x1c_capturing',
  'button.timelapse_x1c_take_picture',
  'image.timelapse_x1c_last_poster',
  'image.timelapse_x1c_latest_picture',
  'sensor.timelapse_x1c_failed',
  'sensor.timelapse_x1c_last_video',
  'sensor.timelapse_x1c_pictures',
  'sensor.timelapse_x1c_videos',
  'switch.timelapse_x1c_capture',
];
