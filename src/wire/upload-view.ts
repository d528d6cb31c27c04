import type { WireDestination, WireUpload } from '../shared/uploads.ts';
import { reasonText } from '../uploads/reason-text.ts';
import type { ListedUpload, Upload } from '../uploads/upload.ts';
import type { ListedDestination } from '../uploads/uploads.ts';
import { toIso, toIsoOrNull } from './to-wire.ts';

export interface UploadViewDeps {
  /** What is being sent, and how far it is: 0 to 1. */
  sending: () => { upload: Upload; part: number } | null;
  describe: (upload: Upload) => Promise<ListedUpload>;
}

/** Uploads with how far they are. */
export class UploadView {
  readonly #deps: UploadViewDeps;

  constructor(deps: UploadViewDeps) {
    this.#deps = deps;
  }

  async one(upload: Upload): Promise<WireUpload> {
    return this.listed(await this.#deps.describe(upload), upload);
  }

  /** @param upload as it was when it changed */
  listed({ upload: now, timelapseTitle, destinationName }: ListedUpload, upload: Upload = now): WireUpload {
    const sending = this.#deps.sending();
    const part = sending?.upload.id === upload.id && upload.state === 'sending' ? sending.part : null;
    const { reason, state, tries } = upload;
    return {
      id: upload.id,
      timelapse_id: upload.timelapseId,
      timelapse_title: timelapseTitle,
      destination_id: upload.destinationId,
      destination_name: destinationName,
      state,
      progress_percent: part === null ? null : Math.round(1000 * part) / 10,
      bytes: upload.bytes,
      remote_name: state === 'done' ? upload.remoteName : null,
      sha256: upload.sha256,
      checked_by: state === 'done' ? upload.checkedBy : null,
      tries,
      next_try_at: toIsoOrNull(state === 'waiting' && tries > 0 ? upload.dueAt : null),
      reason_code: reason?.code ?? null,
      reason: reason && reasonText(reason),
      detail: reason?.detail || null,
      created_at: toIso(upload.createdAt),
      updated_at: toIso(upload.updatedAt),
    };
  }

  async sending(): Promise<WireUpload | null> {
    const sending = this.#deps.sending();
    return sending && this.one(sending.upload);
  }
}

export function toWireDestination({ destination, hasSecret, counts }: ListedDestination): WireDestination {
  const { id, kind, name, address, sends, createdAt, updatedAt } = destination;
  const { url, bucket, region, folder, user } = address;
  return {
    ...{ id, kind, name, url, bucket, region, folder, user, sends },
    has_secret: hasSecret,
    waiting_count: counts.waiting,
    failed_count: counts.failed,
    done_count: counts.done,
    created_at: toIso(createdAt),
    updated_at: toIso(updatedAt),
  };
}
