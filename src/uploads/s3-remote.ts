import { createHash, randomUUID } from 'node:crypto';
import { type Answer, type Body, bodyOf } from './request.ts';
import type { Address } from './destination.ts';
import {
  answerDigest,
  digestsOf,
  escapeXml,
  type LeftOver,
  type Parcel,
  type Placed,
  type Remote,
  TEST_TEXT,
  textOfElement,
} from './remote.ts';
import { MAX_NUMBER } from './remote-name.ts';
import { isTagMd5, S3Client, tagOf } from './s3-client.ts';
import type { BegunParts } from './upload.ts';
import { fromStatus, UploadFailed } from './upload-failed.ts';

/** S3 takes no more. */
const MAX_PARTS = 10_000;
const CHECKSUM_HEADER = 'x-amz-meta-sha256';

/**
 * Always in parts, also small videos: each part is compared before the file gets its name, so that nobody ever sees one
 * that is not whole.
 */
export class S3Remote implements Remote {
  readonly #client: S3Client;
  readonly #folder: string;
  readonly #partBytes: number;

  /** @param partBytes of parts that can be sent again; one is read twice */
  constructor(address: Address, secret: string, partBytes: number) {
    this.#client = new S3Client(address, secret);
    this.#folder = address.folder;
    this.#partBytes = partBytes;
  }

  async place(parcel: Parcel): Promise<Placed> {
    let begun = parcel.begun;
    if (begun && begun.sha256 !== parcel.sha256) {
      await this.discard(parcel, parcel.signal);
      begun = null;
    }
    for (let number = parcel.firstNumber; number <= MAX_NUMBER; number += 1) {
      const name: string = begun?.name ?? parcel.nameOf(number);
      const there = await this.#lookUp(name, parcel);
      if (there === 'same') return { name, checkedBy: 'checksum' };
      if (there === 'free') {
        begun ??= await this.#begin(name, parcel);
        const placed = await this.#sendParts(begun, parcel);
        if (placed) return placed;
      }
      if (begun) await this.discard({ id: parcel.id, begun }, parcel.signal);
      begun = null;
      await parcel.note(null);
    }
    throw new UploadFailed('wrong_answer', `${MAX_NUMBER} names are taken`);
  }

  async discard({ begun }: LeftOver, signal: AbortSignal): Promise<void> {
    if (!begun) return;
    const query = { uploadId: begun.uploadId };
    const answer = await this.#client.call({ method: 'DELETE', key: this.#key(begun.name), query, signal });
    const text = await answer.text();
    // It has ended one way or another.
    if (answer.status >= 300 && answer.status !== 404) throw this.#client.failure(answer, text);
  }

  async test(signal: AbortSignal): Promise<string | null> {
    const name = `timelapse-test-${randomUUID()}.txt`;
    const key = this.#key(name);
    const body = signedBody(TEST_TEXT);
    await this.#client.done({ method: 'PUT', key, body, signal });
    const { text } = await this.#client.done({ method: 'GET', key, signal });
    if (text !== TEST_TEXT) throw new UploadFailed('corrupted', 'the test file came back changed');
    return this.#client.done({ method: 'DELETE', key, signal }).then(
      () => null,
      () => name,
    );
  }

  #key(name: string): string {
    return this.#folder === '' ? name : `${this.#folder}/${name}`;
  }

  async #lookUp(name: string, { file, sha256, signal }: Parcel): Promise<'free' | 'same' | 'taken'> {
    const answer = await this.#client.call({ method: 'HEAD', key: this.#key(name), signal });
    await answer.text();
    if (answer.status === 404) return 'free';
    if (answer.status !== 200) throw this.#client.failure(answer, '');
    const isSame = answer.headers[CHECKSUM_HEADER] === sha256;
    return isSame && answer.headers['content-length'] === String(file.sizeBytes) ? 'same' : 'taken';
  }

  async #begin(name: string, { sha256, file, note, signal }: Parcel): Promise<BegunParts> {
    const { text } = await this.#client.done({
      method: 'POST',
      key: this.#key(name),
      query: { uploads: '' },
      headers: { [CHECKSUM_HEADER]: sha256, 'content-type': 'video/mp4' },
      signal,
    });
    const uploadId = textOfElement(text, 'UploadId');
    if (!uploadId) throw new UploadFailed('wrong_answer', 'the server gave no id for an upload in parts');
    const partBytes = Math.max(this.#partBytes, Math.ceil(file.sizeBytes / MAX_PARTS));
    const begun = { name, uploadId, sha256, partBytes, tags: [] };
    await note(begun);
    return begun;
  }

  /** Null = the name has been taken meanwhile. */
  async #sendParts(begun: BegunParts, parcel: Parcel): Promise<Placed | null> {
    const { file, note, onSent } = parcel;
    const parts = Math.ceil(file.sizeBytes / begun.partBytes);
    const tags = [...begun.tags];
    onSent(tags.length * begun.partBytes);
    let isChecked = true;
    for (let index = tags.length; index < parts; index += 1) {
      const sent = await this.#sendPart(begun, index, parcel);
      tags.push(sent.tag);
      isChecked = sent.isChecked;
      await note({ ...begun, tags });
    }
    return this.#finish({ ...begun, tags }, isChecked, parcel);
  }

  async #sendPart({ name, uploadId, partBytes }: BegunParts, index: number, parcel: Parcel) {
    const { file, onSent, signal } = parcel;
    const first = index * partBytes;
    const last = Math.min(first + partBytes, file.sizeBytes) - 1;
    const { sha256, md5 } = await digestsOf(file, first, last, signal);
    const body = { bytes: last - first + 1, sha256, read: () => file.read(first, last), onSent };
    const query = { partNumber: String(index + 1), uploadId };
    const answer = await this.#client.call({ method: 'PUT', key: this.#key(name), query, body, signal });
    const text = await answer.text();
    if (isForgotten(answer.status, text)) await this.#forget(parcel);
    if (answer.status !== 200) throw this.#client.failure(answer, text);
    const tag = tagOf(answer.headers);
    if (!tag) throw new UploadFailed('wrong_answer', 'the server gave no ETag for a part');
    const isChecked = isTagMd5(answer.headers);
    if (isChecked && tag !== md5)
      throw new UploadFailed('corrupted', `part ${index + 1}: sent ${md5}, stored ${tag}`);
    return { tag, isChecked };
  }

  async #finish(begun: BegunParts, isChecked: boolean, parcel: Parcel): Promise<Placed | null> {
    const { name, tags } = begun;
    // Servers that do not know of the condition below would overwrite.
    const there = await this.#lookUp(name, parcel);
    if (there === 'same') return { name, checkedBy: 'checksum' };
    if (there === 'taken') return null;
    const answer = await this.#complete(begun, true, parcel);
    const text = await answer.text();
    if (answer.status === 412) return null;
    if (isForgotten(answer.status, text)) await this.#forget(parcel);
    if (answer.status >= 300 || /<Error[\s>]/.test(text)) throw this.#client.failure(answer, text);
    const tag = (textOfElement(text, 'ETag') ?? '').replaceAll('"', '');
    const isOther = isChecked && /^[\da-f]{32}-\d+$/.test(tag) && tag !== tagOfParts(tags);
    if (isOther || (await this.#lookUp(name, parcel)) !== 'same') await this.#reject(name, tag, parcel);
    if (isChecked) return { name, checkedBy: 'checksum' };
    await this.#readBack(name, parcel);
    return { name, checkedBy: 'read_back' };
  }

  /** @param isConditional asks the server to refuse where the name is taken; some do not know of it */
  async #complete(begun: BegunParts, isConditional: boolean, parcel: Parcel): Promise<Answer> {
    const { name, uploadId, tags } = begun;
    const parts = tags.map(
      (tag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>"${escapeXml(tag)}"</ETag></Part>`,
    );
    const answer = await this.#client.call({
      method: 'POST',
      key: this.#key(name),
      query: { uploadId },
      headers: { 'content-type': 'application/xml', ...(isConditional && { 'if-none-match': '*' }) },
      body: signedBody(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`),
      signal: parcel.signal,
    });
    if (answer.status !== 501 || !isConditional) return answer;
    await answer.text();
    return this.#complete(begun, false, parcel);
  }

  /** Servers remove what was begun long ago; the next try begins anew. */
  async #forget({ note }: Parcel): Promise<never> {
    await note(null);
    throw new UploadFailed('server_busy', 'the server has forgotten the parts that were sent');
  }

  async #readBack(name: string, parcel: Parcel): Promise<void> {
    const { sha256, signal } = parcel;
    const answer = await this.#client.call({ method: 'GET', key: this.#key(name), signal });
    if (answer.status !== 200) throw fromStatus(answer.status, await answer.text());
    const stored = await answerDigest(answer, signal);
    if (stored !== sha256) await this.#reject(name, stored, parcel);
  }

  /** It was made a moment ago, by this app and under a name that was free. */
  async #reject(name: string, stored: string, { sha256, signal }: Parcel): Promise<never> {
    await this.#client.done({ method: 'DELETE', key: this.#key(name), signal });
    throw new UploadFailed('corrupted', `sent ${sha256}, stored ${stored}`);
  }
}

function signedBody(text: string): Body & { sha256: string } {
  const bytes = Buffer.from(text);
  return { ...bodyOf(bytes), sha256: createHash('sha256').update(bytes).digest('hex') };
}

function isForgotten(status: number, text: string): boolean {
  return status === 404 && textOfElement(text, 'Code') === 'NoSuchUpload';
}

/** As S3 makes it of the parts' own. */
function tagOfParts(tags: readonly string[]): string {
  const md5 = createHash('md5');
  for (const tag of tags) md5.update(Buffer.from(tag, 'hex'));
  return `${md5.digest('hex')}-${tags.length}`;
}
