import { Collection } from '../state/collection.ts';
import { formatRoute, GALLERY, parseRoute, type Route, sameView, type View } from '../state/route.ts';

/** False = stay. */
export type LeaveGuard = () => Promise<boolean>;

/** Keeps the page and the hash of the address in sync. */
export class Router {
  readonly route = new Collection<Route>(parseRoute(location.hash));
  /** Own history entries that Back can undo. */
  #depth = 0;
  #guard: LeaveGuard | null = null;

  start(): void {
    window.addEventListener('hashchange', this.#handleHashChange);
  }

  stop(): void {
    window.removeEventListener('hashchange', this.#handleHashChange);
  }

  /** The browser's Back closes it. */
  openTimelapse(id: string): void {
    const current = this.route.state;
    this.#go({ ...current, timelapseId: id }, current.timelapseId === null ? 'push' : 'replace');
  }

  /** Unless the guard keeps the current view. */
  async openView(view: View): Promise<void> {
    const current = this.route.state;
    if (sameView(current.view, view)) return;
    if (this.#guard !== null && !(await this.#guard())) return;
    this.#guard = null;
    this.#go({ ...this.route.state, view, timelapseId: null }, 'push');
  }

  /** From a print job to the list, from anything else to the gallery. */
  async leaveView(): Promise<void> {
    const { view } = this.route.state;
    const isJob = view.name === 'jobs' && view.jobId !== null;
    await this.openView(isJob ? { name: 'jobs', jobId: null } : GALLERY);
  }

  /** Null removes the guard. */
  guard(guard: LeaveGuard | null): void {
    this.#guard = guard;
  }

  /** Unknown paths are ignored. */
  openPath(path: string): void {
    const text = withQuery(path);
    const { timelapseId, view, filter } = parseRoute(`#${text}`);
    const hasFilter = text.includes('?');
    if (hasFilter) this.setFilter(filter);
    if (timelapseId !== null) this.openTimelapse(timelapseId);
    else if (view.name !== 'gallery' || hasFilter) void this.openView(view);
  }

  /** Without a new history entry. */
  closeTimelapse(): void {
    const current = this.route.state;
    if (current.timelapseId === null) return;
    const route = { ...current, timelapseId: null };
    if (this.#depth === 0) {
      this.#go(route, 'replace');
      return;
    }
    this.#depth -= 1;
    history.back();
    // Going back is asynchronous, and nothing may reopen the player meanwhile.
    this.route.update(() => route);
  }

  setFilter(filter: Partial<Route['filter']>): void {
    const current = this.route.state;
    this.#go({ ...current, filter: { ...current.filter, ...filter } }, 'replace');
  }

  #go(route: Route, how: 'push' | 'replace'): void {
    const hash = formatRoute(route);
    if (how === 'push') {
      this.#depth += 1;
      history.pushState(null, '', hash);
    } else {
      history.replaceState(null, '', hash);
    }
    this.route.update(() => route);
  }

  readonly #handleHashChange = (): void => {
    const route = parseRoute(location.hash);
    const current = this.route.state;
    // The browser's own Back was used.
    if (current.timelapseId !== null && route.timelapseId === null)
      this.#depth = Math.max(0, this.#depth - 1);
    if (this.#guard === null || sameView(current.view, route.view)) {
      this.route.update(() => route);
      return;
    }
    // Stays until the user agrees.
    history.pushState(null, '', formatRoute(current));
    void this.openView(route.view);
  };
}

/** The filter in an address of Home Assistant's panel, which may have decoded it. */
function withQuery(path: string): string {
  if (path.includes('?')) return path;
  return path.replace(/%3F.*$/i, (query) => {
    try {
      return decodeURIComponent(query);
    } catch {
      return '';
    }
  });
}
