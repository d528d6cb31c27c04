import type { PrinterOptions, WirePrinter } from '../../../web/contract.ts';

/** A printer as the server sends it. */
export function makePrinter(
  change: Partial<Omit<WirePrinter, 'options'>> = {},
  options: Partial<PrinterOptions> = {},
): WirePrinter {
  return {
    key: 'bambu_lab:x1c',
    name: 'X1C',
    integration: 'bambu_lab',
    is_reachable: true,
    cameras: [{ entity: 'camera.x1c', name: 'X1C camera' }],
    lights: ['light.x1c'],
    has_layers: true,
    print: null,
    doing: null,
    layer: null,
    layers: null,
    progress_percent: null,
    captures: [],
    ...change,
    options: {
      capture_enabled: false,
      cameras: ['camera.x1c'],
      mode: 'interval',
      interval_seconds: 5,
      max_pictures: 2000,
      layer_step: 1,
      delay_ms: 0,
      light_entity: null,
      light_seconds: 2,
      light_only_when_dark: true,
      linger_seconds: 60,
      when_failed: 'render',
      when_cancelled: 'keep',
      own_videos: true,
      ...options,
    },
  };
}
