import type { WireTimelapse } from '../contract.ts';
import type { ActionRequest, SelectRequest } from '../gallery/pt-card.ts';
import type { PtGallery } from '../gallery/pt-gallery.ts';
import type { Page } from '../page/page.ts';
import type { Action } from '../timelapse/card-actions.ts';
import { findDeep } from '../util/find-deep.ts';
import { fireEvent } from '../util/fire-event.ts';

export type KeyPlace =
  | 'printers'
  | 'capture'
  | 'jobs'
  | 'cleanup'
  | 'ignored'
  | 'statistics'
  | 'settings'
  | 'address'
  | 'shortcuts';

/** What keys do with the page: they fire the events that its buttons fire. */
export class KeyHost {
  readonly page: Page;
  readonly #app: ShadowRoot;

  constructor(app: ShadowRoot, page: Page) {
    this.#app = app;
    this.page = page;
  }

  /** Null = nothing to show. */
  gallery(): PtGallery | null {
    return this.isGallery ? (findDeep(this.#app, 'pt-gallery') as PtGallery | null) : null;
  }

  /** Also where nothing matches its filter. */
  get isGallery(): boolean {
    const { router, timelapses } = this.page;
    return router.route.state.view.name === 'gallery' && timelapses.records.state.byId.size > 0;
  }

  /** One a card, in their order. */
  cards(): readonly WireTimelapse[] {
    return this.gallery()?.timelapses ?? [];
  }

  isSelecting(): boolean {
    return this.#app.querySelector('pt-select-bar') !== null;
  }

  act(action: Action, id: string): void {
    this.#fire<ActionRequest>('pt-timelapses', 'pt-action', { action, id });
  }

  /** @param range everything since the last one */
  touch(id: string, range: boolean): void {
    this.#fire<SelectRequest>('pt-timelapses', 'pt-select', { id, range });
  }

  beginSelect(): void {
    this.#fire('pt-header', 'pt-select-mode', undefined);
  }

  endSelect(): void {
    this.#fire('pt-select-bar', 'pt-select-end', undefined);
  }

  /** The button deselects once all are selected. */
  selectAll(): void {
    const { shown, selection } = this.#app.querySelector('pt-timelapses')!;
    if (selection !== null && shown.some(({ id }) => !selection.ids.has(id)))
      this.#fire('pt-select-bar', 'pt-select-all', undefined);
  }

  /** Nothing where the button is disabled. */
  deleteSelected(): void {
    const bar = this.#app.querySelector('pt-select-bar');
    if (bar !== null && bar.count > 0 && !bar.busy) fireEvent(bar, 'pt-select-delete', undefined);
  }

  search(): void {
    this.#fire('pt-header', 'pt-search-open', undefined);
  }

  open(place: KeyPlace): void {
    this.#fire('main', 'pt-place', place);
  }

  openTrash(): void {
    this.#fire('main', 'pt-trash', undefined);
  }

  /** That can be deleted. */
  openFrames(): void {
    this.#fire('main', 'pt-frames', undefined);
  }

  #fire<Detail>(target: string, type: string, detail: Detail): void {
    const element = this.#app.querySelector(target);
    if (element !== null) fireEvent(element, type, detail);
  }
}
