import type {
  FolderCause,
  WireFolderList,
  WireOptionProblem,
  WireSettings,
  WireTestReport,
} from '../contract.ts';
import { ApiError, requestJson } from './client.ts';

/** Option values by name. */
export type OptionValues = Record<string, unknown>;

export function readSettings(): Promise<WireSettings> {
  return requestJson('/settings');
}

/** Saves changes; either all of them or, when anything is wrong, none. */
export function saveSettings(options: OptionValues): Promise<WireSettings> {
  return requestJson('/settings', { method: 'PUT', body: { options } });
}

/** Looks at everything the options name, with these changes to them. */
export function testSettings(options: OptionValues): Promise<WireTestReport> {
  return requestJson('/settings/test', { method: 'POST', body: { options } });
}

/** The folders in a folder; null = the folders that may be chosen from. */
export function readFolders(path: string | null): Promise<WireFolderList> {
  return requestJson(`/settings/folders${path === null ? '' : `?path=${encodeURIComponent(path)}`}`);
}

/** Why a folder cannot be shown; null when it is not said. */
export function folderCauseOf(error: unknown): FolderCause | null {
  if (!(error instanceof ApiError)) return null;
  return (error.detail as { cause?: FolderCause } | undefined)?.cause ?? null;
}

/** What the server found wrong with values it was sent; empty when it refused for another reason. */
export function problemsOf(error: unknown): WireOptionProblem[] {
  if (!(error instanceof ApiError) || error.code !== 'invalid_options') return [];
  return (error.detail as { problems?: WireOptionProblem[] } | undefined)?.problems ?? [];
}
