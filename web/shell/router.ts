import { Collection } from '../util/collection.ts';
import { formatRoute, GALLERY, parseRoute, type Route, sameView, type View } from '../util/route.ts';

/** Asked before a view is left; false = the user wants to stay. */
export type LeaveGuard = () => Promise<boolean>;

/** Keeps the place in the page and the hash of the address the same. */
export class Router {
  readonly route = new Collection<Route>(parseRoute(location.hash));
  /** Steps of this page's own in the browser's history that its Back can undo. */
  private _depth = 0;
  private _guard: LeaveGuard | null = null;

  start(): void {
    window.addEventListener('hashchange', this._handleHashChange);
  }

  stop(): void {
    window.removeEventListener('hashchange', this._handleHashChange);
  }

  /** Opens the player; the browser's Back closes it again. */
  openTimelapse(id: string): void {
    const current = this.route.state;
    this._go({ ...current, timelapseId: id }, current.timelapseId === null ? 'push' : 'replace');
  }

  /** Opens another view of the page, unless what is open there has to be kept. */
  async openView(view: View): Promise<void> {
    const current = this.route.state;
    if (sameView(current.view, view)) return;
    if (this._guard !== null && !(await this._guard())) return;
    this._guard = null;
    this._go({ ...this.route.state, view, timelapseId: null }, 'push');
  }

  /** Goes up: from a print job to all of them, from everything else to the gallery. */
  async leaveView(): Promise<void> {
    const { view } = this.route.state;
    const isJob = view.name === 'jobs' && view.jobId !== null;
    await this.openView(isJob ? { name: 'jobs', jobId: null } : GALLERY);
  }

  /** Has the guard asked before the current view is left; null = no more. */
  guard(guard: LeaveGuard | null): void {
    this._guard = guard;
  }

  /** Goes where a path handed in from outside leads; an unknown one leads nowhere. */
  openPath(path: string): void {
    const { timelapseId, view } = parseRoute(`#${path}`);
    if (timelapseId !== null) this.openTimelapse(timelapseId);
    else if (view.name !== 'gallery') void this.openView(view);
  }

  /** Leaves the player, without adding a step to the history. */
  closeTimelapse(): void {
    const current = this.route.state;
    if (current.timelapseId === null) return;
    const route = { ...current, timelapseId: null };
    if (this._depth === 0) {
      this._go(route, 'replace');
      return;
    }
    this._depth -= 1;
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
    if (how === 'push') {
      this._depth += 1;
      history.pushState(null, '', hash);
    } else {
      history.replaceState(null, '', hash);
    }
    this.route.update(() => route);
  }

  private readonly _handleHashChange = (): void => {
    const route = parseRoute(location.hash);
    const current = this.route.state;
    // The player was left by the browser's own Back.
    if (current.timelapseId !== null && route.timelapseId === null)
      this._depth = Math.max(0, this._depth - 1);
    if (this._guard === null || sameView(current.view, route.view)) {
      this.route.update(() => route);
      return;
    }
    // Back to where the user was; the way is free once they say so.
    history.pushState(null, '', formatRoute(current));
    void this.openView(route.view);
  };
}
