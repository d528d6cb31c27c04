import type { FrameDeletion } from '../../timelapses/frame-deletion.ts';
import type { WireView } from '../../wire/wire-view.ts';
import { countHeader, type Handlers } from '../endpoint.ts';

type Names = 'listReclaimable' | 'deleteFrames' | 'bulkDeleteFrames';

export function timelapseFrameRoutes(frames: FrameDeletion, view: WireView): Pick<Handlers, Names> {
  return {
    async listReclaimable({ query }) {
      const { timelapses, total } = await frames.list(query);
      return { status: 200, body: await view.timelapses(timelapses), headers: countHeader(total) };
    },
    async deleteFrames({ params }) {
      return { status: 200, body: await view.timelapse(await frames.delete(params.id)) };
    },
    async bulkDeleteFrames({ body }) {
      const { deleted, freedBytes, errors } = await frames.deleteMany(body.timelapse_ids);
      return { status: 200, body: { deleted, failed: errors.length, errors, freed_bytes: freedBytes } };
    },
  };
}
