import { afterEach, describe, expect, it, vi } from 'vitest';
import { shareFile, shareKind } from '../../../web/sharing/share-file.ts';
import { shareableCopy, shareableVideo } from '../../../web/sharing/shareables.ts';
import { makeShare } from '../make-share.ts';
import { makeTimelapse } from '../make-timelapse.ts';

/** An error as browsers throw it. */
const refusal = (name: string): Error => Object.assign(new Error(name), { name });

const serveVideo = (status = 200) =>
  vi.stubGlobal('fetch', async () => new Response(status === 200 ? 'video' : '', { status }));

/** A browser that shares files, and remembers what it was given. */
function makeSharer(refuse: Error | null = null) {
  const given: ShareData[] = [];
  const share = async (data?: ShareData): Promise<void> => {
    if (refuse !== null) throw refuse;
    given.push(data ?? {});
  };
  return { given, sharer: { share, canShare: () => true } };
}

afterEach(() => vi.unstubAllGlobals());

describe('what a browser can share', () => {
  const { sharer } = makeSharer();

  it.each([
    ['a video', makeTimelapse(), sharer, 'file'],
    ['one that is too large', makeTimelapse({ file_size_bytes: 200_000_000 }), sharer, 'link'],
    ['one where it takes no files', makeTimelapse(), { ...sharer, canShare: () => false }, 'link'],
    ['anything where it cannot share', makeTimelapse(), {}, null],
  ])('of %s is what it takes', (_name, timelapse, browser, kind) =>
    expect(shareKind(shareableVideo(timelapse), browser)).toBe(kind),
  );
});

it('a copy is passed on as what it is, or not at all', async () => {
  serveVideo();
  const { given, sharer } = makeSharer();
  const copy = shareableCopy(makeShare({ kind: 'gif', bytes: 5 }), makeTimelapse({ title: 'Vase' }));
  await shareFile(copy, vi.fn(), sharer);
  expect([given[0]!.files![0]!.name, given[0]!.files![0]!.type]).toEqual(['Vase.gif', 'image/gif']);
  expect(shareKind(copy, { ...sharer, canShare: () => false })).toBeNull();
});

describe('sharing', () => {
  it('passes on the file under its title, without what no file system likes', async () => {
    serveVideo();
    const { given, sharer } = makeSharer();
    await shareFile(shareableVideo(makeTimelapse({ title: 'Vase 1/2: "blue"' })), vi.fn(), sharer);
    const [file] = given[0]!.files!;
    expect([file!.name, file!.type, await file!.text()]).toEqual([
      'Vase 1-2- -blue-.mp4',
      'video/mp4',
      'video',
    ]);
  });

  it('asks for another press where fetching took too long, and has the file ready then', async () => {
    serveVideo();
    const late = makeSharer(refusal('NotAllowedError'));
    let again: (() => Promise<boolean>) | undefined;
    await shareFile(shareableVideo(makeTimelapse()), (share) => (again = share), late.sharer);
    vi.stubGlobal('fetch', () => expect.unreachable('the file is there already'));
    expect(await again?.()).toBe(false);
  });

  it('is content when nobody was chosen, and says when the video cannot be had', async () => {
    serveVideo();
    await shareFile(shareableVideo(makeTimelapse()), vi.fn(), makeSharer(refusal('AbortError')).sharer);
    serveVideo(404);
    await expect(shareFile(shareableVideo(makeTimelapse()), vi.fn(), makeSharer().sharer)).rejects.toThrow(
      '404',
    );
  });

  it('passes on a link to the page where it takes no files', async () => {
    const { given, sharer } = makeSharer();
    await shareFile(shareableVideo(makeTimelapse({ id: 'x y' })), vi.fn(), {
      ...sharer,
      canShare: () => false,
    });
    expect(given[0]!.url).toMatch(/#\/timelapses\/x%20y$/);
  });
});
