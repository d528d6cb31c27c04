import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Collection } from './collection.ts';

/** Renders an element with every change of a collection. */
export class CollectionController<State> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #collection: () => Collection<State>;
  #undo: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, collection: () => Collection<State>) {
    this.#host = host;
    this.#collection = collection;
    host.addController(this);
  }

  get value(): State {
    return this.#collection().state;
  }

  hostConnected(): void {
    this.#undo = this.#collection().subscribe(() => this.#host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#undo?.();
  }
}
