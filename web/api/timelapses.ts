import { RECORD_EVENTS } from '../contract.ts';
import type {
  WireBulkDeleteResult,
  WireCleanupCandidate,
  WireFrameDeletionResult,
  WireIgnoredFolder,
  WireTimelapse,
} from '../contract.ts';
import { Collection } from '../state/collection.ts';
import { api, type ListPart, readPart } from './client.ts';
import { FIRST_PAGE } from './first-page.ts';
import type { LiveConnection } from './live.ts';
import {
  dropRecord,
  keepRecords,
  NO_RECORDS,
  putRecords,
  type TimelapseRecords,
} from './timelapse-records.ts';

/** Small enough for a slow phone to process between two frames. */
const PAGE = 250;
/** Applied at once, since each time everything is filtered and sorted again. */
const TAKEN_AT_ONCE = 1000;
/** The rest waits this long for the live connection, then it is read without it. */
const REST_MS = 3000;

/** Kept up to date by the live connection. */
export class TimelapseCollection {
  readonly records = new Collection<TimelapseRecords>(NO_RECORDS);
  /** Null = the last read succeeded. */
  readonly error = new Collection<Error | null>(null);
  #reading: Promise<void> | null = null;
  #readAgain = false;
  #restTimer: ReturnType<typeof setTimeout> | undefined;
  /** Ids changed by events during a read, whose response may be outdated for them. */
  readonly #touched = new Set<string>();
  readonly #deleted = new Set<string>();

  /** Returns a function that disconnects. */
  connect(live: LiveConnection): () => void {
    const undo = [
      ...RECORD_EVENTS.map((event) => live.on(event, (record) => this.put(record))),
      live.on('timelapse.deleted', ({ id }) => this.#drop(id)),
      live.onGap(() => void this.read()),
    ];
    return () => {
      for (const stop of undo) stop();
    };
  }

  put(...records: readonly WireTimelapse[]): void {
    for (const { id } of records) this.#touched.add(id);
    this.records.update((state) => putRecords(state, records));
  }

  /** The rest is read when the live connection starts, since earlier results would have to be read again. */
  begin(): Promise<void> {
    this.#restTimer = setTimeout(() => void this.read(), REST_MS);
    return this.#start(() => this.#readFirst());
  }

  /** A call during a read makes it read once more afterwards. */
  read(): Promise<void> {
    clearTimeout(this.#restTimer);
    return this.#start(() => this.#readAll());
  }

  #start(read: () => Promise<void>): Promise<void> {
    if (this.#reading !== null) {
      this.#readAgain = true;
      return this.#reading;
    }
    this.#reading = this.#readUntilQuiet(read).finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  /** An address may name a timelapse before the list contains it. */
  async readOne(id: string): Promise<void> {
    this.put(await api.getTimelapse({ params: { id } }));
  }

  async process(id: string): Promise<void> {
    this.put(await api.processTimelapse({ params: { id } }));
  }

  async cancel(id: string): Promise<void> {
    this.put(await api.cancelTimelapse({ params: { id } }));
  }

  /** Optimistic: reverted when the server rejects it. */
  async pin(id: string, pinned: boolean): Promise<void> {
    this.#patch(id, { pinned });
    try {
      this.put(await api.pinTimelapse({ params: { id }, body: { pinned } }));
    } catch (error) {
      this.#patch(id, { pinned: !pinned });
      throw error;
    }
  }

  /** With `deleteSource` also its frames. */
  async delete(id: string, deleteSource: boolean): Promise<void> {
    await api.deleteTimelapse({ params: { id }, query: { delete_source: deleteSource } });
    this.#drop(id);
  }

  /** In batches; each failure is returned with its reason. */
  async deleteMany(ids: readonly string[], deleteSource: boolean): Promise<WireBulkDeleteResult> {
    const whole: WireBulkDeleteResult = { deleted: 0, failed: 0, errors: [] };
    for (let start = 0; start < ids.length; start += PAGE) {
      const timelapse_ids = ids.slice(start, start + PAGE);
      const { deleted, failed, errors } = await api.bulkDelete({
        body: { timelapse_ids, delete_source: deleteSource },
      });
      whole.deleted += deleted;
      whole.failed += failed;
      whole.errors.push(...errors);
      const stay = new Set(errors.map(({ id }) => id));
      for (const id of timelapse_ids) if (!stay.has(id)) this.#drop(id);
    }
    return whole;
  }

  /** In batches; the videos are kept. */
  async deleteFrames(ids: readonly string[]): Promise<WireFrameDeletionResult> {
    const whole: WireFrameDeletionResult = { deleted: 0, failed: 0, errors: [], freed_bytes: 0 };
    for (let start = 0; start < ids.length; start += PAGE) {
      const timelapse_ids = ids.slice(start, start + PAGE);
      const { deleted, failed, errors, freed_bytes } = await api.bulkDeleteFrames({
        body: { timelapse_ids },
      });
      whole.deleted += deleted;
      whole.failed += failed;
      whole.errors.push(...errors);
      whole.freed_bytes += freed_bytes;
      const stay = new Set(errors.map(({ id }) => id));
      for (const id of timelapse_ids) if (!stay.has(id)) this.#patch(id, { source_missing: true });
    }
    return whole;
  }

  /** It keeps its id. */
  async restore(id: string): Promise<WireTimelapse> {
    const record = await api.restoreTimelapse({ params: { id } });
    this.#deleted.delete(id);
    this.put(record);
    return record;
  }

  /** Null removes them. */
  async update(id: string, change: { title: string | null; notes: string | null }): Promise<void> {
    this.put(await api.updateTimelapse({ params: { id }, body: change }));
  }

  /** Null unlinks. */
  async link(id: string, jobId: string | null): Promise<void> {
    this.put(await api.linkTimelapse({ params: { id }, body: { job_id: jobId } }));
  }

  async #readUntilQuiet(read: () => Promise<void>): Promise<void> {
    this.#readAgain = false;
    try {
      await read();
      this.error.update(() => null);
    } catch (error) {
      this.error.update(() => (error instanceof Error ? error : new Error(String(error))));
    }
    if (this.#readAgain) await this.#readUntilQuiet(() => this.#readAll());
  }

  async #readFirst(): Promise<void> {
    const { items, total } = await readPart('listTimelapses', FIRST_PAGE);
    this.#take(items, new Set(), total);
  }

  async #readAll(): Promise<void> {
    this.#touched.clear();
    this.#deleted.clear();
    const seen = new Set<string>();
    const read: WireTimelapse[] = [];
    let total = 1;
    for (let offset = 0; offset < total;) {
      const limit = offset === 0 ? FIRST_PAGE.limit : PAGE;
      const answer = await readPart('listTimelapses', { limit, offset });
      read.push(...answer.items);
      total = answer.total;
      if (offset === 0 || read.length >= TAKEN_AT_ONCE) this.#take(read.splice(0), seen, total);
      offset += limit;
    }
    this.#take(read, seen, total);
    for (const id of this.#touched) seen.add(id);
    this.records.update((state) => keepRecords(state, seen));
  }

  #take(read: readonly WireTimelapse[], seen: Set<string>, total: number): void {
    const there = read.filter(({ id }) => !this.#deleted.has(id));
    for (const { id } of there) seen.add(id);
    this.records.update((state) => ({ ...putRecords(state, there), loaded: true, total }));
  }

  #drop(id: string): void {
    this.#touched.delete(id);
    this.#deleted.add(id);
    // Records behind a deleted one move up, maybe onto a page that was already read.
    if (this.#reading !== null) this.#readAgain = true;
    this.records.update((state) => dropRecord(state, id));
  }

  #patch(id: string, change: Partial<WireTimelapse>): void {
    const known = this.records.state.byId.get(id);
    if (known !== undefined) this.records.update((state) => putRecords(state, [{ ...known, ...change }]));
  }
}

/** Largest first, starting at `offset`. */
export function readCandidates(offset: number): Promise<ListPart<WireCleanupCandidate>> {
  return readPart('listCleanupCandidates', { limit: PAGE, offset });
}

/** Largest first, starting at `offset`. */
export function readReclaimable(offset: number): Promise<ListPart<WireTimelapse>> {
  return readPart('listReclaimable', { limit: PAGE, offset });
}

/** Latest first, starting at `offset`. */
export function readIgnored(offset: number): Promise<ListPart<WireIgnoredFolder>> {
  return readPart('listIgnored', { limit: PAGE, offset });
}

export const LIST_PART = PAGE;
