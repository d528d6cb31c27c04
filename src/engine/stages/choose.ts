import { breatheNowAndThen } from '../run/breathe.ts';
import type { Progress } from '../run/progress.ts';
import type { Settings } from '../run/settings.ts';
import { type Choice, choosePictures } from '../steady/choose-pictures.ts';
import type { MeasuredSequence } from './measure-pass.ts';

/** Which of the measured pictures make the video. */
export function choose(measured: MeasuredSequence, settings: Settings, progress: Progress): Promise<Choice> {
  const { frames } = measured.features;
  const breathe = breatheNowAndThen(() => progress.at('planning', 0, frames));
  return choosePictures({ ...measured, settings, breathe });
}
