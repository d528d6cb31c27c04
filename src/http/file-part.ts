import type { Request, Response } from 'express';

/** Both ends inclusive. */
export interface FilePart {
  first: number;
  last: number;
}

/**
 * Null = the whole file, also for invalid or multiple ranges and for ranges of an earlier version.
 *
 * @param res already has the file's tag and time
 */
export function choosePart(req: Request, res: Response, size: number): FilePart | 'outside' | null {
  const ranges = req.range(size, { combine: true });
  if (ranges === undefined || ranges === -2 || !isOfThisState(req, res)) return null;
  if (ranges === -1) return 'outside';
  const [range] = ranges;
  if (ranges.type !== 'bytes' || range === undefined || ranges.length > 1) return null;
  return { first: range.start, last: range.end };
}

/** `If-Match`, `If-Unmodified-Since`. */
export function hasChangedSince(req: Request, res: Response): boolean {
  const { 'if-match': match, 'if-unmodified-since': since } = req.headers;
  if (match !== undefined) {
    const tags = match.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
    return !tags.includes('*') && !tags.includes(tagOf(res));
  }
  return since !== undefined && timeOf(res) > Date.parse(since);
}

function isOfThisState(req: Request, res: Response): boolean {
  const ifRange = req.get('if-range');
  if (ifRange === undefined) return true;
  return ifRange.includes('"') ? ifRange === tagOf(res) : timeOf(res) <= Date.parse(ifRange);
}

function tagOf(res: Response): string {
  return String(res.get('ETag'));
}

function timeOf(res: Response): number {
  return Date.parse(String(res.get('Last-Modified')));
}
