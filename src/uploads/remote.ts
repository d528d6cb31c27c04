import { createHash } from 'node:crypto';
import type { OpenFile } from '../lib/open-file.ts';
import type { UploadCheck } from '../shared/uploads.ts';
import type { Answer } from './request.ts';
import type { BegunParts } from './upload.ts';
import { fromFile, UploadFailed } from './upload-failed.ts';

/** A video that is to be sent. */
export interface Parcel {
  /** Of the upload. */
  id: string;
  file: OpenFile;
  sha256: string;
  /** @param number 0 = where it was before, 1 = the usual one, otherwise for a name that is taken */
  nameOf: (number: number) => string;
  firstNumber: 0 | 1;
  begun: BegunParts | null;
  /** Resolves when it is in the database: what begins on a server must be known before it does. */
  note: (begun: BegunParts | null) => Promise<void>;
  onSent: (bytes: number) => void;
  signal: AbortSignal;
}

export interface Placed {
  name: string;
  checkedBy: UploadCheck;
}

/** What is on a server of an upload that is not whole. */
export interface LeftOver {
  id: string;
  begun: BegunParts | null;
}

/** A server of one kind. All throw UploadFailed, or the signal's reason. */
export interface Remote {
  /** Never overwrites; the same content under the name counts as placed. */
  place(parcel: Parcel): Promise<Placed>;
  discard(leftOver: LeftOver, signal: AbortSignal): Promise<void>;
  /** Writes, reads back and deletes. @returns the name of what could not be deleted */
  test(signal: AbortSignal): Promise<string | null>;
}

export const TEST_TEXT = 'A test of Printernizer Timelapse. It may be deleted.\n';

/** @param first @param last both inclusive @throws UploadFailed when the file cannot be read */
export async function digestsOf(
  file: OpenFile,
  first: number,
  last: number,
  signal: AbortSignal,
): Promise<{ sha256: string; md5: string }> {
  const sha256 = createHash('sha256');
  const md5 = createHash('md5');
  try {
    for await (const chunk of file.read(first, last)) {
      signal.throwIfAborted();
      sha256.update(chunk);
      md5.update(chunk);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw fromFile(error);
  }
  return { sha256: sha256.digest('hex'), md5: md5.digest('hex') };
}

/** Reads all of an answer. @throws UploadFailed when it is cut off */
export async function answerDigest({ chunks }: Answer, signal: AbortSignal): Promise<string> {
  const sha256 = createHash('sha256');
  try {
    for await (const chunk of chunks) sha256.update(chunk);
  } catch (error) {
    signal.throwIfAborted();
    throw new UploadFailed('connection_lost', String(error));
  }
  return sha256.digest('hex');
}

/** For texts of servers and logs. */
export function without(secrets: readonly string[], text: string): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}

/** Each part of a path, so that every server reads the same. */
export function encodePath(path: string): string {
  return path.split('/').map(encodePart).join('/');
}

/** As RFC 3986 reserves characters, which signatures depend on. */
function encodePart(part: string): string {
  return encodeURIComponent(part.toWellFormed()).replaceAll(
    /[!'()*]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The first text of an element; of a format that has no others of that name. */
export function textOfElement(xml: string, name: string): string | null {
  const found = new RegExp(`<(?:[\\w-]+:)?${name}(?:\\s[^>]*)?>([^<]*)<`).exec(xml);
  return found ? unescapeXml(found[1]!) : null;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text
    .replaceAll(/&#(?:x([\da-f]+)|(\d+));/gi, (_, hex?: string, decimal?: string) =>
      String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal)),
    )
    .replaceAll(/&(amp|lt|gt|quot|apos);/g, (_, entity: string) => ENTITIES[entity]!);
}

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
