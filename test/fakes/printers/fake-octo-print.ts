import { FakePrinter } from './fake-printer.ts';

/**
 * A printer as OctoPrint shows it; states such as `Printing`, `Operational`.
 * Source: docs.octoprint.org, REST API, "Printer operations" and "Job operations".
 */
export class FakeOctoPrint extends FakePrinter {
  protected answer(path: string): object | undefined {
    const { state, file } = this.now;
    const isPrinting = state === 'Printing';
    const answers: Record<string, object> = {
      '/api/version': { api: '0.1', server: '1.11.0', text: 'OctoPrint 1.11.0' },
      '/api/settings': { plugins: {}, webcam: { webcamEnabled: false, streamUrl: '' } },
      '/api/printer': { state: { text: state, flags: { printing: isPrinting } }, temperature: {} },
      '/api/job': {
        job: { file: { name: file, origin: 'local', size: file === null ? null : 1000 } },
        progress: isPrinting ? { completion: 50, printTime: 60, printTimeLeft: 60 } : {},
        state,
      },
    };
    return answers[path];
  }
}
