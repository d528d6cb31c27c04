import { z } from 'zod';

/** The facts in a sentence, so that a program can say it in another language. */
export const factsSchema = z
  .record(z.string(), z.union([z.string(), z.number(), z.array(z.string()), z.null()]))
  .describe('The facts in it by name, as they are: paths, names, bytes, counts');

/**
 * Why something cannot be reached, read or done: in a stable word, the system's own (`ENOENT`) where it has one, and in
 * the words of whoever refused.
 */
export type Cause = { cause: string; reason: string };
