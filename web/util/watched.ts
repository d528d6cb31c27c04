import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Collection } from './collection.ts';

/** Ties a collection to an element: it renders anew with every change, for as long as it is in the page. */
export class Watched<State> implements ReactiveController {
  private readonly _host: ReactiveControllerHost;
  private readonly _collection: () => Collection<State>;
  private _undo: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, collection: () => Collection<State>) {
    this._host = host;
    this._collection = collection;
    host.addController(this);
  }

  get value(): State {
    return this._collection().state;
  }

  hostConnected(): void {
    this._undo = this._collection().subscribe(() => this._host.requestUpdate());
  }

  hostDisconnected(): void {
    this._undo?.();
  }
}
