import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Draws the parts of an element one after the other, each in a task of its own, so that none keeps the page waiting. */
export class InTurns implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #parts: number;
  #drawn = 1;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, parts: number) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  /** How many parts may be drawn. */
  get drawn(): number {
    return this.#drawn;
  }

  hostUpdated(): void {
    if (this.#drawn >= this.#parts || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#drawn += 1;
      this.#host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
