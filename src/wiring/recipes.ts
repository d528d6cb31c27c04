import type { Part } from '../lib/part.ts';
import { probeVideo } from '../media/ffprobe.ts';
import { pictureSize } from '../media/picture-size.ts';
import { readPictureFormat } from '../media/read-picture-format.ts';
import { FrameLister } from '../previews/frame-lister.ts';
import { listFrames } from '../previews/list-frames.ts';
import { OverlayPreviews } from '../previews/overlay-previews.ts';
import { findEngine, isBundledEngine } from '../queue/engine-lookup.ts';
import { FrameCatalogue } from '../recipes/frame-catalogue.ts';
import { RecipeService } from '../recipes/recipe-service.ts';
import type { Timelapse } from '../timelapses/timelapse.ts';
import type { Rendering } from './rendering.ts';
import type { Shared } from './shared.ts';

export type Recipes = ReturnType<typeof createRecipes>;

export function createRecipes(shared: Shared, { service, printOfPictures }: Rendering) {
  const { files, options, loggers, runs } = shared;
  // Not the patient one of the renders, which a request would keep busy.
  const lister = new FrameLister(shared.previewLimits.listStallMs);
  const get = (id: string) => service.get(id);
  const framesOf = (timelapse: Timelapse) => listFrames(lister, timelapse, new AbortController().signal);
  const recipes = new RecipeService({
    ...shared,
    reader: shared.recipeReader,
    get,
    frameNames: async (timelapse) => (await framesOf(timelapse)).map(({ name }) => name),
    pictureSize: async (path) => {
      const format = await readPictureFormat(files, path).catch(() => null);
      return format && pictureSize(path, format);
    },
    probe: async (path) => {
      // ffprobe would wait long for a share that does not respond.
      const probe = (await files.isFile(path).catch(() => false)) ? await probeVideo(path) : null;
      return probe?.ok ? probe.video : null;
    },
    isBundledEngine: async () =>
      isBundledEngine(await findEngine(options.current.timelapse_flickerfree_path, files)),
    now: () => shared.clock.now(),
  });
  const frames = new FrameCatalogue({ ...shared, get, framesOf, reportOf: (id) => runs.reportOf(id) });
  const overlays = new OverlayPreviews({
    ...shared,
    get,
    picturesOf: (timelapse) => recipes.picturesOf(timelapse),
    printOf: (id, signal) => printOfPictures.read(id, signal),
  });
  const tidying: Part = {
    start() {
      shared.recipes.deleteOrphans().catch((error: unknown) => {
        loggers.app.warn({ err: error }, 'old recipes could not be removed');
      });
    },
    async stop() {
      overlays.stop();
      await lister.stop();
    },
  };
  return { recipes, frames, overlays, parts: [tidying] };
}
