import type { WireNotice } from '../shared/system.ts';

export interface NoticeSource {
  readonly notices: readonly WireNotice[];
}

/** Order of the notices. */
const PLACES: Record<WireNotice['area'], number> = {
  options: 0,
  database: 1,
  source: 2,
  engine: 3,
  ffmpeg: 4,
  output: 5,
  disk: 6,
  capture: 7,
  print_jobs: 8,
  home_assistant: 9,
};

/** Created before the parts it gathers from, which register here. */
export class NoticeBoard implements NoticeSource {
  readonly #sources: NoticeSource[] = [];

  add(...sources: readonly NoticeSource[]): void {
    this.#sources.push(...sources);
  }

  get notices(): readonly WireNotice[] {
    const found = this.#sources.flatMap(({ notices }) => notices);
    return found.toSorted((a, b) => PLACES[a.area] - PLACES[b.area]);
  }
}
