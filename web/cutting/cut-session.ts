import { api } from '../api/client.ts';
import type { WireRecipeView, WireTimelapse } from '../contract.ts';
import type { FrameRange } from '../recipe/frame-fates.ts';
import { type RecipeDraft, sameRecipe, toDraft } from '../recipe/recipe-draft.ts';
import { Collection } from '../state/collection.ts';
import { type CutVideo, cutTimes, rangeIn, sameRange, videoOf, wholeRange } from './cut-range.ts';

export interface CutState {
  /** The whole video; null = not read yet, or there is none. */
  video: CutVideo | null;
  /** The timelapse shows a part of it. */
  isCut: boolean;
  saved: FrameRange;
  draft: FrameRange;
  /** What else is changed in a video that was taken in; of others, it is lost with the frames. */
  savedLook: RecipeDraft;
  look: RecipeDraft;
  /** What counts where it sets nothing; null = not read yet. */
  options: WireRecipeView['options'] | null;
  isRead: boolean;
  failed: unknown;
}

const NOTHING: CutState = {
  video: null,
  isCut: false,
  saved: { first: 0, last: 0 },
  draft: { first: 0, last: 0 },
  savedLook: {},
  look: {},
  options: null,
  isRead: false,
  failed: null,
};

/** What is cut off a video without frames, and how another is made of it, while it is edited. */
export class CutSession {
  readonly state = new Collection<CutState>(NOTHING);
  readonly #id: string;
  readonly #fps: number | null;
  readonly #hasLook: boolean;

  constructor({ id, fps, origin }: Pick<WireTimelapse, 'id' | 'fps' | 'origin'>) {
    this.#id = id;
    this.#fps = fps;
    this.#hasLook = origin === 'video';
  }

  get isChanged(): boolean {
    const { saved, draft, savedLook, look } = this.state.state;
    return !sameRange(saved, draft) || !sameRecipe(savedLook, look);
  }

  async read(): Promise<void> {
    this.#set({ failed: null });
    try {
      const { recipe, options, whole_video: whole } = await api.getRecipe({ params: { id: this.#id } });
      // A new version may have another rate.
      const video = whole && videoOf(whole.duration, whole.fps || this.#fps);
      const look = this.#hasLook ? toDraft({ ...recipe, first_frame: null, last_frame: null }) : {};
      const saved = video === null ? NOTHING.saved : rangeIn(recipe, video);
      const isCut = whole?.is_cut === true;
      this.#set({ video, isCut, saved, draft: saved, savedLook: look, look, options, isRead: true });
    } catch (error) {
      this.#set({ failed: error });
    }
  }

  change(draft: FrameRange): void {
    this.#set({ draft });
  }

  /** Without what was not saved. */
  discard(): void {
    this.#set({ draft: wholeRange(this.state.state.video!), look: {} });
  }

  changeLook(look: RecipeDraft): void {
    this.#set({ look });
  }

  /** For the next render. @throws ApiError */
  async save(): Promise<void> {
    const { draft, look, video } = this.state.state;
    await api.putRecipe({ params: { id: this.#id }, body: { ...look, ...cutTimes(draft, video!) } });
    this.#set({ saved: draft, savedLook: look });
  }

  /** Nothing is changed by the next render. @throws ApiError */
  async reset(): Promise<void> {
    await api.deleteRecipe({ params: { id: this.#id } });
    const whole = wholeRange(this.state.state.video!);
    this.#set({ saved: whole, draft: whole, savedLook: {}, look: {} });
  }

  #set(change: Partial<CutState>): void {
    this.state.update((state) => ({ ...state, ...change }));
  }
}
