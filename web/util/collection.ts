/** Hears of every new state. */
export type Listener<State> = (state: State) => void;

/** One live piece of state: changed by pure reducers, told to its subscribers once per microtask. */
export class Collection<State> {
  private _state: State;
  private readonly _listeners = new Set<Listener<State>>();
  private _told = true;

  constructor(initial: State) {
    this._state = initial;
  }

  get state(): State {
    return this._state;
  }

  /** Replaces the state by what the reducer makes of it; the same object means that nothing changed. */
  update(reducer: (state: State) => State): void {
    const next = reducer(this._state);
    if (next === this._state) return;
    this._state = next;
    if (!this._told) return;
    this._told = false;
    queueMicrotask(() => this._tell());
  }

  /** Calls back now and after every change, until the returned function is called. */
  subscribe(listener: Listener<State>): () => void {
    this._listeners.add(listener);
    listener(this._state);
    return () => this._listeners.delete(listener);
  }

  private _tell(): void {
    this._told = true;
    for (const listener of [...this._listeners]) listener(this._state);
  }
}
