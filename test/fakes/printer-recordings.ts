import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FakeCore } from './fake-core.ts';

export interface Recording {
  /** `<serial>/timelapse/<file>` */
  path: string;
  bytes: Buffer;
  /** Since it was last written. */
  secondsAgo: number;
  /** As it is listed; else that of its bytes. */
  size?: number;
}

/**
 * What ha-bambulab answers of the videos in its cache. Source: greghesp/ha-bambulab,
 * custom_components/bambu_lab/__init__.py.
 */
export class PrinterRecordings {
  all: Recording[] = [];
  /** The integration is too old for it. */
  isUnknown = false;
  /** Ends each transfer after so many bytes, without a word. */
  breaksAfter = Infinity;
  /** How often the list was asked for. */
  asked = 0;
  /** Paths of what was sent, also in part. */
  readonly sent: string[] = [];

  constructor(core: FakeCore) {
    core.more = (request, response) => this.#answer(request, response);
  }

  #answer({ url = '' }: IncomingMessage, response: ServerResponse): boolean {
    const { pathname, searchParams } = new URL(url, 'http://core');
    if (!pathname.startsWith('/api/bambu_lab/') || this.isUnknown) return false;
    if (pathname === '/api/bambu_lab/videos') {
      this.asked += 1;
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(this.#list(searchParams.get('serial'))));
      return true;
    }
    const path = decodeURIComponent(pathname.replace('/api/bambu_lab/file_cache/', ''));
    const found = this.all.find((each) => each.path === path);
    if (!found) {
      response.writeHead(404).end('{"error": "File not found"}');
      return true;
    }
    this.sent.push(path);
    response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': found.bytes.length });
    if (found.bytes.length <= this.breaksAfter) response.end(found.bytes);
    else response.write(found.bytes.subarray(0, this.breaksAfter), () => response.destroy());
    return true;
  }

  #list(serial: string | null): object {
    const now = Date.now();
    const videos = this.all
      .filter(({ path }) => serial === null || path.startsWith(`${serial}/`))
      .map(({ path, bytes, size, secondsAgo }) => ({
        filename: path.split('/').at(-1),
        path,
        type: 'timelapse',
        size: size ?? bytes.length,
        modified: localTime(now - secondsAgo * 1000),
        thumbnail_path: null,
        printer_serial: path.split('/')[0],
      }));
    return { videos, total_videos: videos.length, timestamp: localTime(now) };
  }
}

/** As Python writes a time without a zone, in one that is not this machine's. */
function localTime(at: number): string {
  return new Date(at + 5.5 * 3_600_000).toISOString().replace('Z', '000');
}
