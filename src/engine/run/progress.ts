export type Step = 'measuring' | 'planning' | 'encoding' | 'finishing';

/** In percent of the whole run, measured on 1080p pictures. */
const SPAN: Readonly<Record<Step, readonly [number, number]>> = {
  measuring: [0, 6],
  planning: [6, 11],
  encoding: [11, 98],
  finishing: [98, 100],
};

const MIN_MS_BETWEEN = 250;

/** Never decreasing, at most four lines a second, and always at the start and end of a step. */
export class Progress {
  #emit: (line: string) => void;
  #now: () => number;
  #percent = 0;
  #lastAt = Number.NEGATIVE_INFINITY;
  #lastStep: Step | undefined;

  constructor(emit: (line: string) => void, now: () => number = () => performance.now()) {
    this.#emit = emit;
    this.#now = now;
  }

  at(step: Step, done: number, total: number): void {
    const [from, to] = SPAN[step];
    this.#percent = Math.max(this.#percent, Math.floor(from + (to - from) * (total > 0 ? done / total : 1)));
    const due = this.#now() - this.#lastAt >= MIN_MS_BETWEEN;
    if (!due && step === this.#lastStep && done < total) return;
    this.#lastAt = this.#now();
    this.#lastStep = step;
    this.#emit(`progress ${this.#percent} ${done}/${total} ${step}`);
  }
}
