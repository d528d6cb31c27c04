import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { putFrames } from '../fixtures/make-frames.ts';
import { waitFor } from '../helpers/wait-for.ts';
import type { Core } from './helpers/core.ts';
import { makeHouse, shareCore } from './helpers/house.ts';

const core = shareCore();

interface MediaItem {
  title: string;
  media_content_id: string;
  media_content_type: string;
  media_class: string;
  children?: MediaItem[];
}

const browse = (home: Core, id: string): Promise<MediaItem> =>
  home.ask<MediaItem>({ type: 'media_source/browse_media', media_content_id: id });

describe('videos in the Media panel of Home Assistant', () => {
  it('are found through the link, play from the address in the event, and leave when it is not wanted', async () => {
    const home = core();
    const { start, folders, supervisor } = await makeHouse(home);
    const app = await start();
    const events = await home.listen('timelapse.completed');
    await putFrames(join(folders.source, 'Über 100% fertig'), { secondsAgo: 60 });
    const { output_video_path: path } = await app.waitForCompleted('Über 100% fertig');
    const { data } = await waitFor('the event', () => events[0]);

    const folder = await browse(home, 'media-source://media_source/local/timelapses');
    const item = folder.children?.find(({ title }) => title.startsWith('Über 100% fertig'));
    expect(item).toMatchObject({ media_content_type: 'video/mp4', media_content_id: data.media_content_id });

    const resolved = await home.ask<{ url: string; mime_type: string }>({
      type: 'media_source/resolve_media',
      media_content_id: data.media_content_id,
    });
    expect(resolved.mime_type).toBe('video/mp4');
    // Signed by Home Assistant, so no token is needed.
    const bytes = Buffer.from(await (await fetch(`${home.url}${resolved.url}`)).arrayBuffer());
    expect(bytes.equals(await readFile(path!))).toBe(true);
    expect(resolved.url.split('?')[0]).toBe(data.media_url);

    const posted = await fetch(`${home.url}${data.poster_url}`, {
      headers: { authorization: `Bearer ${home.user.token}` },
    });
    expect(posted.headers.get('content-type')).toBe('image/jpeg');

    // The posters of videos are there for cards, as the documentation says.
    await supervisor.request(home.admin, 'PUT', '/settings', {
      options: { timelapse_poster_beside_video: true },
    });
    const beside = path!.replace('.mp4', '.jpg');
    await waitFor('the poster', async () => (await stat(beside).catch(() => null))?.size);
    const poster = await home.ask<{ url: string; mime_type: string }>({
      type: 'media_source/resolve_media',
      media_content_id: String(data.media_content_id).replace('.mp4', '.jpg'),
    });
    expect(poster.mime_type).toBe('image/jpeg');
    const picture = Buffer.from(await (await fetch(`${home.url}${poster.url}`)).arrayBuffer());
    expect(picture.equals(await readFile(beside))).toBe(true);

    supervisor.saveOptions({ ...supervisor.userOptions, timelapse_show_in_media: false });
    await supervisor.request(home.admin, 'PUT', '/settings', { options: { timelapse_show_in_media: false } });
    await waitFor('the link to be gone', () =>
      browse(home, 'media-source://media_source/local/timelapses').then(
        () => false,
        () => true,
      ),
    );
  });
});
