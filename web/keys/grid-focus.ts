import { type ArrowKey, cardTowards } from './card-towards.ts';

/** Frames until a card that was scrolled to has to be there. */
const MOST_FRAMES = 60;
/** Below the bar at the top, in CSS pixels. */
const TOP = 56;

/** The focus on a card as a whole, in a gallery that renders only those near the view. */
export class GridFocus {
  readonly #gallery: () => HTMLElement | null;
  /** The one that had it last. */
  #id: string | null = null;

  constructor(gallery: () => HTMLElement | null) {
    this.#gallery = gallery;
  }

  /** Id of the card that has the focus, or something in it. */
  get current(): string | null {
    return this.#cards().find(hasFocus)?.dataset.id ?? null;
  }

  /** Without a focus, to where it was last or else to the first card in view. @returns whether there is a card */
  move(key: ArrowKey): boolean {
    const cards = this.#cards();
    if (cards.length === 0) return false;
    const from = cards.findIndex(hasFocus);
    const index = from < 0 ? this.#start(cards) : cardTowards(boxesOf(cards), from, key);
    if (index !== null) this.#focus(cards[index]!);
    return true;
  }

  /** To the first or the last of these. */
  async toEnd(ids: readonly string[], isLast: boolean): Promise<void> {
    const id = isLast ? ids.at(-1) : ids[0];
    if (id !== undefined) await this.to(id, ids);
  }

  /** Scrolls until the card is there, from estimate to estimate. @param ids all cards in their order */
  async to(id: string, ids: readonly string[]): Promise<void> {
    const wanted = ids.indexOf(id);
    for (let frames = 0; frames < MOST_FRAMES && wanted >= 0; frames += 1) {
      const cards = this.#cards();
      const card = cards.find((one) => one.dataset.id === id);
      if (card !== undefined) {
        this.#focus(card);
        return;
      }
      const near = cards[Math.floor(cards.length / 2)];
      const height = this.#gallery()?.scrollHeight ?? 0;
      if (near !== undefined) {
        const apart = wanted - ids.indexOf(near.dataset.id ?? '');
        const way = (apart * height) / ids.length + near.getBoundingClientRect().top;
        window.scrollBy(0, way - window.innerHeight / 2);
      }
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }

  /** On the card that had it last. */
  back(): void {
    const card = this.#cards().find(({ dataset }) => dataset.id === this.#id);
    if (card !== undefined) this.#focus(card);
  }

  #start(cards: readonly HTMLElement[]): number {
    const last = cards.findIndex(({ dataset }) => dataset.id === this.#id);
    if (last >= 0) return last;
    const inView = cards.findIndex((card) => card.getBoundingClientRect().top >= TOP);
    return Math.max(0, inView);
  }

  #focus(card: HTMLElement): void {
    const article = card.shadowRoot?.querySelector('article');
    if (!article) return;
    this.#id = card.dataset.id ?? null;
    article.tabIndex = -1;
    article.focus({ preventScroll: true });
    article.scrollIntoView({ block: 'nearest' });
  }

  #cards(): HTMLElement[] {
    return [...(this.#gallery()?.shadowRoot?.querySelectorAll<HTMLElement>('pt-card') ?? [])];
  }
}

/** A browser in the background knows `activeElement`, but no `:focus-within`. */
function hasFocus(card: HTMLElement): boolean {
  return (card.shadowRoot?.activeElement ?? null) !== null;
}

function boxesOf(cards: readonly HTMLElement[]): DOMRect[] {
  return cards.map((card) => card.getBoundingClientRect());
}
