import { Collection } from '../util/collection.ts';
import { formatRoute, parseRoute, type Route } from '../util/route.ts';

/** Keeps the place in the page and the hash of the address the same. */
export class Router {
  readonly route = new Collection<Route>(parseRoute(location.hash));
  /** Whether the player was opened from the gallery, so that the browser's Back leads there. */
  private _pushed = false;

  start(): void {
    window.addEventListener('hashchange', this._handleHashChange);
  }

  stop(): void {
    window.removeEventListener('hashchange', this._handleHashChange);
  }

  /** Opens the player; the browser's Back closes it again. */
  openTimelapse(id: string): void {
    const current = this.route.state;
    if (current.timelapseId === null) {
      this._pushed = true;
      this._go({ ...current, timelapseId: id }, 'push');
    } else {
      this._go({ ...current, timelapseId: id }, 'replace');
    }
  }

  /** Goes where a path handed in from outside leads; an unknown one leads nowhere. */
  openPath(path: string): void {
    const { timelapseId } = parseRoute(`#${path}`);
    if (timelapseId !== null) this.openTimelapse(timelapseId);
  }

  /** Leaves the player, without adding a step to the history. */
  closeTimelapse(): void {
    const current = this.route.state;
    if (current.timelapseId === null) return;
    const route = { ...current, timelapseId: null };
    if (!this._pushed) {
      this._go(route, 'replace');
      return;
    }
    this._pushed = false;
    history.back();
    // The browser goes back in its own time; until then nobody may take the player for still wanted.
    this.route.update(() => route);
  }

  /** Changes which records are shown. */
  setFilter(filter: Partial<Route['filter']>): void {
    const current = this.route.state;
    this._go({ ...current, filter: { ...current.filter, ...filter } }, 'replace');
  }

  private _go(route: Route, how: 'push' | 'replace'): void {
    const hash = formatRoute(route);
    if (how === 'push') history.pushState(null, '', hash);
    else history.replaceState(null, '', hash);
    this.route.update(() => route);
  }

  private readonly _handleHashChange = (): void => {
    const route = parseRoute(location.hash);
    if (route.timelapseId === null) this._pushed = false;
    this.route.update(() => route);
  };
}
