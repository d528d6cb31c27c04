import { closeSync, writeFileSync } from 'node:fs';
import { openNameless, temporaryFailure } from '../run/nameless-file.ts';

const WHAT = 'what is drawn into the picture';

/** The first free descriptor behind those of every ffmpeg. */
const DESCRIPTOR = 4;

/** Filter that draws a script in Advanced SubStation Alpha, which the process is given as {@link DESCRIPTOR}. */
export const DRAW_TEXT = `ass=filename=/dev/fd/${DESCRIPTOR}`;

/** A script for one ffmpeg, in a file without a name: no path is read as part of a filter, and nothing is left over. */
export class DrawnText {
  readonly descriptor: number;

  /** @throws EngineFailure when there is no room for it */
  constructor(script: string) {
    this.descriptor = openNameless(WHAT);
    try {
      writeFileSync(this.descriptor, script);
    } catch (error) {
      this.close();
      throw temporaryFailure(WHAT, error);
    }
  }

  /** Once a process has it, it keeps it. */
  close(): void {
    closeSync(this.descriptor);
  }
}
