import type { ShareCopy } from '../share-copies/share-copy.ts';
import type { WireShare } from '../shared/share-copies.ts';
import { toWireShare } from './share-to-wire.ts';

export interface ShareViewDeps {
  /** What is being made, and how far it is: 0 to 1. */
  making: () => { copy: ShareCopy; part: number } | null;
}

/** Copies with how far they are. */
export class ShareView {
  readonly #making: ShareViewDeps['making'];

  constructor({ making }: ShareViewDeps) {
    this.#making = making;
  }

  one(copy: ShareCopy): WireShare {
    const making = this.#making();
    return toWireShare(copy, making?.copy.id === copy.id ? making.part : null);
  }

  making(): WireShare | null {
    const making = this.#making();
    return making && toWireShare(making.copy, making.part);
  }
}
