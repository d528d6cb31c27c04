import { type CallOf, shareRoutes, type WireShare } from '../contract.ts';
import { Collection } from '../state/collection.ts';
import { createClient } from './client.ts';
import type { LiveConnection } from './live.ts';

export type NewShare = CallOf<'createShare'>['body'];
export type ShareCrop = NonNullable<NewShare['crop']>;
/** Shapes that have a part of their own. */
export type CroppedAspect = Exclude<NonNullable<NewShare['aspect']>, 'original'>;

const api = createClient(shareRoutes);

/** The copies of one video, kept up to date by the live connection. */
export class ShareCollection {
  /** Oldest first; null = not read yet. */
  readonly shares = new Collection<readonly WireShare[] | null>(null);
  /** Why they could not be read the last time; null = they were. */
  readonly error = new Collection<Error | null>(null);
  readonly #params: { id: string };
  /** Counts what an answer that is on its way does not know of. */
  #changes = 0;

  constructor(timelapseId: string) {
    this.#params = { id: timelapseId };
  }

  /** Returns a function that disconnects. */
  connect(live: LiveConnection): () => void {
    const isOurs = (id: string): boolean => id === this.#params.id;
    const undo = [
      live.on('share.changed', (share) => {
        if (isOurs(share.timelapse_id)) this.#put(share);
      }),
      live.on('share.deleted', ({ id, timelapse_id }) => {
        if (isOurs(timelapse_id)) this.#drop(id);
      }),
      // Copies leave with the video that they were made of.
      live.on('timelapse.completed', ({ id }) => {
        if (isOurs(id)) void this.read();
      }),
      live.onGap(() => void this.read()),
    ];
    void this.read();
    return () => {
      for (const stop of undo) stop();
    };
  }

  /** Once more if something changed meanwhile. */
  async read(): Promise<void> {
    try {
      for (let known = -1; known !== this.#changes;) {
        known = this.#changes;
        const shares = await api.listShares({ params: this.#params });
        if (known === this.#changes) this.shares.update(() => shares);
      }
      this.error.update(() => null);
    } catch (error) {
      this.error.update(() => error as Error);
    }
  }

  /** A failed one is tried again as another one. @throws ApiError */
  async make(wish: NewShare): Promise<void> {
    const share = await api.createShare({ params: this.#params, body: wish });
    // An event may have been faster, and know more.
    if (!this.shares.state?.some(({ id }) => id === share.id)) this.#put(share);
  }

  /** One that is being made is stopped. @throws ApiError */
  async delete(id: string): Promise<void> {
    await api.deleteShare({ params: { ...this.#params, share_id: id } });
    this.#drop(id);
  }

  /** The part where the print grows. @throws ApiError */
  async cropFor(aspect: CroppedAspect, signal: AbortSignal): Promise<ShareCrop> {
    const { crop } = await api.getShareCrop({ params: this.#params, query: { aspect }, signal });
    return crop;
  }

  #put(share: WireShare): void {
    this.#changes += 1;
    this.shares.update((shares) => {
      const others = (shares ?? []).filter(({ id }) => id !== share.id);
      return [...others, share].toSorted((a, b) => a.created_at.localeCompare(b.created_at));
    });
  }

  #drop(id: string): void {
    this.#changes += 1;
    this.shares.update((shares) => shares?.filter((share) => share.id !== id) ?? null);
  }
}
