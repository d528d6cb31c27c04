import type { DestinationKind, Sends } from '../shared/uploads.ts';

/** Where videos go on a server; nothing of it is secret. */
export interface Address {
  /** Without a slash at the end. */
  url: string;
  /** Only for S3. */
  bucket: string | null;
  region: string | null;
  /** Without slashes at its ends; empty = none. */
  folder: string;
  user: string;
}

export interface Destination {
  id: string;
  name: string;
  kind: DestinationKind;
  address: Address;
  sends: Sends;
  /** What was made before is not sent automatically. */
  sendsSince: number;
  /** Encrypted. */
  sealedSecret: string;
  createdAt: number;
  updatedAt: number;
}

/** Whether a saved secret may go there without being entered again: another server could be anyone's. */
export function isSameLogin(a: Address, b: Address): boolean {
  return new URL(a.url).origin === new URL(b.url).origin && a.user === b.user;
}
