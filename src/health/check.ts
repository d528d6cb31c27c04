import type { NoticeSource } from './notice-board.ts';

/** Something whose state has to be checked. */
export interface Check extends NoticeSource {
  run(): Promise<void>;
  /** Its state may have changed: the next check must not rely on the previous result. */
  doubt?(): void;
}
