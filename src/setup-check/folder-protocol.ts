import type { FoundEngine } from '../queue/engine-lookup.ts';

/** Each question has a name, so that answers can come in any order. */
export interface FolderQuestions {
  source: { path: string };
  output: { paths: string[] };
  engine: { configured: string };
  media: { link: string; output: string };
  /** Null = the roots. */
  list: { roots: string[]; path: string | null };
}

export interface Refused {
  ok: false;
  /** The system's error code (`ENOENT`, …) or one of the app's own. */
  code: string;
  message: string;
}

export interface SourceResult {
  ok: true;
  folders: number;
}

export interface OutputResult {
  path: string;
  /** Null = a file could be written and removed. */
  problem: Refused | null;
  /** Null = unknown. */
  space: { freeBytes: number; totalBytes: number } | null;
}

export interface FolderListing {
  ok: true;
  path: string | null;
  parent: string | null;
  folders: { name: string; path: string; imageCount: number | null }[];
}

export interface FolderAnswers {
  source: SourceResult | Refused;
  output: OutputResult[];
  engine: FoundEngine;
  media: 'linked' | 'elsewhere' | 'missing';
  /** Sent several times: first without links and counts, so that a dead share hides none of the others. */
  list: FolderListing | Refused;
}

export type FolderAnswer = {
  [K in keyof FolderAnswers]: { to: K; answer: FolderAnswers[K] };
}[keyof FolderAnswers];
