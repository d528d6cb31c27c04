import { randomUUID } from 'node:crypto';
import type { Clock } from '../lib/clock.ts';
import type { Emitter } from '../lib/emitter.ts';
import { badInput, conflict, notFound } from '../lib/errors.ts';
import type { DestinationValues, UploadState } from '../shared/uploads.ts';
import { type Timelapse, fileOf } from '../timelapses/timelapse.ts';
import { type Address, type Destination, isSameLogin } from './destination.ts';
import type { DestinationStore, UploadCounts } from './destination-store.ts';
import type { Remotes } from './remotes.ts';
import type { SecretBox } from './secret-box.ts';
import { type ListedUpload, type Reason, type Upload, versionOf } from './upload.ts';
import type { UploadEvents } from './upload-events.ts';
import { UploadFailed } from './upload-failed.ts';
import type { UploadStore } from './upload-store.ts';
import type { UploadWorker } from './upload-worker.ts';

/** Of a test, which somebody waits for. */
const MAX_TEST_MS = 30_000;
/** On a server whose destination is removed; each may take a while. */
const MAX_DISCARDED = 5;

export interface UploadsDeps {
  /** @throws AppError 404 */
  get: (timelapseId: string) => Promise<Timelapse>;
  uploads: UploadStore;
  destinations: DestinationStore;
  remotes: Remotes;
  box: SecretBox;
  worker: Pick<UploadWorker, 'wake' | 'leave' | 'discard'>;
  emitter: Emitter<UploadEvents>;
  clock: Clock;
}

export interface ListedDestination {
  destination: Destination;
  hasSecret: boolean;
  counts: UploadCounts;
}

export interface TestResult {
  /** Null = it works. */
  reason: Reason | null;
  /** Name of the test file, where it could not be deleted. */
  leftBehind: string | null;
}

/** What people and rules do with uploads. */
export class Uploads {
  readonly #deps: UploadsDeps;

  constructor(deps: UploadsDeps) {
    this.#deps = deps;
  }

  async listDestinations(): Promise<ListedDestination[]> {
    const { destinations } = this.#deps;
    const counts = await destinations.counts();
    return Promise.all((await destinations.list()).map((each) => this.#describe(each, counts)));
  }

  /** @throws AppError 409 when the name is taken */
  async addDestination(values: DestinationValues & { secret: string }): Promise<ListedDestination> {
    const { destinations, box, clock, emitter, worker } = this.#deps;
    const id = randomUUID();
    const now = clock.now();
    const { name, kind, sends, secret } = values;
    const destination: Destination = {
      ...{ id, name, kind, sends },
      address: addressOf(values),
      sendsSince: now,
      sealedSecret: await box.seal(secret, id),
      createdAt: now,
      updatedAt: now,
    };
    await destinations.add(destination);
    emitter.emit('destinations.changed', {});
    worker.wake();
    return this.#describe(destination);
  }

  /** What failed there is tried again. @throws AppError 400, 404, or 409 when the name is taken */
  async putDestination(id: string, values: DestinationValues): Promise<ListedDestination> {
    const { destinations, uploads, box, clock, emitter, worker } = this.#deps;
    const before = await this.#destination(id);
    const address = addressOf(values);
    const { name, kind, sends, secret } = values;
    if (secret === undefined && (kind !== before.kind || !isSameLogin(address, before.address)))
      throw badInput(
        'The body field "secret" is not valid: it must be entered again, since the server or the user name changes.',
        { in: 'body', field: 'secret', issues: [{ field: 'secret', message: 'must be entered again' }] },
      );
    const now = clock.now();
    const destination: Destination = {
      ...before,
      ...{ name, kind, address, sends },
      // Videos from before are only sent when somebody says so.
      sendsSince: sends === before.sends ? before.sendsSince : now,
      sealedSecret: secret === undefined ? before.sealedSecret : await box.seal(secret, id),
      updatedAt: now,
    };
    if (!(await destinations.change(destination))) throw noDestination(id);
    // What is being sent goes on with the new values.
    await worker.leave((upload) => upload.destinationId === id);
    await uploads.retryFailed(id, now);
    emitter.emit('destinations.changed', {});
    worker.wake();
    return this.#describe(destination);
  }

  /** Videos that are there stay there. @throws AppError 404 */
  async deleteDestination(id: string): Promise<void> {
    const { destinations, uploads, emitter, worker } = this.#deps;
    const destination = await this.#destination(id);
    const begun = (await uploads.listUnfinished()).filter(
      (each) => each.destinationId === id && isBegun(each),
    );
    if (!(await destinations.delete(id))) throw noDestination(id);
    emitter.emit('destinations.changed', {});
    await worker.leave((upload) => upload.destinationId === id);
    for (const upload of begun.slice(0, MAX_DISCARDED)) await worker.discard(upload, destination);
  }

  /** @throws AppError 404 */
  async testDestination(id: string, signal: AbortSignal): Promise<TestResult> {
    const destination = await this.#destination(id);
    const late = AbortSignal.timeout(MAX_TEST_MS);
    try {
      const remote = await this.#deps.remotes.of(destination);
      return { reason: null, leftBehind: await remote.test(AbortSignal.any([signal, late])) };
    } catch (error) {
      if (error instanceof UploadFailed) return { reason: error.reason, leftBehind: null };
      if (!late.aborted) throw error;
      return {
        reason: new UploadFailed('timed_out', 'no answer for half a minute').reason,
        leftBehind: null,
      };
    }
  }

  /**
   * The same version is queued once. One that failed or was cancelled is tried again, and one that is done is looked up
   * on the server: it is sent again only where it is missing there.
   *
   * @throws AppError 404, or 409 without a video
   */
  async enqueueUpload(timelapseId: string, destinationId: string): Promise<ListedUpload> {
    const { get, uploads, emitter, worker, clock } = this.#deps;
    const timelapse = await get(timelapseId);
    await this.#destination(destinationId);
    const version = versionOf(timelapse);
    if (version === null || !fileOf(timelapse, 'video')) throw noVideo(timelapse);
    const now = clock.now();
    const { upload: queued, isNew } = await uploads.add({ timelapseId, destinationId, version }, now);
    const again = isNew
      ? null
      : await uploads.change(queued.id, ['failed', 'cancelled', 'waiting', 'done'], 'waiting', now, {
          tries: 0,
          dueAt: now,
          reason: null,
        });
    const upload = again ?? queued;
    if (isNew || again) emitter.emit('upload.changed', upload);
    worker.wake();
    return uploads.describe(upload);
  }

  list(page: { limit: number; offset: number; state?: UploadState | undefined }) {
    return this.#deps.uploads.list(page);
  }

  /** @throws AppError 404 */
  async listOf(timelapseId: string): Promise<ListedUpload[]> {
    await this.#deps.get(timelapseId);
    return this.#deps.uploads.listOf(timelapseId);
  }

  /** @throws AppError 404, or 409 when it is there already */
  async cancel(timelapseId: string, id: string): Promise<void> {
    const { get, uploads, worker, emitter, clock } = this.#deps;
    await get(timelapseId);
    const before = await uploads.get(id);
    if (!before || before.timelapseId !== timelapseId)
      throw notFound(`There is no upload with the id "${id}".`, { id });
    const from: UploadState[] = ['waiting', 'sending', 'failed', 'cancelled'];
    const cancelled = await uploads.change(id, from, 'cancelled', clock.now(), { reason: null });
    if (!cancelled)
      throw conflict(
        'already_uploaded',
        'The video is already on the server, and the app does not delete videos there.',
        { state: 'done' },
        'Delete it on the server if it is not wanted anymore.',
      );
    await worker.leave((upload) => upload.id === id);
    emitter.emit('upload.changed', cancelled);
    const left = await uploads.get(id);
    if (left && before.state !== 'cancelled') await worker.discard(left);
  }

  async #destination(id: string): Promise<Destination> {
    const destination = await this.#deps.destinations.get(id);
    if (!destination) throw noDestination(id);
    return destination;
  }

  async #describe(
    destination: Destination,
    counts?: ReadonlyMap<string, UploadCounts>,
  ): Promise<ListedDestination> {
    const { destinations, box } = this.#deps;
    const { id, sealedSecret } = destination;
    const all = counts ?? (await destinations.counts());
    return {
      destination,
      hasSecret: (await box.open(sealedSecret, id)) !== null,
      counts: all.get(id) ?? { waiting: 0, failed: 0, done: 0 },
    };
  }
}

function addressOf({ url, bucket, region, folder, user }: DestinationValues): Address {
  return {
    url: url.replace(/\/+$/, ''),
    bucket: bucket ?? null,
    region: region ?? null,
    folder: folder
      .split('/')
      .filter((part) => part !== '')
      .join('/'),
    user,
  };
}

/** Whether something of it may be on the server. */
function isBegun({ state, tries, begun }: Upload): boolean {
  return state === 'sending' || tries > 0 || begun !== null;
}

function noDestination(id: string) {
  return notFound(`There is no destination with the id "${id}".`, { id });
}

function noVideo({ status }: Timelapse) {
  const message = `There is no video to upload: the timelapse is ${status}.`;
  return conflict('wrong_status', message, { status });
}
