import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanUp } from '../helpers/start-app.ts';

/** How a camera answers. */
export type Mood =
  | 'picture'
  | 'stream'
  | 'repeats'
  | 'error'
  | 'html'
  | 'empty'
  | 'half'
  | 'flat'
  | 'black_with_mark'
  | 'speck'
  | 'dark'
  | 'larger'
  | 'silent';

let drawn: Map<string, Buffer[]> | undefined;

/** Pictures as ffmpeg draws them, made once. */
function pictures(): Map<string, Buffer[]> {
  drawn ??= new Map([
    ['moving', draw('testsrc2=size=320x240:rate=1', 40)],
    ['larger', draw('testsrc2=size=640x480:rate=1', 1)],
    ['dark', draw('testsrc2=size=320x240:rate=1,eq=brightness=-0.85:contrast=0.3', 40)],
    ['flat', draw('color=c=0x407040:size=320x240', 1)],
    // As ha_creality_ws answers for a printer that is away.
    ['speck', draw('color=white:size=16x16,scale=1:1', 1)],
    ['black_with_mark', draw('color=black:size=320x240,drawbox=140:100:40:40:red:fill', 1)],
  ]);
  return drawn;
}

function draw(source: string, count: number): Buffer[] {
  const folder = mkdtempSync(join(tmpdir(), 'fake-camera-'));
  const out = ['-frames:v', String(count), '-pix_fmt', 'yuvj420p', '-q:v', '4', join(folder, '%03d.jpg')];
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', source, ...out]);
  const files = readdirSync(folder).toSorted();
  const read = files.map((name) => readFileSync(join(folder, name)));
  rmSync(folder, { recursive: true });
  return read;
}

/** A small camera that answers with its current picture, and misbehaves on demand. */
export class FakeCamera {
  readonly url: string;
  mood: Mood = 'picture';
  /** Number of requests so far. */
  asked = 0;
  /** Requests that it has not answered yet, at most at one time. */
  mostAtOnce = 0;
  /** What the last request came with. */
  authorization: string | undefined;
  #open = 0;
  #sent = 0;

  constructor(url: string) {
    this.url = url;
  }

  answer(response: ServerResponse): void {
    this.asked += 1;
    this.#open += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#open);
    response.once('close', () => {
      this.#open -= 1;
    });
    const picture = (kind: string): Buffer => pictures().get(kind)![0]!;
    switch (this.mood) {
      case 'picture':
        send(response, this.#next());
        break;
      case 'dark':
        send(response, this.#next('dark'));
        break;
      case 'repeats':
        send(response, picture('moving'));
        break;
      case 'stream':
        this.#stream(response);
        break;
      case 'error':
        response.writeHead(500).end('camera is away');
        break;
      case 'html':
        response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Log in</h1>');
        break;
      case 'empty':
        response.writeHead(200, { 'content-type': 'image/jpeg' }).end();
        break;
      case 'half':
        send(response, this.#next().subarray(0, 3000));
        break;
      case 'silent':
        break;
      default:
        send(response, picture(this.mood));
    }
  }

  /** As it would send it now. */
  nextPicture(): Buffer {
    return this.#next();
  }

  #next(kind = 'moving'): Buffer {
    const moving = pictures().get(kind)!;
    this.#sent += 1;
    return moving[this.#sent % moving.length]!;
  }

  #stream(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'multipart/x-mixed-replace; boundary=--frame' });
    const timer = setInterval(() => {
      const bytes = this.#next();
      response.write(`--frame\r\nContent-Type: image/jpeg\r\nContent-Length: ${bytes.length}\r\n\r\n`);
      response.write(bytes);
      response.write('\r\n');
    }, 20);
    response.once('close', () => clearInterval(timer));
  }
}

function send(response: ServerResponse, bytes: Buffer): void {
  response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': bytes.length }).end(bytes);
}

/** Starts a camera; it is stopped at the end of the test. */
export async function startFakeCamera(): Promise<FakeCamera> {
  pictures();
  const server = createServer((request, response) => {
    camera.authorization = request.headers.authorization;
    camera.answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUp(async () => {
    server.closeAllConnections();
    server.close();
  });
  const camera = new FakeCamera(`http://127.0.0.1:${(server.address() as AddressInfo).port}/still.jpg`);
  return camera;
}
