import type { TimelapseRecords } from '../api/timelapse-records.ts';
import type { WireTimelapse } from '../contract.ts';
import { filterRecords } from '../util/filter-records.ts';
import { formatRoute, GALLERY, type GalleryFilter } from '../util/route.ts';

/** The records as shown: filtered and in order, made anew only when records or filter have changed. */
export class ShownRecords {
  list: readonly WireTimelapse[] = [];
  ids: readonly string[] = [];
  private _records: TimelapseRecords | null = null;
  private _filter = '';

  /** Brings the list up to date; says whether it changed. */
  update(records: TimelapseRecords, filter: GalleryFilter): boolean {
    const text = formatRoute({ view: GALLERY, timelapseId: null, filter });
    if (records === this._records && text === this._filter) return false;
    this._records = records;
    this._filter = text;
    this.list = filterRecords(records.byId.values(), filter);
    this.ids = this.list.map(({ id }) => id);
    return true;
  }
}
