/** Width by height of the video; null = any. */
export const RATIOS = {
  free: null,
  '16:9': 16 / 9,
  '9:16': 9 / 16,
  '1:1': 1,
  '4:3': 4 / 3,
} as const;
export type RatioName = keyof typeof RATIOS;

/** In parts of the picture as it is shown. @param shown width by height of the picture as it is shown */
export function ratioInParts(name: RatioName, shown: number): number | null {
  const ratio = RATIOS[name];
  return ratio === null ? null : ratio / shown;
}
