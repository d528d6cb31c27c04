import type { ShareCopy } from './share-copy.ts';

/** Emitted after the change is in the database. */
export interface ShareCopyEvents {
  'share.changed': ShareCopy;
  /** Of what is being made. */
  'share.progress': Record<string, never>;
  'share.deleted': { id: string; timelapseId: string };
}
