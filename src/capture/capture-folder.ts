import { join } from 'node:path';
import { LOG_NAME } from '../lib/capture-lines.ts';
import { errnoOf } from '../lib/errors.ts';
import type { Files } from '../lib/files.ts';
import { compareNatural } from '../lib/frame-names.ts';
import { UNFINISHED } from '../lib/write-new-file.ts';
import { logLine, readLog, type TakenPicture } from './capture-log.ts';

const DIGITS = 6;
export const OWN_NAME = /^(\d{6,})\.(?:jpg|png|webp)$/;

export type CaptureFiles = Pick<
  Files,
  | 'append'
  | 'inspect'
  | 'list'
  | 'makeFolder'
  | 'reach'
  | 'readText'
  | 'remove'
  | 'removeFolder'
  | 'writeAtomic'
  | 'writeNew'
>;

/** The pictures of one capture on disk. What is there counts, and not what was thought to be. */
export class CaptureFolder {
  readonly #files: CaptureFiles;
  readonly #path: string;
  /** Null = not read since it was last out of reach. */
  #pictures: TakenPicture[] | null = null;
  #lastNumber = 0;

  constructor(files: CaptureFiles, path: string) {
    this.#files = files;
    this.#path = path;
  }

  get isOpen(): boolean {
    return this.#pictures !== null;
  }

  /** In the order they were taken. */
  get pictures(): readonly TakenPicture[] {
    return this.#pictures ?? [];
  }

  /** @throws the system's error */
  async isThere(): Promise<boolean> {
    return (await this.#files.inspect(this.#path)) !== null;
  }

  /** Makes the folder, or takes up what is in it. @throws the system's error */
  async open(): Promise<void> {
    const files = this.#files;
    // Only the last folder of the path: the source folder may be on a share that is not mounted.
    await files.makeFolder(this.#path).catch(unlessThere);
    const names = await files.list(this.#path);
    for (const name of names.filter((each) => each.endsWith(UNFINISHED))) await files.remove(this.#at(name));
    const text = names.includes(LOG_NAME) ? await files.readText(this.#at(LOG_NAME)) : '';
    if (text !== '' && !text.endsWith('\n')) await files.append(this.#at(LOG_NAME), '\n');
    const log = readLog(text.split('\n'));
    const own = names.filter((name) => OWN_NAME.test(name)).toSorted(compareNatural);
    const pictures: TakenPicture[] = [];
    for (const name of own) pictures.push(log.get(name) ?? { name, at: await this.#timeOf(name) });
    this.#lastNumber = Math.max(0, ...own.map((name) => Number.parseInt(name, 10)));
    this.#pictures = pictures;
  }

  /** @throws the system's error; the picture is not there then */
  async add(
    bytes: Uint8Array,
    ending: 'jpg' | 'png' | 'webp',
    about: Omit<TakenPicture, 'name'>,
  ): Promise<void> {
    const name = `${String(this.#lastNumber + 1).padStart(DIGITS, '0')}.${ending}`;
    const picture = { name, ...about };
    await this.#orReread(async () => {
      // A line without its picture does no harm; a picture without its line would have lost what is known about it.
      await this.#files.append(this.#at(LOG_NAME), logLine(picture));
      await this.#files.writeNew(this.#at(name), bytes);
    });
    this.#lastNumber += 1;
    this.#pictures?.push(picture);
  }

  /** Only pictures of this capture. @throws the system's error; what is left can be removed later */
  async remove(names: readonly string[]): Promise<void> {
    const leaving = new Set(names);
    await this.#orReread(async () => {
      for (const name of names) await this.#files.remove(this.#at(name)).catch(unlessGone);
      this.#pictures = this.pictures.filter(({ name }) => !leaving.has(name));
      await this.#files.writeAtomic(this.#at(LOG_NAME), this.pictures.map(logLine).join(''));
    });
  }

  /** All of its own, and the folder when nothing else is in it. @throws the system's error */
  async removeAll(): Promise<void> {
    await this.open();
    await this.remove(this.pictures.map(({ name }) => name));
    await this.#files.remove(this.#at(LOG_NAME)).catch(unlessGone);
    await this.#files.removeFolder(this.#path).catch((error: unknown) => {
      if (!['ENOTEMPTY', 'EEXIST'].includes(errnoOf(error) ?? '')) throw error;
    });
    this.#pictures = null;
  }

  async #orReread(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#pictures = null;
      throw error;
    }
  }

  async #timeOf(name: string): Promise<number> {
    return (await this.#files.inspect(this.#at(name)))?.modifiedAt ?? 0;
  }

  #at(name: string): string {
    return join(this.#path, name);
  }
}

function unlessThere(error: unknown): void {
  if (errnoOf(error) !== 'EEXIST') throw error;
}

function unlessGone(error: unknown): void {
  if (errnoOf(error) !== 'ENOENT') throw error;
}
