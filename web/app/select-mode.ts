import { Collection } from '../state/collection.ts';
import { keepSelection, NO_SELECTION, type Selection, touchSelection } from '../timelapse/select-records.ts';

export class SelectMode {
  /** Counts what the user did. */
  changes = 0;
  readonly selection = new Collection<Selection | null>(null);

  begin(): void {
    this.#change((selection) => selection ?? NO_SELECTION);
  }

  end(): void {
    this.#change(() => null);
  }

  /** With `range`, everything since the last one. */
  touch(id: string, range: boolean, order: readonly string[]): void {
    this.#change((selection) => selection && touchSelection(selection, order, id, range));
  }

  /** Deselects everything if all are selected. */
  toggleAll(order: readonly string[]): void {
    this.#change((selection) => {
      if (selection === null) return null;
      const all = order.every((id) => selection.ids.has(id));
      return { ids: new Set(all ? [] : order), anchor: selection.anchor };
    });
  }

  /** Records that are no longer shown are deselected, so that nothing unseen is ever deleted. */
  keep(order: readonly string[]): void {
    this.selection.update((selection) => selection && keepSelection(selection, order));
  }

  #change(how: (selection: Selection | null) => Selection | null): void {
    this.changes += 1;
    this.selection.update(how);
  }
}
