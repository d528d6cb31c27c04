import type { TimelapseRecords } from '../api/timelapse-records.ts';
import type { WireTimelapse } from '../contract.ts';
import { filterRecords } from '../timelapse/filter-records.ts';
import { formatRoute, GALLERY, type GalleryFilter } from '../state/route.ts';

/** Recomputed only when records or filter change. */
export class ShownRecords {
  list: readonly WireTimelapse[] = [];
  ids: readonly string[] = [];
  #records: TimelapseRecords | null = null;
  #filter = '';

  /** Returns whether the list changed. */
  update(records: TimelapseRecords, filter: GalleryFilter): boolean {
    const text = formatRoute({ view: GALLERY, timelapseId: null, filter });
    if (records === this.#records && text === this.#filter) return false;
    this.#records = records;
    this.#filter = text;
    this.list = filterRecords(records.byId.values(), filter);
    this.ids = this.list.map(({ id }) => id);
    return true;
  }
}
