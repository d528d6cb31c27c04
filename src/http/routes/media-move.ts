import type { MediaMove } from '../../moving/media-move.ts';
import { cannotMove, STAND_ALONE } from '../../moving/move-texts.ts';
import type { WireMediaMove } from '../../shared/media-move.ts';
import type { Handlers } from '../endpoint.ts';

type Names = 'getMediaMove' | 'moveToMedia' | 'dismissMediaMove';

const NOTHING: WireMediaMove = {
  state: 'none',
  from: null,
  to: null,
  videos_done: 0,
  videos_total: 0,
  videos_missing: 0,
  bytes_done: 0,
  bytes_total: 0,
  problem: { ...STAND_ALONE, missing_bytes: null },
};

/** @param mediaMove null = outside Home Assistant */
export function mediaMoveRoutes(mediaMove: MediaMove | null): Pick<Handlers, Names> {
  return {
    async getMediaMove() {
      return { status: 200, body: (await mediaMove?.read()) ?? NOTHING };
    },
    async moveToMedia() {
      if (!mediaMove) throw cannotMove(STAND_ALONE);
      return { status: 202, body: await mediaMove.begin() };
    },
    async dismissMediaMove() {
      await mediaMove?.dismiss();
      return { status: 204 };
    },
  };
}
