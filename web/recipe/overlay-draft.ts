import type { WirePreset, WireRecipe } from '../contract.ts';
import { onPreset, type RecipeDraft, withFields } from './recipe-draft.ts';

export type Overlay = NonNullable<WireRecipe['overlay']>;
export type OverlayPart = 'title' | 'elapsed' | 'layer' | 'progress_bar';

/** In the order in which they are drawn. */
export const OVERLAY_PARTS: readonly OverlayPart[] = ['title', 'elapsed', 'layer', 'progress_bar'];

/** Everything, as the server draws it by default. */
function whole(language: Overlay['language']): Overlay {
  return {
    ...{ title: true, elapsed: true, layer: true, temperatures: 'graph', progress_bar: true },
    ...{ position: 'bottom-left', language, logo: null },
  };
}

/** Null = nothing is drawn. */
export function overlayIn(draft: RecipeDraft, preset: WirePreset | null): Overlay | null {
  const { overlay } = onPreset(draft, preset);
  return overlay !== undefined && showsAnything(overlay) ? overlay : null;
}

/** @param language of the words that are drawn */
export function withOverlay(
  draft: RecipeDraft,
  preset: WirePreset | null,
  isOn: boolean,
  language: Overlay['language'],
): RecipeDraft {
  const ofPreset = overlayIn({}, preset);
  const hasAsPreset = isOn === (ofPreset !== null);
  // Nothing of its own is not enough where the preset has one.
  const own = isOn ? whole(language) : nothing(ofPreset ?? whole(language));
  return withFields(draft, { overlay: hasAsPreset ? null : own });
}

/** One that shows nothing any more is off. */
export function withOverlayPart(
  draft: RecipeDraft,
  preset: WirePreset | null,
  change: Partial<Overlay>,
): RecipeDraft {
  const before = overlayIn(draft, preset);
  if (before === null) return draft;
  const overlay = { ...before, ...change };
  return showsAnything(overlay)
    ? withFields(draft, { overlay })
    : withOverlay(draft, preset, false, overlay.language);
}

function showsAnything(overlay: Overlay): boolean {
  return overlay.temperatures !== 'none' || OVERLAY_PARTS.some((part) => overlay[part]);
}

function nothing(overlay: Overlay): Overlay {
  return {
    ...{ ...overlay, title: false, elapsed: false, layer: false },
    ...{ temperatures: 'none', progress_bar: false },
  };
}
