import { FakePrinter } from './fake-printer.ts';

/**
 * A Prusa printer as PrusaLink shows it; states such as `PRINTING`, `FINISHED`, `IDLE`.
 * Source: prusa3d/Prusa-Link-Web, spec/openapi.yaml.
 */
export class FakePrusaLink extends FakePrinter {
  protected answer(path: string): object | null | undefined {
    const { state, file } = this.now;
    const answers: Record<string, object | null> = {
      '/api/version': { api: '2.0.0', server: '2.1.2', text: 'PrusaLink', hostname: 'prusa-mk4' },
      '/api/printer': { telemetry: { material: 'PLA' }, state: { text: state, flags: {} } },
      '/api/v1/info': { serial: 'CZPX1234', hostname: 'prusa-mk4', nozzle_diameter: 0.4, mmu: false },
      '/api/v1/status': { printer: { ...STILL, state } },
      '/api/v1/job': file === null ? null : jobOf(state, file),
    };
    return answers[path];
  }
}

const STILL = {
  temp_bed: 60,
  target_bed: 60,
  temp_nozzle: 215,
  target_nozzle: 215,
  axis_z: 1,
  flow: 100,
  speed: 100,
  fan_hotend: 0,
  fan_print: 0,
};

function jobOf(state: string, file: string): object {
  const refs = { icon: '', thumbnail: '', download: '' };
  return {
    id: 7,
    state,
    progress: 50,
    time_printing: 60,
    time_remaining: 60,
    file: { name: file.toUpperCase(), display_name: file, path: '/usb', size: 1000, refs },
  };
}
