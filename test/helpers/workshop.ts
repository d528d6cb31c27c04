import { expect } from 'vitest';
import type { WireCapture, WirePrinter } from '../../src/shared/capture.ts';
import { type FakeCamera, startFakeCamera } from '../fakes/fake-camera.ts';
import type { FakeCore } from '../fakes/fake-core.ts';
import { addRealPrinter, REAL_PRINTERS } from '../fixtures/real-printers.ts';
import type { TestApp } from './start-app.ts';
import { type InHomeAssistant, startInHomeAssistant } from './start-in-home-assistant.ts';
import { waitFor } from './wait-for.ts';

export const KEY = 'bambu_lab:00M09A_print_status';
export const CAMERA = 'camera.x1c_camera';

/** What an X1C says of itself. */
export interface Said {
  status?: string;
  stage?: string;
  layer?: number;
  task?: string;
}

export const sayOf =
  (core: FakeCore) =>
  ({ status, stage, layer, task }: Said, at?: number): void => {
    if (task !== undefined) core.setState('sensor.x1c_task_name', task, at);
    if (stage !== undefined) core.setState('sensor.x1c_current_stage', stage, at);
    if (layer !== undefined) core.setState('sensor.x1c_current_layer', String(layer), at);
    if (status !== undefined) core.setState('sensor.x1c_print_status', status, at);
  };

/** An X1C with its camera, of which pictures are taken fifty times as fast. */
export class Workshop {
  readonly home: InHomeAssistant;
  readonly camera: FakeCamera;
  app: TestApp;
  #began = 0;

  constructor(home: InHomeAssistant, camera: FakeCamera) {
    this.home = home;
    this.camera = camera;
    this.app = home.app;
  }

  get core(): FakeCore {
    return this.home.core;
  }

  async printer(): Promise<WirePrinter> {
    return waitFor('the printer', async () =>
      (await this.app.get<WirePrinter[]>('/printers')).find(({ key }) => key === KEY),
    );
  }

  async set(options: object): Promise<WirePrinter> {
    await this.printer();
    const answer = await this.app.request('PATCH', `/printers/${encodeURIComponent(KEY)}`, options);
    expect(answer.status).toBe(200);
    return (await answer.json()) as WirePrinter;
  }

  /** @param at milliseconds since 1970 */
  say(states: Said, at?: number): void {
    sayOf(this.core)(states, at);
  }

  /** Prints of a printer are told apart by the second in which they began: this one begins in another than the last. */
  async begin(states: Said): Promise<void> {
    await waitFor('the next second', () => Date.now() >= this.#began + 1000);
    this.#began = Date.now();
    this.say(states);
  }

  captures(): Promise<WireCapture[]> {
    return this.app.get<WireCapture[]>('/captures');
  }

  until(what: string, test: (capture: WireCapture) => boolean): Promise<WireCapture> {
    return waitFor(what, async () => (await this.captures()).find(test));
  }

  async moreAfter({ image_count: before }: WireCapture, more = 3): Promise<WireCapture> {
    return this.until('more pictures', ({ image_count: count }) => count >= before + more);
  }
}

export async function startWorkshop(
  prepare: (core: FakeCore) => void = () => {},
  overrides: Parameters<typeof startInHomeAssistant>[1] = {},
): Promise<Workshop> {
  const camera = await startFakeCamera();
  const home = await startInHomeAssistant(
    {},
    {
      ...overrides,
      times: { secondMs: 20, ...overrides.times },
      prepare: (core) => {
        addRealPrinter(core, REAL_PRINTERS.bambu_lab);
        core.setState('sensor.x1c_print_status', 'idle');
        core.cameras.set(CAMERA, (response) => camera.answer(response));
        prepare(core);
      },
    },
  );
  return new Workshop(home, camera);
}

/** From its first layer on. */
export const PRINTING = { task: 'Owl', stage: 'printing', status: 'running' };
