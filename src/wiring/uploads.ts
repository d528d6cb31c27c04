import type { Part } from '../lib/part.ts';
import { DestinationStore } from '../uploads/destination-store.ts';
import { Remotes } from '../uploads/remotes.ts';
import { SecretBox } from '../uploads/secret-box.ts';
import { UploadStore } from '../uploads/upload-store.ts';
import { UploadWorker } from '../uploads/upload-worker.ts';
import { Uploads } from '../uploads/uploads.ts';
import { UploadView } from '../wire/upload-view.ts';
import type { Rendering } from './rendering.ts';
import type { Shared } from './shared.ts';

export type Uploading = ReturnType<typeof createUploading>;

/** Videos on servers of the user's. */
export function createUploading(shared: Shared, { service }: Rendering) {
  const box = new SecretBox(shared.dataDir);
  const stores = {
    uploads: new UploadStore(shared.db),
    destinations: new DestinationStore(shared.db),
    remotes: new Remotes({ box, partBytes: shared.uploadLimits.partBytes }),
  };
  const worker = new UploadWorker({
    ...shared,
    ...stores,
    logger: shared.loggers.uploads,
    minuteMs: shared.uploadLimits.minuteMs,
  });
  const uploads = new Uploads({ ...shared, ...stores, box, worker, get: (id) => service.get(id) });
  const uploadView = new UploadView({
    sending: () => worker.sending,
    describe: (upload) => stores.uploads.describe(upload),
  });
  const parts: Part[] = [worker];
  return { uploads, uploadView, parts };
}
