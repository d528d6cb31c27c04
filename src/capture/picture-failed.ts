import { AppError } from '../lib/errors.ts';
import { type CaptureProblemCode, REFUSALS } from '../shared/capture.ts';
import { problemRemedy, problemText } from './problem-text.ts';

/** Why there is no picture. */
export interface Failure {
  code: CaptureProblemCode;
  /** For people; starts in lower case, without a full stop. */
  detail: string;
}

export function pictureFailed({ code, detail }: Failure): AppError {
  const isOfCamera = REFUSALS.some((each) => each === code);
  return new AppError('camera_failed', problemText({ code, detail, since: 0 }), {
    status: 409,
    detail: { reason: code },
    remedy: isOfCamera ? 'Check the camera in Home Assistant, or choose another one.' : problemRemedy(code),
  });
}
