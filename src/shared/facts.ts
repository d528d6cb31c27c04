import { z } from 'zod';

/** Values of a message, so that clients can translate it. */
export const factsSchema = z
  .record(z.string(), z.union([z.string(), z.number(), z.array(z.string()), z.null()]))
  .describe('Values in the message by name: paths, names, bytes, counts');

/** A stable code, the system's (`ENOENT`) where there is one, and a reason in words. */
export type Cause = { cause: string; reason: string };
