import type { FileCalls } from './files.ts';

/** `open`, `read` and `close` refer to files that the process holds open. */
export type ShareQuestion =
  | { id: number; call: keyof FileCalls; args: unknown[] }
  | { id: number; call: 'open'; args: [path: string] }
  | { id: number; call: 'read'; args: [file: number, position: number, length: number] }
  | { id: number; call: 'close'; args: [file: number] };

/** First that it is ready, then an answer to each question, in any order. */
export type ShareAnswer =
  | { ready: true }
  | { id: number; value: unknown }
  | { id: number; error: { code: string | undefined; message: string } };

export interface HeldFile {
  file: number;
  sizeBytes: number;
  modifiedAt: number;
}
