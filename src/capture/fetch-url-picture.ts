import { messageOf } from '../lib/errors.ts';
import { boundaryOf, firstPart } from './first-part.ts';
import { PictureError } from './picture-source.ts';

/** No camera sends larger pictures, and they would take too much memory. */
const MAX_BYTES = 32 * 1024 * 1024;

/** One picture from an address: a still picture, or the first of a stream. @throws PictureError */
export async function fetchUrlPicture(address: string, signal: AbortSignal): Promise<Uint8Array> {
  const { url, headers } = withoutCredentials(address);
  const response = await fetch(url, { headers, signal }).catch((error: unknown) => {
    throw noAnswer(error, signal);
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new PictureError('http_error', `the camera answered ${response.status}`);
  }
  try {
    return await readPicture(response);
  } catch (error) {
    throw error instanceof PictureError ? error : noAnswer(error, signal);
  }
}

async function readPicture(response: Response): Promise<Uint8Array> {
  const boundary = boundaryOf(response.headers.get('content-type') ?? '');
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop closes the connection, or a stream would go on.
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk as Uint8Array);
    length += (chunk as Uint8Array).length;
    if (length > MAX_BYTES) throw new PictureError('no_picture', 'the answer of the camera is too large');
    const part = boundary === null ? null : tryFirstPart(Buffer.concat(chunks), boundary);
    if (part) return part;
  }
  if (boundary !== null) throw new PictureError('empty', 'the stream ended before its first picture');
  if (length === 0) throw new PictureError('empty', 'the answer of the camera is empty');
  return Buffer.concat(chunks, length);
}

function tryFirstPart(soFar: Buffer, boundary: string): Buffer | null {
  try {
    return firstPart(soFar, boundary);
  } catch (error) {
    throw new PictureError('no_picture', messageOf(error));
  }
}

/** `fetch` refuses addresses with a user name. */
function withoutCredentials(address: string): { url: string; headers: Record<string, string> } {
  const url = URL.parse(address);
  if (!url) throw new PictureError('no_answer', 'its address is not valid');
  const { username, password } = url;
  if (username === '' && password === '') return { url: url.href, headers: {} };
  url.username = '';
  url.password = '';
  const credentials = `${decoded(username)}:${decoded(password)}`;
  return {
    url: url.href,
    headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
  };
}

/** A lone percent sign stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function noAnswer(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return error;
  const cause = (error as { cause?: unknown } | null)?.cause ?? error;
  return new PictureError('no_answer', messageOf(cause), error);
}
