import {
  type CallOf,
  uploadRoutes,
  type WireDestination,
  type WireDestinationTest,
  type WireUpload,
} from '../contract.ts';
import { Collection } from '../state/collection.ts';
import { createClient } from './client.ts';
import type { LiveConnection } from './live.ts';

export type NewDestination = CallOf<'createDestination'>['body'];
export type ChangedDestination = CallOf<'putDestination'>['body'];

const api = createClient(uploadRoutes);

/** Servers that videos are uploaded to, kept up to date by the live connection. */
export class DestinationCollection {
  /** By name; null = not read yet. */
  readonly all = new Collection<readonly WireDestination[] | null>(null);
  /** Why they could not be read the last time; null = they were. */
  readonly error = new Collection<Error | null>(null);
  #reading: Promise<void> = Promise.resolve();
  /** Serves all that ask before it begins. */
  #waiting: Promise<void> | null = null;

  /** Returns a function that disconnects. */
  connect(live: LiveConnection): () => void {
    const undo = [
      live.on('destinations.changed', () => void this.read()),
      // Their counts.
      live.on('upload.changed', ({ progress_percent: percent }) => {
        if (percent === null) void this.read();
      }),
      live.on('upload.deleted', () => void this.read()),
      live.onGap(() => void this.read()),
    ];
    void this.read();
    return () => {
      for (const stop of undo) stop();
    };
  }

  /** One after another, so that an old answer never replaces a new one. */
  read(): Promise<void> {
    this.#waiting ??= this.#reading.then(() => {
      this.#waiting = null;
      this.#reading = this.#read();
      return this.#reading;
    });
    return this.#waiting;
  }

  /** @throws ApiError */
  async add(body: NewDestination): Promise<WireDestination> {
    const added = await api.createDestination({ body });
    await this.read();
    return added;
  }

  /** @throws ApiError */
  async put(id: string, body: ChangedDestination): Promise<WireDestination> {
    const changed = await api.putDestination({ params: { id }, body });
    await this.read();
    return changed;
  }

  /** @throws ApiError */
  async delete(id: string): Promise<void> {
    await api.deleteDestination({ params: { id } });
    await this.read();
  }

  /** @throws ApiError */
  test(id: string): Promise<WireDestinationTest> {
    return api.testDestination({ params: { id } });
  }

  async #read(): Promise<void> {
    try {
      const all = await api.listDestinations();
      this.all.update(() => all);
      this.error.update(() => null);
    } catch (error) {
      this.error.update(() => error as Error);
    }
  }
}

/** The uploads of one video, kept up to date by the live connection. */
export class UploadCollection {
  /** Newest first; null = not read yet. */
  readonly all = new Collection<readonly WireUpload[] | null>(null);
  readonly #params: { id: string };
  /** Counts what an answer that is on its way does not know of. */
  #changes = 0;

  constructor(timelapseId: string) {
    this.#params = { id: timelapseId };
  }

  /** Returns a function that disconnects. */
  connect(live: LiveConnection): () => void {
    const isOurs = (id: string): boolean => id === this.#params.id;
    const undo = [
      live.on('upload.changed', (upload) => {
        if (isOurs(upload.timelapse_id)) this.#put(upload);
      }),
      live.on('upload.deleted', ({ id, timelapse_id }) => {
        if (isOurs(timelapse_id)) this.#drop(id);
      }),
      live.onGap(() => void this.read()),
    ];
    void this.read();
    return () => {
      for (const stop of undo) stop();
    };
  }

  /** Once more if something changed meanwhile. Without them the destinations can still be chosen. */
  async read(): Promise<void> {
    for (let known = -1; known !== this.#changes;) {
      known = this.#changes;
      const uploads = await api.listTimelapseUploads({ params: this.#params }).catch(() => null);
      if (uploads && known === this.#changes) this.all.update(() => uploads);
    }
  }

  /** @throws ApiError */
  async start(destinationId: string): Promise<void> {
    const upload = await api.createUpload({ params: this.#params, body: { destination_id: destinationId } });
    // An event may have been faster, and know more.
    const known = this.all.state?.find(({ id }) => id === upload.id);
    if (!known || known.updated_at <= upload.updated_at) this.#put(upload);
  }

  /** @throws ApiError */
  async cancel(id: string): Promise<void> {
    await api.deleteUpload({ params: { ...this.#params, upload_id: id } });
  }

  #put(upload: WireUpload): void {
    this.#changes += 1;
    this.all.update((uploads) => {
      const others = (uploads ?? []).filter(({ id }) => id !== upload.id);
      return [upload, ...others].toSorted((a, b) => b.created_at.localeCompare(a.created_at));
    });
  }

  #drop(id: string): void {
    this.#changes += 1;
    this.all.update((uploads) => uploads?.filter((upload) => upload.id !== id) ?? null);
  }
}
