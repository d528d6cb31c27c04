import type { WireTimelapse } from '../contract.ts';
import type { Collection } from '../state/collection.ts';
import type { Action } from '../timelapse/card-actions.ts';

/** Reports failures and never throws. */
export interface TimelapseActions {
  /** Ids with running requests. */
  readonly busy: Collection<ReadonlySet<string>>;
  run(action: Action, id: string): Promise<void>;
  /** Asks once. @returns whether it was done */
  deleteMany(ids: readonly string[]): Promise<boolean>;
  /** Asks once. @param decided whether to include frames, if asked before @returns whether it was done */
  deleteChosen(chosen: readonly WireTimelapse[], decided?: { deleteSource: boolean }): Promise<boolean>;
  /** Asks once; the videos are kept. @returns whether it was done */
  deleteFrames(chosen: readonly WireTimelapse[]): Promise<boolean>;
}
