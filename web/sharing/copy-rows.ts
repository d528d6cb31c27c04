import { SHARE_PRESETS, type SharePreset, type SharePresetName, type WireShare } from '../contract.ts';

/** What a row of the sheet is about: a preset with its copy, or a copy of another kind. */
export interface CopyRow {
  preset: SharePresetName | null;
  /** Null = not made yet. */
  share: WireShare | null;
}

export const PRESET_NAMES = Object.keys(SHARE_PRESETS) as SharePresetName[];

/**
 * Every preset, with the latest copy that it makes; then all others, as those of programs.
 *
 * @param isDrawn whether the presets are to have title and print data in the picture
 */
export function copyRows(shares: readonly WireShare[], isDrawn: boolean): CopyRow[] {
  const alike = shares.filter(({ overlay }) => (overlay !== null) === isDrawn);
  const rows = PRESET_NAMES.map((preset) => ({ preset, share: latestOf(alike, SHARE_PRESETS[preset]) }));
  const shown = new Set(rows.map(({ share }) => share));
  const others = shares.filter((share) => !shown.has(share));
  return [...rows, ...others.map((share) => ({ preset: null, share }))];
}

/** Only upright ones may have a part of their own. */
function latestOf(shares: readonly WireShare[], preset: SharePreset): WireShare | null {
  const made = shares.filter(
    ({ kind, max_bytes, aspect, max_seconds, crop }) =>
      kind === preset.kind &&
      max_bytes === preset.maxBytes &&
      aspect === preset.aspect &&
      max_seconds === preset.maxSeconds &&
      (crop === null || preset.aspect !== 'original'),
  );
  return made.at(-1) ?? null;
}

interface Video {
  file_size_bytes: number | null;
  width: number | null;
  height: number | null;
}

/** What a copy will have: at most its limit, and no more than the video; null = unknown. */
export function expectedBytes(
  { allowedBytes, kind, aspect }: SharePreset,
  { file_size_bytes: bytes, width, height }: Video,
): number | null {
  if (kind !== 'mp4') return allowedBytes;
  if (bytes === null) return allowedBytes;
  const part = aspect === 'original' || !width || !height ? 1 : Math.min(1, (9 / 16) * (height / width));
  return Math.min(allowedBytes ?? Infinity, bytes * part);
}
