import type { Upload } from './upload.ts';

/** Emitted after the change is in the database. */
export interface UploadEvents {
  'upload.changed': Upload;
  /** Of what is being sent. */
  'upload.progress': Record<string, never>;
  /** Together with their timelapse or destination. */
  'upload.deleted': { id: string; timelapseId: string };
  'destinations.changed': Record<string, never>;
}
