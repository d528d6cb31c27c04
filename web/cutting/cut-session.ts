import { api } from '../api/client.ts';
import type { WireTimelapse } from '../contract.ts';
import type { FrameRange } from '../recipe/frame-fates.ts';
import { Collection } from '../state/collection.ts';
import { type CutVideo, cutTimes, rangeIn, sameRange, videoOf, wholeRange } from './cut-range.ts';

export interface CutState {
  /** The whole video; null = not read yet, or there is none. */
  video: CutVideo | null;
  /** The timelapse shows a part of it. */
  isCut: boolean;
  saved: FrameRange;
  draft: FrameRange;
  isRead: boolean;
  failed: unknown;
}

const NOTHING: CutState = {
  video: null,
  isCut: false,
  saved: { first: 0, last: 0 },
  draft: { first: 0, last: 0 },
  isRead: false,
  failed: null,
};

/** What is cut off a video whose frames are gone, while it is edited. */
export class CutSession {
  readonly state = new Collection<CutState>(NOTHING);
  readonly #id: string;
  readonly #fps: number | null;

  constructor({ id, fps }: Pick<WireTimelapse, 'id' | 'fps'>) {
    this.#id = id;
    this.#fps = fps;
  }

  get isChanged(): boolean {
    const { saved, draft } = this.state.state;
    return !sameRange(saved, draft);
  }

  async read(): Promise<void> {
    this.#set({ failed: null });
    try {
      const { recipe, whole_video: whole } = await api.getRecipe({ params: { id: this.#id } });
      const video = whole && videoOf(whole.duration, this.#fps);
      const saved = video === null ? NOTHING.saved : rangeIn(recipe, video);
      this.#set({ video, isCut: whole?.is_cut === true, saved, draft: saved, isRead: true });
    } catch (error) {
      this.#set({ failed: error });
    }
  }

  change(draft: FrameRange): void {
    this.#set({ draft });
  }

  /** For the next render. @throws ApiError */
  async save(): Promise<void> {
    const { draft, video } = this.state.state;
    await api.putRecipe({ params: { id: this.#id }, body: cutTimes(draft, video!) });
    this.#set({ saved: draft });
  }

  /** Nothing is cut off by the next render. @throws ApiError */
  async reset(): Promise<void> {
    await api.deleteRecipe({ params: { id: this.#id } });
    const whole = wholeRange(this.state.state.video!);
    this.#set({ saved: whole, draft: whole });
  }

  #set(change: Partial<CutState>): void {
    this.state.update((state) => ({ ...state, ...change }));
  }
}
