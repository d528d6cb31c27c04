import type { Options } from '../options/catalogue.ts';
import type { Overlay } from '../shared/overlay.ts';
import type { Crop } from '../shared/recipe.ts';
import type { ShareAspect, ShareKind, ShareReason, ShareState } from '../shared/share-copies.ts';
import { SHARE_PRESETS } from '../shared/share-presets.ts';

/** What is wanted of a copy. */
export interface ShareWish {
  kind: ShareKind;
  /** Null = no limit. */
  maxBytes: number | null;
  aspect: ShareAspect;
  /** In parts of the picture; null = the part where the print grows. */
  crop: Crop | null;
  maxSeconds: number | null;
  overlay: Overlay | null;
}

export interface Reason {
  code: ShareReason;
  /** In bytes, for `too_large`. */
  smallestBytes: number | null;
  /** What the system or ffmpeg said; for logs. */
  detail: string;
}

export interface MadeCopy {
  bytes: number;
  width: number;
  height: number;
  seconds: number;
}

export interface ShareCopy {
  id: string;
  timelapseId: string;
  wish: ShareWish;
  path: string;
  state: ShareState;
  /** Also of a copy that waits for something to pass. */
  reason: Reason | null;
  made: MadeCopy | null;
  createdAt: number;
  updatedAt: number;
}

/** As it is kept: the same wish is the same text. */
export function wishText({ maxBytes, aspect, crop, maxSeconds, overlay }: ShareWish): string {
  const part = crop && { x: crop.x, y: crop.y, width: crop.width, height: crop.height };
  return JSON.stringify({
    maxBytes,
    aspect,
    crop: part,
    maxSeconds,
    ...(overlay && { overlay: inOrder(overlay) }),
  });
}

/** Fields in an order that does not depend on who asked. */
function inOrder(overlay: Overlay): Overlay {
  const { title, elapsed, layer, temperatures, progress_bar, position, language, logo } = overlay;
  return { title, elapsed, layer, temperatures, progress_bar, position, language, logo };
}

/** What the option makes of each new video; null = nothing. */
export function automaticWish(option: Options['timelapse_share_copy']): ShareWish | null {
  const preset = { off: null, '10mb': SHARE_PRESETS.chat, '50mb': SHARE_PRESETS.telegram }[option];
  if (preset === null) return null;
  const { kind, maxBytes, aspect, maxSeconds } = preset;
  return { kind, maxBytes, aspect, crop: null, maxSeconds, overlay: null };
}
