import type { z } from 'zod';
import type { newCaptureSchema } from '../shared/capture.ts';
import type { CaptureByHand } from './captures.ts';

export function captureByHand(asked: z.output<typeof newCaptureSchema>): CaptureByHand {
  const { name, camera, still_image_url: url = '', interval_seconds, max_pictures } = asked;
  return {
    name,
    camera: camera === undefined ? { url } : { entity: camera },
    // Without a print there is nothing else to go by.
    rules: {
      ...{ mode: 'interval', interval_seconds, max_pictures, layer_step: 1, delay_ms: 0, linger_seconds: 0 },
      ...{ light_entity: null, light_seconds: 0, light_only_when_dark: true },
      ...{ when_failed: 'render', when_cancelled: 'render' },
    },
  };
}
