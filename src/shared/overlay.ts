import { z } from 'zod';

const OVERLAY_POSITIONS = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const;
const OVERLAY_TEMPERATURES = ['graph', 'numbers', 'none'] as const;
const OVERLAY_LANGUAGES = ['en', 'de'] as const;
export type OverlayLanguage = (typeof OVERLAY_LANGUAGES)[number];

const overlayFields = z.strictObject({
  title: z.boolean().default(true).describe('The title of the timelapse, or else the name of its folder'),
  elapsed: z.boolean().default(true).describe('Time since the print began, if known'),
  layer: z.boolean().default(true).describe('Layer, and how many there are, if known'),
  temperatures: z
    .enum(OVERLAY_TEMPERATURES)
    .default('graph')
    .describe('Those that are known, as numbers, or as a graph with numbers'),
  progress_bar: z
    .boolean()
    .default(true)
    .describe('Progress of the print; where it is not known, of the video'),
  position: z.enum(OVERLAY_POSITIONS).default('bottom-left').describe('Corner of the picture'),
  language: z.enum(OVERLAY_LANGUAGES).default('en').describe('Of the words beside the numbers'),
  logo: z
    .null({ error: 'must be null: a picture of your own cannot be drawn yet' })
    .default(null)
    .describe('Must be null: a picture of your own cannot be drawn yet'),
});
export type Overlay = z.output<typeof overlayFields>;

/** May show nothing, which says more than being left out where another layer would count instead. */
export const recipeOverlaySchema = overlayFields.describe(
  'Title and print data, drawn into the video; with everything off there are none, whatever the preset says',
);

export const overlaySchema = overlayFields
  .refine(showsAnything, { error: 'shows nothing: turn on at least one part, or leave it out' })
  .describe('Title and print data, drawn into the picture');

export function showsAnything({ title, elapsed, layer, temperatures, progress_bar: bar }: Overlay): boolean {
  return title || elapsed || layer || bar || temperatures !== 'none';
}
