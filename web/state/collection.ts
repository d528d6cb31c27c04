export type Listener<State> = (state: State) => void;

/** Changed by reducers; subscribers are notified once per microtask. */
export class Collection<State> {
  #state: State;
  readonly #listeners = new Set<Listener<State>>();
  #notified = true;

  constructor(initial: State) {
    this.#state = initial;
  }

  get state(): State {
    return this.#state;
  }

  /** Returning the same object means no change. */
  update(reducer: (state: State) => State): void {
    const next = reducer(this.#state);
    if (next === this.#state) return;
    this.#state = next;
    if (!this.#notified) return;
    this.#notified = false;
    queueMicrotask(() => this.#notify());
  }

  /** Also called immediately. Returns a function that unsubscribes. */
  subscribe(listener: Listener<State>): () => void {
    this.#listeners.add(listener);
    listener(this.#state);
    return () => this.#listeners.delete(listener);
  }

  #notify(): void {
    this.#notified = true;
    for (const listener of [...this.#listeners]) listener(this.#state);
  }
}
