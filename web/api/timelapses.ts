import type {
  WireCleanupCandidate,
  WireFlickerCurve,
  WireIgnoredFolder,
  WireTimelapse,
} from '../contract.ts';
import { Collection } from '../util/collection.ts';
import { request, requestJson } from './client.ts';
import type { LiveConnection } from './live.ts';
import {
  dropRecord,
  keepRecords,
  NO_RECORDS,
  putRecords,
  type TimelapseRecords,
} from './timelapse-records.ts';

/**
 * First answer: enough for a screen, and more than the gallery draws without looking at what is in view. The document
 * asks for the same address ahead (`index.html`).
 */
const FIRST_PAGE = 32;
/** The rest comes in pieces small enough for a slow phone to take in between two frames. */
const PAGE = 250;
/** So many are taken over at once, since each time everything is filtered and sorted anew. */
const TAKEN_AT_ONCE = 1000;
/** So long the rest waits for the live connection; where that does not come about, it is read without. */
const REST_MS = 3000;

/** Events that carry a whole timelapse. */
const RECORD_EVENTS = [
  'timelapse.discovered',
  'timelapse.updated',
  'timelapse.pending',
  'timelapse.processing',
  'timelapse.completed',
  'timelapse.failed',
] as const;

/** How deleting many went. */
export interface BulkDeleteResult {
  deleted: number;
  failed: number;
  errors: { id: string; code: string; message: string }[];
}

/** All timelapses, kept true by the live connection. */
export class TimelapseCollection {
  readonly records = new Collection<TimelapseRecords>(NO_RECORDS);
  /** The last read that failed; null while all is well. */
  readonly error = new Collection<Error | null>(null);
  private _reading: Promise<void> | null = null;
  private _readAgain = false;
  private _restTimer: ReturnType<typeof setTimeout> | undefined;
  /** Ids heard of by an event while a read was under way: the read may not know of them yet, or any more. */
  private readonly _touched = new Set<string>();
  private readonly _deleted = new Set<string>();

  /** Follows the live events, until the returned function is called. */
  connect(live: LiveConnection): () => void {
    const undo = [
      ...RECORD_EVENTS.map((event) => live.on(event, (record) => this.put(record))),
      live.on('timelapse.deleted', ({ id }) => this._drop(id)),
      live.onGap(() => void this.read()),
    ];
    return () => {
      for (const stop of undo) stop();
    };
  }

  /** Takes one record as the server told it. */
  put(record: WireTimelapse): void {
    this._touched.add(record.id);
    this.records.update((state) => putRecords(state, [record]));
  }

  /**
   * Reads what fills a screen. The rest is read when the live connection begins: what was read before would have to be
   * read again, since nothing tells of its changes.
   */
  begin(): Promise<void> {
    this._restTimer = setTimeout(() => void this.read(), REST_MS);
    return this._start(() => this._readFirst());
  }

  /** Reads everything; a call during a read makes it read once more afterwards. */
  read(): Promise<void> {
    clearTimeout(this._restTimer);
    return this._start(() => this._readAll());
  }

  private _start(read: () => Promise<void>): Promise<void> {
    if (this._reading !== null) {
      this._readAgain = true;
      return this._reading;
    }
    this._reading = this._readUntilQuiet(read).finally(() => {
      this._reading = null;
    });
    return this._reading;
  }

  /** Reads one, which an address may name before the list has come to it. */
  async readOne(id: string): Promise<void> {
    this.put(await requestJson<WireTimelapse>(pathOf(id)));
  }

  async process(id: string): Promise<void> {
    this.put(await requestJson<WireTimelapse>(`${pathOf(id)}/process`, { method: 'POST' }));
  }

  async cancel(id: string): Promise<void> {
    this.put(await requestJson<WireTimelapse>(`${pathOf(id)}/cancel`, { method: 'POST' }));
  }

  /** Shows the new value at once, and takes it back when the server refuses. */
  async pin(id: string, pinned: boolean): Promise<void> {
    this._patch(id, { pinned });
    try {
      this.put(await requestJson<WireTimelapse>(`${pathOf(id)}/pin`, { method: 'PATCH', body: { pinned } }));
    } catch (error) {
      this._patch(id, { pinned: !pinned });
      throw error;
    }
  }

  /** Deletes the record and its files; with `deleteSource` its frames too. */
  async delete(id: string, deleteSource: boolean): Promise<void> {
    await request(`${pathOf(id)}${deleteSource ? '?delete_source=true' : ''}`, { method: 'DELETE' });
    this._drop(id);
  }

  /** Deletes many at once; each that could not be deleted comes back with its reason. */
  async deleteMany(ids: readonly string[], deleteSource: boolean): Promise<BulkDeleteResult> {
    const result = await requestJson<BulkDeleteResult>('/timelapses/bulk-delete', {
      method: 'POST',
      body: { timelapse_ids: ids, delete_source: deleteSource },
    });
    const failed = new Set(result.errors.map(({ id }) => id));
    for (const id of ids) if (!failed.has(id)) this._drop(id);
    return result;
  }

  /** Brings a deleted one back under its old id. */
  async restore(id: string): Promise<WireTimelapse> {
    const record = await requestJson<WireTimelapse>(`${pathOf(id)}/restore`, { method: 'POST' });
    this._deleted.delete(id);
    this.put(record);
    return record;
  }

  /** Gives a title and notes; null takes them away. */
  async update(id: string, change: { title: string | null; notes: string | null }): Promise<void> {
    this.put(await requestJson<WireTimelapse>(pathOf(id), { method: 'PATCH', body: change }));
  }

  /** Links a print job by hand; null takes the link away. */
  async link(id: string, jobId: string | null): Promise<void> {
    const path = `${pathOf(id)}/link`;
    this.put(await requestJson<WireTimelapse>(path, { method: 'PATCH', body: { job_id: jobId } }));
  }

  private async _readUntilQuiet(read: () => Promise<void>): Promise<void> {
    this._readAgain = false;
    try {
      await read();
      this.error.update(() => null);
    } catch (error) {
      this.error.update(() => (error instanceof Error ? error : new Error(String(error))));
    }
    if (this._readAgain) await this._readUntilQuiet(() => this._readAll());
  }

  private async _readFirst(): Promise<void> {
    const { page } = await this._readPage(0, FIRST_PAGE);
    this._take(page, new Set());
  }

  private async _readAll(): Promise<void> {
    this._touched.clear();
    this._deleted.clear();
    const seen = new Set<string>();
    const read: WireTimelapse[] = [];
    for (let offset = 0, total = 1; offset < total;) {
      const limit = offset === 0 ? FIRST_PAGE : PAGE;
      const answer = await this._readPage(offset, limit);
      read.push(...answer.page);
      total = answer.total;
      if (offset === 0 || read.length >= TAKEN_AT_ONCE) this._take(read.splice(0), seen);
      offset += limit;
    }
    this._take(read, seen);
    for (const id of this._touched) seen.add(id);
    this.records.update((state) => keepRecords(state, seen));
  }

  private async _readPage(offset: number, limit: number): Promise<{ page: WireTimelapse[]; total: number }> {
    const response = await request(`/timelapses?limit=${limit}&offset=${offset}`);
    const page = (await response.json()) as WireTimelapse[];
    return { page, total: Number(response.headers.get('X-Total-Count') ?? 0) };
  }

  private _take(read: readonly WireTimelapse[], seen: Set<string>): void {
    const there = read.filter(({ id }) => !this._deleted.has(id));
    for (const { id } of there) seen.add(id);
    this.records.update((state) => ({ ...putRecords(state, there), loaded: true }));
  }

  private _drop(id: string): void {
    this._touched.delete(id);
    this._deleted.add(id);
    // What is behind a deleted one moves up, maybe from the next page onto one that was read already.
    if (this._reading !== null) this._readAgain = true;
    this.records.update((state) => dropRecord(state, id));
  }

  private _patch(id: string, change: Partial<WireTimelapse>): void {
    const known = this.records.state.byId.get(id);
    if (known !== undefined) this.records.update((state) => putRecords(state, [{ ...known, ...change }]));
  }
}

/** What the engine wrote in the last run. */
export async function readLog(id: string): Promise<string> {
  const response = await request(`${pathOf(id)}/log`);
  return response.text();
}

/** Light of every frame, before and after; an engine need not have measured it. */
export function readFlicker(id: string): Promise<WireFlickerCurve> {
  return requestJson(`${pathOf(id)}/flicker`);
}

/** What clean-up offers to delete, biggest first. */
export function readCandidates(): Promise<WireCleanupCandidate[]> {
  return requestJson('/timelapses/cleanup/candidates');
}

/** Deleted timelapses whose frames remain, latest first. */
export function readIgnored(): Promise<WireIgnoredFolder[]> {
  return requestJson('/timelapses/ignored');
}

function pathOf(id: string): string {
  return `/timelapses/${encodeURIComponent(id)}`;
}
