import { Collection } from '../util/collection.ts';
import { keepSelection, NO_SELECTION, type Selection, touchSelection } from '../util/select-records.ts';

/** What the user selects, while select mode is on. */
export class SelectMode {
  /** Null = off. */
  readonly selection = new Collection<Selection | null>(null);

  /** Switches select mode on. */
  begin(): void {
    this.selection.update((selection) => selection ?? NO_SELECTION);
  }

  /** Switches select mode off. */
  end(): void {
    this.selection.update(() => null);
  }

  /** Turns one over, or everything between it and the last one. */
  touch(id: string, range: boolean, order: readonly string[]): void {
    this.selection.update((selection) => selection && touchSelection(selection, order, id, range));
  }

  /** Selects everything shown; nothing when everything is selected already. */
  toggleAll(order: readonly string[]): void {
    this.selection.update((selection) => {
      if (selection === null) return null;
      const all = order.every((id) => selection.ids.has(id));
      return { ids: new Set(all ? [] : order), anchor: selection.anchor };
    });
  }

  /** Forgets what is not shown any more: nothing unseen is ever deleted. */
  keep(order: readonly string[]): void {
    this.selection.update((selection) => selection && keepSelection(selection, order));
  }

  /** Ctrl or Cmd with A selects everything, Escape ends. Says whether the key was meant for it. */
  handleKey(event: KeyboardEvent, order: readonly string[]): boolean {
    if (this.selection.state === null) return false;
    if (event.key === 'Escape') {
      this.end();
      return true;
    }
    if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey) && !event.altKey) {
      this.selection.update((selection) => selection && { ...selection, ids: new Set(order) });
      return true;
    }
    return false;
  }
}
