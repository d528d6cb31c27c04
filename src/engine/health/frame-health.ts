import type { Picture } from '../input/scan-headers.ts';
import type { Framing } from '../output/framing.ts';
import type { LeftOut, ReportedFrame } from '../output/report.ts';
import { shortGlitches } from './find-glitches.ts';
import type { Finding } from './frame-state.ts';
import { judgeFrames, type JudgeRequest } from './judge-frames.ts';

/** What may be left out automatically without a notice. */
const MANY = 0.2;

/** What is wrong with the frames of a sequence, and which of them are not shown. */
export class FrameHealth {
  readonly #findings = new Map<string, Finding>();
  readonly #frames: number;
  readonly #included: ReadonlySet<string>;

  /** @param included names of frames to show whatever they look like */
  constructor(measured: JudgeRequest, framing: Framing, included: ReadonlySet<string>) {
    this.#frames = measured.used.length;
    this.#included = included;
    for (const [frame, finding] of judgeFrames(measured, framing)) {
      this.#add(measured.used[frame]!.name, finding);
    }
  }

  isLeftOut(name: string): boolean {
    return this.#findings.get(name)?.leftOut ?? false;
  }

  /** @param strange numbers of frames that show nothing of what the others show */
  addGlitches(used: readonly Picture[], strange: readonly number[]): void {
    const glitches = shortGlitches(strange, used.length);
    for (const frame of strange) {
      const { name } = used[frame]!;
      const known = this.#findings.get(name)?.state;
      // Included, or left by a light that was switched off.
      if (known === 'placeholder' || known === 'black') continue;
      const isOfOtherSize = known === 'other_size';
      this.#add(name, {
        state: isOfOtherSize ? 'placeholder' : 'glitch',
        reason: isOfOtherSize
          ? 'It has another size than the others, and shows nothing of what they show.'
          : 'It shows nothing of what the others show.',
        leftOut: glitches.has(frame),
      });
    }
  }

  /** Sorted as the frames are. */
  report(used: readonly Picture[]): { frames: ReportedFrame[]; left_out: LeftOut } {
    const frames = used.flatMap(({ name }) => {
      const finding = this.#findings.get(name);
      if (finding === undefined) return [];
      const { state, reason, leftOut } = finding;
      return [{ name, state, reason, left_out: leftOut }];
    });
    const count = frames.filter((frame) => frame.left_out).length;
    return { frames, left_out: { count, many: count > MANY * this.#frames } };
  }

  #add(name: string, finding: Finding): void {
    this.#findings.set(name, { ...finding, leftOut: finding.leftOut && !this.#included.has(name) });
  }
}
