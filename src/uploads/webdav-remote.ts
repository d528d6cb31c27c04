import { randomUUID } from 'node:crypto';
import type { Address } from './destination.ts';
import {
  answerDigest,
  encodePath,
  type LeftOver,
  type Parcel,
  type Placed,
  type Remote,
  TEST_TEXT,
  textOfElement,
  without,
} from './remote.ts';
import { MAX_NUMBER } from './remote-name.ts';
import { type Answer, type Body, bodyOf, send } from './request.ts';
import { fromStatus, UploadFailed } from './upload-failed.ts';

const ASK_LENGTH = '<?xml version="1.0"?><propfind xmlns="DAV:"><prop><getcontentlength/></prop></propfind>';

interface Call {
  method: string;
  /** In the folder. */
  name: string;
  headers?: Record<string, string>;
  body?: Body;
  signal: AbortSignal;
}

/**
 * Under a hidden name, read back and compared, then renamed to a name that is free: nobody ever sees a file that is not
 * whole. Only reading back proves what is stored; the checksums that some servers keep are those that were sent.
 */
export class WebdavRemote implements Remote {
  readonly #url: string;
  readonly #folder: string;
  readonly #login: string;
  readonly #secret: string;

  constructor({ url, folder, user }: Address, secret: string) {
    this.#url = url;
    this.#folder = folder;
    this.#secret = secret;
    this.#login = Buffer.from(`${user}:${secret}`).toString('base64');
  }

  async place(parcel: Parcel): Promise<Placed> {
    await this.#makeFolders(parcel.signal);
    let isSent = false;
    for (let number = parcel.firstNumber; number <= MAX_NUMBER; number += 1) {
      const name = parcel.nameOf(number);
      const there = await this.#lookUp(name, parcel);
      if (there === 'free') {
        if (!isSent) await this.#send(parcel);
        isSent = true;
        if (await this.#rename(partialName(parcel), name, parcel.signal))
          return { name, checkedBy: 'read_back' };
      }
      if (there === 'same') {
        await this.discard(parcel, parcel.signal);
        return { name, checkedBy: 'read_back' };
      }
    }
    throw new UploadFailed('wrong_answer', `${MAX_NUMBER} names are taken`);
  }

  async discard(leftOver: Pick<LeftOver, 'id'>, signal: AbortSignal): Promise<void> {
    await this.#done({ method: 'DELETE', name: partialName(leftOver), signal }, [404]);
  }

  async test(signal: AbortSignal): Promise<string | null> {
    const name = `timelapse-test-${randomUUID()}.txt`;
    await this.#makeFolders(signal);
    await this.#done({ method: 'PUT', name, body: bodyOf(Buffer.from(TEST_TEXT)), signal });
    const text = await this.#done({ method: 'GET', name, signal });
    if (text !== TEST_TEXT) throw new UploadFailed('corrupted', 'the test file came back changed');
    return this.#done({ method: 'DELETE', name, signal }).then(
      () => null,
      () => name,
    );
  }

  /** Each that is missing, from the top. */
  async #makeFolders(signal: AbortSignal): Promise<void> {
    const parts = this.#folder.split('/').filter((part) => part !== '');
    for (const [index] of parts.entries()) {
      const path = parts.slice(0, index + 1).join('/');
      // With a slash, or some servers answer with a redirect; 405 = it is there.
      const answer = await this.#ask({ method: 'MKCOL', signal }, `${this.#url}/${encodePath(path)}/`);
      const text = await answer.text();
      if (answer.status >= 300 && answer.status !== 405) throw this.#failure(answer, text);
    }
  }

  async #lookUp(name: string, { file, sha256, signal }: Parcel): Promise<'free' | 'same' | 'taken'> {
    // HEAD has no length where a server packs its answers.
    const headers = { depth: '0', 'content-type': 'application/xml' };
    const body = bodyOf(Buffer.from(ASK_LENGTH));
    const answer = await this.#call({ method: 'PROPFIND', name, headers, body, signal });
    const text = await answer.text();
    if (answer.status === 404) return 'free';
    if (answer.status >= 300) throw this.#failure(answer, text);
    if (textOfElement(text, 'getcontentlength') !== String(file.sizeBytes)) return 'taken';
    return (await this.#stored(name, signal)) === sha256 ? 'same' : 'taken';
  }

  async #send(parcel: Parcel): Promise<void> {
    const { file, sha256, onSent, signal } = parcel;
    const name = partialName(parcel);
    const body = { bytes: file.sizeBytes, read: () => file.read(0, file.sizeBytes - 1), onSent };
    const headers = { 'content-type': 'video/mp4', 'oc-checksum': `SHA256:${sha256}` };
    await this.#done({ method: 'PUT', name, headers, body, signal });
    const stored = await this.#stored(name, signal);
    if (stored === sha256) return;
    await this.discard(parcel, signal);
    throw new UploadFailed('corrupted', `sent ${sha256}, stored ${stored}`);
  }

  async #stored(name: string, signal: AbortSignal): Promise<string> {
    const answer = await this.#call({ method: 'GET', name, signal });
    if (answer.status !== 200) throw this.#failure(answer, await answer.text());
    return answerDigest(answer, signal);
  }

  /** False = the name has been taken meanwhile. */
  async #rename(from: string, to: string, signal: AbortSignal): Promise<boolean> {
    const headers = { destination: this.#address(to), overwrite: 'F' };
    const answer = await this.#call({ method: 'MOVE', name: from, headers, signal });
    const text = await answer.text();
    if (answer.status === 412) return false;
    if (answer.status >= 300) throw this.#failure(answer, text);
    return true;
  }

  /** @param fine statuses that are no success and do not matter */
  async #done(call: Call, fine: readonly number[] = []): Promise<string> {
    const answer = await this.#call(call);
    const text = await answer.text();
    if (answer.status >= 300 && !fine.includes(answer.status)) throw this.#failure(answer, text);
    return text;
  }

  #call({ name, ...call }: Call): Promise<Answer> {
    return this.#ask(call, this.#address(name));
  }

  #ask({ method, headers, body, signal }: Omit<Call, 'name'>, url: string): Promise<Answer> {
    return send({
      method,
      url,
      headers: { authorization: `Basic ${this.#login}`, ...headers },
      body,
      signal,
    });
  }

  #address(name: string): string {
    return `${this.#url}/${encodePath(this.#folder === '' ? name : `${this.#folder}/${name}`)}`;
  }

  /** Nextcloud says why in an element `message`, others in a page for people. */
  #failure({ status, headers }: Pick<Answer, 'status' | 'headers'>, text: string): UploadFailed {
    const message = /<(?:\w+:)?message>([^<]*)</.exec(text)?.[1] ?? '';
    const target = status >= 300 && status < 400 ? `to ${headers.location ?? 'another address'}` : message;
    return fromStatus(status, without([this.#secret, this.#login], target));
  }
}

/** Hidden; some servers refuse names that end with .part. */
function partialName({ id }: Pick<LeftOver, 'id'>): string {
  return `.timelapse-upload-${id}`;
}
