import type { Destination } from './destination.ts';
import type { Remote } from './remote.ts';
import { S3Remote } from './s3-remote.ts';
import type { SecretBox } from './secret-box.ts';
import { UploadFailed } from './upload-failed.ts';
import { WebdavRemote } from './webdav-remote.ts';

/** Opens the secret only for as long as it is needed. */
export class Remotes {
  readonly #box: SecretBox;
  readonly #partBytes: number;

  constructor({ box, partBytes }: { box: SecretBox; partBytes: number }) {
    this.#box = box;
    this.#partBytes = partBytes;
  }

  /** @throws UploadFailed when the secret cannot be read */
  async of({ id, kind, address, sealedSecret }: Destination): Promise<Remote> {
    const secret = await this.#box.open(sealedSecret, id);
    if (secret === null) throw new UploadFailed('secret_missing');
    return kind === 's3' ? new S3Remote(address, secret, this.#partBytes) : new WebdavRemote(address, secret);
  }
}
