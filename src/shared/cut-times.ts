/** Of what is left of a video that is cut, in seconds: shorter videos do not play everywhere. */
export const MIN_CUT_SECONDS = 0.5;

const TIME = /^\d{1,6}(?:\.\d{1,3})?$/;

/** A time in seconds in place of the name of a picture, which would have an extension. */
export function isTime(text: string): boolean {
  return TIME.test(text);
}
