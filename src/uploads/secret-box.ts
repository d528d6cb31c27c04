import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Serial } from '../lib/serial.ts';
import { makeKey, readKey } from './secret-key.ts';

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Keeps secrets readable only together with a key beside the database, which no backup has. */
export class SecretBox {
  readonly #dataDir: string;
  readonly #serial = new Serial();

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  /** @param owner the same text is needed to open it @throws the system's error */
  async seal(secret: string, owner: string): Promise<string> {
    const key = await this.#serial.run(async () => (await readKey(this.#dataDir)) ?? makeKey(this.#dataDir));
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** Null = the key is gone or another, as after a backup was restored. */
  async open(text: string, owner: string): Promise<string | null> {
    const key = await readKey(this.#dataDir).catch(() => null);
    const bytes = Buffer.from(text, 'base64');
    if (key === null || bytes.length <= IV_BYTES + TAG_BYTES) return null;
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    try {
      return (
        decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
      );
    } catch {
      return null;
    }
  }
}
