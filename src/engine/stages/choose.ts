import type { CaptureLog } from '../input/capture-log.ts';
import { breatheNowAndThen } from '../run/breathe.ts';
import type { Progress } from '../run/progress.ts';
import type { Settings } from '../run/settings.ts';
import { type Choice, choosePictures } from '../steady/choose-pictures.ts';
import type { MeasuredSequence } from './measure-pass.ts';

/** Which of the measured pictures make the video. */
export function choose(
  measured: MeasuredSequence,
  log: CaptureLog,
  settings: Settings,
  progress: Progress,
): Promise<Choice> {
  const { frames } = measured.features;
  const breathe = breatheNowAndThen(() => progress.at('planning', 0, frames));
  const readings = measured.used.map(({ name }) => log.get(name));
  return choosePictures({ ...measured, readings, settings, breathe });
}
