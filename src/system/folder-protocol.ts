import type { FoundEngine } from '../queue/engine-lookup.ts';

/** What the folder process may be asked. Each question has its name, so that answers can come in any order. */
export interface FolderQuestions {
  /** Can the source folder be read? */
  source: { path: string };
  /** Can these folders be written to, and what is free there? */
  output: { paths: string[] };
  /** Which engine would be used? */
  engine: { configured: string };
  /** Where does the link for the Media panel lead? */
  media: { link: string; output: string };
  /** Which folders are in a folder? Null asks for the roots. */
  list: { roots: string[]; path: string | null };
}

/** Something could not be done, in words. */
export interface Refused {
  ok: false;
  /** The system's word (`ENOENT`, …) or ours. */
  code: string;
  message: string;
}

export interface SourceFacts {
  ok: true;
  folders: number;
}

export interface OutputFacts {
  path: string;
  /** Null when a file was written and removed. */
  problem: Refused | null;
  /** Null when it could not be read. */
  space: { freeBytes: number; totalBytes: number } | null;
}

/** What the folder picker shows of one folder. */
export interface FolderListing {
  ok: true;
  path: string | null;
  parent: string | null;
  folders: { name: string; path: string; imageCount: number | null }[];
}

/** What the folder process answers. */
export interface FolderAnswers {
  source: SourceFacts | Refused;
  output: OutputFacts[];
  engine: FoundEngine;
  media: 'linked' | 'elsewhere' | 'missing';
  /** Told more than once: first without links and counts, so that a dead share among the folders hides none of the others. */
  list: FolderListing | Refused;
}

/** One answer on its way. */
export type FolderAnswer = {
  [K in keyof FolderAnswers]: { to: K; answer: FolderAnswers[K] };
}[keyof FolderAnswers];
