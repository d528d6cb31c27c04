import type { HomeAssistant } from '../homeassistant/core/home-assistant.ts';
import { MediaMove } from '../moving/media-move.ts';
import { MovedFiles } from '../moving/moved-files.ts';
import type { Part } from '../lib/part.ts';
import type { InHomeAssistant } from './home-assistant.ts';
import type { OptionsArea } from './options.ts';
import type { Rendering } from './rendering.ts';
import type { Shared } from './shared.ts';
import type { Sharing } from './share-copies.ts';

export type Moving = ReturnType<typeof createMoving>;

/** Videos that move into Home Assistant's media folder. */
export function createMoving(
  { core }: HomeAssistant,
  areas: {
    shared: Shared;
    options: OptionsArea;
    rendering: Rendering;
    sharing: Sharing;
    inHomeAssistant: InHomeAssistant;
  },
) {
  const { shared, options, rendering, sharing, inHomeAssistant } = areas;
  const { posters, readable } = inHomeAssistant;
  const mediaMove = new MediaMove({
    ...{ ...shared, core, posters, readable },
    moved: new MovedFiles(shared.db),
    settings: options.settings,
    logger: shared.loggers.homeassistant,
    removeNow: (removal) => rendering.remover.carryOut(removal),
    areCopiesSwept: () => sharing.worker.isSwept,
  });
  shared.notices.add(mediaMove);
  const parts: Part[] = [mediaMove];
  return { mediaMove, parts };
}
