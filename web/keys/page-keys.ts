import { viewer } from '../api/viewer.ts';
import { isDialogLoading, loadForDialog, openDialog } from '../components/open-dialog.ts';
import { isDialogOpen } from '../components/pt-toasts.ts';
import type { Page } from '../page/page.ts';
import { type Action, cardActions } from '../timelapse/card-actions.ts';
import { isArrow } from './card-towards.ts';
import { GridFocus } from './grid-focus.ts';
import { KeyHost } from './key-host.ts';

/** Between `g` and what it goes to. */
const GO_MS = 1500;

const CARD_ACTIONS: Record<string, Action> = { p: 'pin', e: 'recipe', Delete: 'delete' };
/** What one types in keeps its keys. */
const FIELDS = 'input, textarea, select, wa-input, wa-textarea, wa-select, wa-number-input';
/** Besides arrows. */
const HELD: ReadonlySet<string> = new Set([' ', 'a', 'A', 'Home', 'End']);
const KEEP_ENTER = 'button, a, summary, [role=slider]';

/** The keys of the page, outside dialogs. */
export class PageKeys {
  readonly #host: KeyHost;
  readonly #focus: GridFocus;
  /** When `g` was pressed. */
  #went = Number.NEGATIVE_INFINITY;

  /** @param app what is in the element of the app */
  constructor(app: ShadowRoot, page: Page) {
    this.#host = new KeyHost(app, page);
    this.#focus = new GridFocus(() => this.#host.gallery());
  }

  /** @param target innermost element, which the event itself no longer knows later */
  handle(event: KeyboardEvent, target: EventTarget | undefined): void {
    const element = target instanceof Element ? target : document.body;
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
    const isPalette = key.toLowerCase() === 'k' && (ctrlKey || metaKey) && !altKey && !shiftKey;
    if (isPalette) event.preventDefault();
    // The focus may be on the page while a dialog is open, or about to be.
    if (isDialogOpen() || isDialogLoading()) return;
    if (event.repeat && !isArrow(key) && !HELD.has(key)) return;
    if (isPalette) {
      void this.#openPalette();
    } else if (!element.matches(FIELDS) && element.closest('wa-dropdown-item') === null) {
      if (this.#run(event, element)) event.preventDefault();
    }
  }

  /** @returns whether the key means something */
  #run(event: KeyboardEvent, element: Element): boolean {
    const isWithModifier = event.ctrlKey || event.metaKey || event.altKey;
    if (this.#host.isSelecting() && this.#runSelecting(event, isWithModifier)) return true;
    if (isWithModifier) return false;
    if (event.key === '?') {
      this.#host.open('shortcuts');
      return true;
    }
    return this.#host.isGallery && this.#runInGallery(event, element);
  }

  #runSelecting({ key, altKey }: KeyboardEvent, isWithModifier: boolean): boolean {
    if (key === 'Escape') {
      const isOnCard = this.#focus.current !== null;
      this.#host.endSelect();
      if (isOnCard) this.#stay();
      return true;
    }
    if (key.toLowerCase() === 'a' && isWithModifier && !altKey) {
      this.#host.selectAll();
      return true;
    }
    if (key !== 'Delete') return false;
    this.#host.deleteSelected();
    return true;
  }

  #runInGallery(event: KeyboardEvent, element: Element): boolean {
    const { key } = event;
    const isAfterGo = event.timeStamp - this.#went < GO_MS;
    this.#went = key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
    if (isAfterGo && key === 'd') {
      void this.#openDate();
      return true;
    }
    if (key === '/') this.#host.search();
    else if (key === 's') this.#host.beginSelect();
    else if (isArrow(key)) return this.#mayMove(element) && this.#focus.move(key);
    else if (key === 'Home' || key === 'End') return this.#toEnd(key === 'End');
    else return this.#runOnCard(event, element);
    return true;
  }

  #runOnCard({ key, shiftKey, repeat }: KeyboardEvent, element: Element): boolean {
    const id = this.#focus.current;
    if (id === null) return false;
    const isOnCard = !element.matches(KEEP_ENTER);
    if (key === 'Enter' && isOnCard) this.#enter(id);
    else if (key.toLowerCase() === 'x' || (key === ' ' && isOnCard && this.#host.isSelecting())) {
      if (!repeat) this.#touch(id, shiftKey);
    } else return this.#act(id, CARD_ACTIONS[key]);
    return true;
  }

  #enter(id: string): void {
    if (this.#host.isSelecting()) this.#touch(id, false);
    else this.#act(id, 'play');
  }

  #touch(id: string, range: boolean): void {
    this.#host.touch(id, range);
    this.#stay();
  }

  #act(id: string, action: Action | undefined): boolean {
    const record = this.#host.page.timelapses.records.state.byId.get(id);
    if (action === undefined || record === undefined) return false;
    const { primary, menu } = cardActions(record, viewer.state.may_change);
    // Without a video, the player says what there is.
    if (action === 'play') this.#host.page.router.openTimelapse(id);
    else if (action === primary || menu.includes(action)) this.#host.act(action, id);
    return true;
  }

  /** The focus does not follow what replaces the bar at the top. */
  #stay(): void {
    requestAnimationFrame(() => requestAnimationFrame(() => this.#focus.back()));
  }

  /** Arrows in the rest of the page scroll it. */
  #mayMove(element: Element): boolean {
    return element === document.body || element.localName === 'pt-app' || this.#focus.current !== null;
  }

  #toEnd(isLast: boolean): boolean {
    if (this.#focus.current === null) return false;
    void this.#focus.toEnd(this.#ids(), isLast);
    return true;
  }

  #ids(): string[] {
    return this.#host.cards().map(({ id }) => id);
  }

  async #openDate(): Promise<void> {
    const { date } = await openDialog(() => import('./pt-date-dialog.ts'), 'pt-date-dialog');
    if (date === null) return;
    const { goToDate } = await import('./go-to-date.ts');
    await goToDate(date, this.#host, this.#focus);
  }

  async #openPalette(): Promise<void> {
    const { paletteCommands } = await loadForDialog(() => import('./palette-commands.ts'));
    const commands = paletteCommands(this.#host, this.#focus.current, () => void this.#openDate());
    const { chosen } = await openDialog(() => import('./pt-palette.ts'), 'pt-palette', {
      commands,
      records: this.#host.page.timelapses.records.state.byId,
    });
    chosen?.();
  }
}
