/** Requests at a time: leaves connections for everything else. */
const SLOTS = 4;

/** Limits how many pictures load at a time. What was asked for last is on the screen, so it comes first. */
export class LoadSlots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(slots = SLOTS) {
    this.#free = slots;
  }

  /** @param start called when there is a free slot @returns gives the slot, or the place in the line, back */
  ask(start: () => void): () => void {
    let held = false;
    let done = false;
    const begin = (): void => {
      held = true;
      start();
    };
    if (this.#free > 0) {
      this.#free -= 1;
      begin();
    } else {
      this.#waiting.push(begin);
    }
    return () => {
      if (done) return;
      done = true;
      if (held) this.#next();
      else this.#waiting.splice(this.#waiting.indexOf(begin), 1);
    };
  }

  #next(): void {
    const next = this.#waiting.pop();
    if (next === undefined) this.#free += 1;
    else next();
  }
}

/** Shared by everything that shows many frames. */
export const frameSlots = new LoadSlots();
