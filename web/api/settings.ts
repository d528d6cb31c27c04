import type { FolderCause, WireFolderList, WireOptionProblem } from '../contract.ts';
import { base64url } from './base64url.ts';
import { ApiError, api } from './client.ts';

export type OptionValues = Record<string, unknown>;

/** Null = the folders that can be chosen. */
export function readFolders(path: string | null): Promise<WireFolderList> {
  return api.listFolders({ query: path === null ? {} : { path64: base64url(path) } });
}

/** Null = unknown. */
export function folderCauseOf(error: unknown): FolderCause | null {
  if (!(error instanceof ApiError)) return null;
  return (error.detail as { cause?: FolderCause } | undefined)?.cause ?? null;
}

/** Empty when the server rejected the request for another reason. */
export function problemsOf(error: unknown): WireOptionProblem[] {
  if (!(error instanceof ApiError) || error.code !== 'invalid_options') return [];
  return (error.detail as { problems?: WireOptionProblem[] } | undefined)?.problems ?? [];
}
