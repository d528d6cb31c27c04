import { readBytes } from '../../capture/read-bytes.ts';
import type { Capture } from '../../capture/capture.ts';
import { newestPicture } from '../../capture/newest-picture.ts';
import type { PrinterSummary } from '../../capture/printer-summaries.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Files } from '../../lib/files.ts';

/** Each one is a line in Home Assistant's recorder, and lies at the broker. */
const EVERY_MS = 30_000;

interface Shown {
  /** Another one for each picture. */
  name: string;
  bytes: Uint8Array;
  at: number;
}

export interface PrinterPicturesDeps {
  files: Pick<Files, 'list' | 'open'>;
  /** Null = it cannot be made. */
  makeSmall: (bytes: Uint8Array) => Promise<Uint8Array | null>;
  clock: Clock;
}

/** The newest picture of each printer, small and not too often. */
export class PrinterPictures {
  readonly #deps: PrinterPicturesDeps;
  readonly #shown = new Map<string, Shown>();
  readonly #asked = new Map<string, Uint8Array | null>();

  constructor(deps: PrinterPicturesDeps) {
    this.#deps = deps;
  }

  /** The next one is shown without waiting. @param test bytes of a picture that is not kept */
  askFor(key: string, test: Uint8Array | null): void {
    this.#asked.set(key, test);
  }

  forget(key: string): void {
    this.#shown.delete(key);
    this.#asked.delete(key);
  }

  /** Null = none. Never throws. */
  async latestOf({ key, captures }: PrinterSummary): Promise<Shown | null> {
    const { clock } = this.#deps;
    const asked = this.#asked.get(key);
    this.#asked.delete(key);
    if (asked) return this.#show(key, `test ${clock.now()}`, asked);
    const before = this.#shown.get(key) ?? null;
    // A camera that gives none does not keep the others from being seen.
    const capture = captures.find(({ pictures }) => pictures > 0);
    if (!capture) return before;
    const name = nameOf(capture);
    if (before?.name === name) return before;
    const age = before ? clock.now() - before.at : EVERY_MS;
    const isDue = asked === null || capture.endedAt !== null || age < 0 || age >= EVERY_MS;
    if (!isDue) return before;
    const bytes = await this.#read(capture);
    return bytes ? this.#show(key, name, bytes) : before;
  }

  async #read({ folder }: Capture): Promise<Uint8Array | null> {
    const { files } = this.#deps;
    const path = await newestPicture(files, folder);
    return path === null ? null : readBytes(files, path).catch(() => null);
  }

  async #show(key: string, name: string, bytes: Uint8Array): Promise<Shown | null> {
    const small = await this.#deps.makeSmall(bytes);
    if (!small) return this.#shown.get(key) ?? null;
    const shown = { name, bytes: small, at: this.#deps.clock.now() };
    this.#shown.set(key, shown);
    return shown;
  }
}

function nameOf({ id, pictures, lastPictureAt }: Capture): string {
  return `${id} ${pictures} ${lastPictureAt}`;
}
