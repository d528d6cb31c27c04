import { fileOf, type Timelapse } from '../../timelapses/timelapse.ts';
import { type AppIdentity, panelUrl } from '../core/app-identity.ts';
import { type MediaPlace, mediaAddress } from '../media/media-address.ts';
import type { PosterCopies } from '../media/poster-copies.ts';
import type { LastVideo } from './summary.ts';

export interface LastVideosDeps {
  identity: AppIdentity;
  posters: Pick<PosterCopies, 'urlOf'>;
  media: () => MediaPlace;
}

/** Where the latest videos can be found in Home Assistant. */
export class LastVideos {
  readonly #deps: LastVideosDeps;
  readonly #posters = new Map<string, { key: string; url: string | null }>();

  constructor(deps: LastVideosDeps) {
    this.#deps = deps;
  }

  /** @param of whose latest video it is: a key of a printer, or the app */
  async describe(timelapse: Timelapse, of: string): Promise<LastVideo> {
    const { identity, media } = this.#deps;
    const address = mediaAddress(fileOf(timelapse, 'video')?.path ?? null, media());
    return {
      timelapse,
      mediaContentId: address.media_content_id,
      mediaUrl: address.media_url,
      posterUrl: await this.#posterUrl(timelapse, of),
      panelUrl: panelUrl(await identity.slug(), timelapse.id),
    };
  }

  /** Looked up once per video, not at every step of a render. */
  async #posterUrl({ id, processingCompletedAt }: Timelapse, of: string): Promise<string | null> {
    const { media, posters } = this.#deps;
    const key = JSON.stringify([id, processingCompletedAt, media()]);
    const known = this.#posters.get(of);
    if (known?.key === key) return known.url;
    const url = await posters.urlOf(id);
    this.#posters.set(of, { key, url });
    return url;
  }
}
