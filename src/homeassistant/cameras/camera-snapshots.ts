import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { readBytes } from '../../capture/read-bytes.ts';
import type { CancelTimer, Clock } from '../../lib/clock.ts';
import { messageOf } from '../../lib/errors.ts';
import type { Files } from '../../lib/files.ts';
import type { Logger } from '../../lib/logger.ts';
import type { Part } from '../../lib/part.ts';
import type { SupervisorClient } from '../core/supervisor-client.ts';

/** Hidden from the Media panel. */
const FOLDER = '.timelapse-snapshots';
const OWN_NAME = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\.jpg$/;
/** `CameraEntityFeature.STREAM`; source: home-assistant/core, components/camera/const.py. */
const STREAM = 2;
/** Until then, Home Assistant may still be writing it. */
const LEFT_AFTER_MS = 60_000;

export interface CameraSnapshotsDeps {
  supervisor: Pick<SupervisorClient, 'until'>;
  files: Pick<Files, 'inspect' | 'list' | 'makeFolder' | 'open' | 'remove' | 'removeFolder'>;
  /** Where Home Assistant may write, and where the app finds it: the same path in both containers. */
  mediaRoot: string;
  clock: Clock;
  logger: Logger;
}

/**
 * Pictures by the action `camera.snapshot`, which waits for the next one of a stream, where the usual way gives the one
 * before. Home Assistant writes them into its media folder, which is allowed without any configuration.
 */
export class CameraSnapshots implements Part {
  readonly #deps: CameraSnapshotsDeps;
  readonly #folder: string;
  #cancelSweep: CancelTimer = () => {};

  constructor(deps: CameraSnapshotsDeps) {
    this.#deps = deps;
    this.#folder = join(deps.mediaRoot, FOLDER);
  }

  /** What a crash has left goes now, or as soon as it cannot be written to anymore. */
  start(): void {
    void this.#sweep();
    this.#cancelSweep = this.#deps.clock.after(2 * LEFT_AFTER_MS, () => void this.#sweep());
  }

  async stop(): Promise<void> {
    this.#cancelSweep();
    await this.#sweep();
  }

  /** Never throws; null = it has no stream, or it did not work. */
  async take(entity: string, signal: AbortSignal): Promise<Uint8Array | null> {
    const { supervisor, logger } = this.#deps;
    const client = supervisor.until(signal);
    try {
      if (!(await hasStream(client, entity))) return null;
      await this.#sweep();
      await this.#deps.files.makeFolder(this.#folder).catch(() => {});
      return await this.#takeInto(join(this.#folder, `${randomUUID()}.jpg`), { client, entity });
    } catch (error) {
      logger.debug({ camera: entity, reason: messageOf(error) }, 'a snapshot could not be taken');
      return null;
    }
  }

  async #takeInto(
    path: string,
    { client, entity }: { client: SupervisorClient; entity: string },
  ): Promise<Uint8Array> {
    const { files } = this.#deps;
    try {
      const body = { entity_id: entity, filename: path };
      const { status } = await client.core('POST', 'services/camera/snapshot', body);
      if (status !== 200) throw new Error(`Home Assistant answered ${status}`);
      return await readBytes(files, path);
    } finally {
      await files.remove(path).catch(() => {});
    }
  }

  /** Never throws. */
  async #sweep(): Promise<void> {
    const { files, clock } = this.#deps;
    const names = await files.list(this.#folder).catch(() => []);
    for (const name of names.filter((each) => OWN_NAME.test(each))) {
      const path = join(this.#folder, name);
      const entry = await files.inspect(path).catch(() => null);
      if (entry?.kind === 'file' && Math.abs(clock.now() - entry.modifiedAt) >= LEFT_AFTER_MS)
        await files.remove(path).catch(() => {});
    }
    // Fails while something is in it.
    if (names.length > 0) await files.removeFolder(this.#folder).catch(() => {});
  }
}

async function hasStream(client: SupervisorClient, entity: string): Promise<boolean> {
  const { status, body } = await client.core('GET', `states/${entity}`);
  const { attributes } = (body ?? {}) as { attributes?: { supported_features?: unknown } };
  return status === 200 && (Number(attributes?.supported_features) & STREAM) !== 0;
}
