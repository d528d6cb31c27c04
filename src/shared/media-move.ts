import { z } from 'zod';

const count = (description: string) => z.int().describe(description);

export const mediaMoveSchema = z
  .object({
    state: z
      .enum(['none', 'offered', 'moving', 'waiting', 'done'])
      .describe(
        'none = there is nothing to move or it cannot be done, which the problem says; offered = it can begin; waiting = ' +
          'the problem stops it, and it is tried again; done = all videos that were found have moved',
      ),
    from: z.string().nullable().describe('Folder that the videos are moved from; null = none'),
    to: z.string().nullable().describe('Folder that they are moved to'),
    videos_done: count('Videos that have moved'),
    videos_total: count('Videos to move, with those that have'),
    videos_missing: count('Videos that were not found; they follow when they are back'),
    bytes_done: count('Bytes that have moved, also of copies to share'),
    bytes_total: count('Bytes to move, with those that have'),
    problem: z
      .object({
        cause: z.string().describe("Stable code, the system's (ENOSPC) where there is one"),
        reason: z.string().describe('In words'),
        missing_bytes: z
          .int()
          .nullable()
          .describe('Space that has to be freed; null = that is not the problem'),
      })
      .nullable()
      .describe('Why it cannot begin, or cannot go on; null = nothing is wrong'),
  })
  .meta({
    id: 'MediaMove',
    description: "The move of all videos into Home Assistant's media folder, where its actions reach them",
  });
export type WireMediaMove = z.infer<typeof mediaMoveSchema>;
