/** Calls back once after a while that can be halted, and then goes on with what is left of it. */
export class HaltingTimer {
  private readonly _done: () => void;
  private _left: number;
  private _since = 0;
  private _timer: ReturnType<typeof setTimeout> | undefined;

  /** @param ms the whole while, which begins with the first `run()` */
  constructor(ms: number, done: () => void) {
    this._left = ms;
    this._done = done;
  }

  run(): void {
    this._since = performance.now();
    this._timer = setTimeout(this._done, this._left);
  }

  halt(): void {
    if (this._timer === undefined) return;
    clearTimeout(this._timer);
    this._timer = undefined;
    this._left -= performance.now() - this._since;
  }
}
