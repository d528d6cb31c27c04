import { type CallOf, RECORD_EVENTS, type WireCapture } from '../contract.ts';
import { Collection } from '../state/collection.ts';
import { api, readPart } from './client.ts';
import type { LiveConnection } from './live.ts';

export type NewCapture = CallOf<'createCapture'>['body'];

/** More than run at the same time anywhere. */
const LIMIT = 100;

/** Captures that are running, kept up to date by the live connection. */
export class CaptureCollection {
  /** Latest first. */
  readonly running = new Collection<readonly WireCapture[]>([]);
  /** Changed by events during a read, whose response may be outdated for them. */
  #touched = new Set<string>();

  /** Returns a function that disconnects. */
  connect(live: LiveConnection): () => void {
    const undo = [
      live.on('capture.changed', (capture) => this.#put(capture)),
      // The next change of a capture may be an hour away.
      ...RECORD_EVENTS.map((event) => live.on(event, (record) => this.#noteFolder(record))),
      live.onGap(() => void this.#read()),
    ];
    return () => {
      for (const stop of undo) stop();
    };
  }

  /** @throws ApiError */
  async start(body: NewCapture): Promise<void> {
    const capture = await api.createCapture({ body });
    // An event may have been faster, and know more.
    if (!this.running.state.some(({ id }) => id === capture.id)) this.#put(capture);
  }

  /** Its video is made at once. @throws ApiError */
  async stop(id: string): Promise<WireCapture> {
    const capture = await api.stopCapture({ params: { id } });
    this.#put(capture);
    return capture;
  }

  #put(capture: WireCapture): void {
    this.#touched.add(capture.id);
    this.running.update((running) => {
      const others = running.filter(({ id }) => id !== capture.id);
      return capture.ended_at === null ? latestFirst([...others, capture]) : others;
    });
  }

  #noteFolder({ id: timelapseId, capture_id: captureId }: { id: string; capture_id: string | null }): void {
    if (captureId === null) return;
    this.running.update((running) => {
      const isKnown = running.every(
        ({ id, timelapse_id: known }) => id !== captureId || known === timelapseId,
      );
      if (isKnown) return running;
      return running.map((each) => (each.id === captureId ? { ...each, timelapse_id: timelapseId } : each));
    });
  }

  /** After a failure, the next gap reads again. */
  async #read(): Promise<void> {
    const touched = new Set<string>();
    this.#touched = touched;
    const answer = await readPart('listCaptures', { running: true, limit: LIMIT }).catch(() => null);
    // A later read knows more.
    if (answer === null || touched !== this.#touched) return;
    const read = answer.items.filter(({ id }) => !touched.has(id));
    this.running.update((running) => latestFirst([...read, ...running.filter(({ id }) => touched.has(id))]));
  }
}

/** Times on the wire are in UTC in one format, so they sort as text. */
function latestFirst(captures: readonly WireCapture[]): readonly WireCapture[] {
  return captures.toSorted((a, b) => b.started_at.localeCompare(a.started_at));
}
