import { z } from 'zod';

const LEAST_BYTES = 100_000_000;
const MOST_BYTES = 1_000_000_000_000_000;

const days = (least: number) =>
  z.int().min(least).max(3650).describe('Days since the video was made; 0 = in the next night');

const onVideos = z
  .enum(['delete', 'delete_with_frames', 'archive'])
  .describe(
    'delete = the video goes to the trash and its frames stay; delete_with_frames = both go; archive = the video ' +
      'moves into the archive folder',
  );

const resultsSchema = z
  .array(z.enum(['failed', 'cancelled']))
  .min(1)
  .max(2)
  .describe('How the print has ended');

const kindOf = <K extends string>(kind: K, description: string) => z.literal(kind).describe(description);

export const ruleDefinitionSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: kindOf('frames_after_video', 'Frames of which there is a good video'),
      action: z.literal('delete_frames').describe('The frames go, the video stays'),
      days: days(0),
    }),
    z.strictObject({
      kind: kindOf('video_age', 'Videos of an age'),
      action: onVideos,
      days: days(1),
    }),
    z.strictObject({
      kind: kindOf('total_size', 'The oldest videos, while all together are larger'),
      action: onVideos,
      max_bytes: z
        .int()
        .min(LEAST_BYTES)
        .max(MOST_BYTES)
        .describe('Bytes that all videos and their copies may take together'),
    }),
    z.strictObject({
      kind: kindOf('print_result', 'Videos of prints that have ended like this'),
      action: z
        .enum(['delete', 'delete_with_frames', 'delete_frames', 'archive'])
        .describe('As in the other kinds'),
      results: resultsSchema,
      days: days(0),
    }),
  ])
  .meta({ id: 'RuleDefinition', description: 'What a rule applies to, and what it does' });
export type RuleDefinition = z.infer<typeof ruleDefinitionSchema>;

export const newRuleSchema = z.strictObject({ definition: ruleDefinitionSchema });

export const changedRuleSchema = z.strictObject({
  definition: ruleDefinitionSchema,
  enabled: z
    .boolean()
    .describe('Whether it runs at night; it can be switched on after a dry run of this very definition'),
});

const count = z.int().min(0);

const ruleItemSchema = z.object({
  id: z.string().describe('Id of the timelapse'),
  title: z.string().describe('Its title, or the name of its folder'),
  size_bytes: count.describe('Bytes that go'),
});

const keptItemSchema = z.object({
  id: z.string().describe('Id of the timelapse'),
  title: z.string().describe('Its title, or the name of its folder'),
  cause: z.string().describe("Stable code, the system's (EACCES) where there is one"),
  reason: z.string().describe('In words'),
});

const problemSchema = z
  .object({
    cause: z.string().describe("Stable code, the system's (EIO) where there is one"),
    reason: z.string().describe('In words'),
  })
  .nullable();

const amountSchema = z.object({
  count: count.describe('Timelapses'),
  bytes: count.describe('Bytes'),
});

export const ruleRunSchema = z
  .object({
    id: z.int().describe('Id of the run'),
    rule_id: z.string().describe('Id of the rule, which may have been deleted since'),
    definition: ruleDefinitionSchema.describe('The rule as it was then'),
    outcome: z
      .enum(['running', 'done', 'stopped', 'interrupted'])
      .describe(
        'stopped = the problem stopped it, and what was left has stayed; interrupted = the app stopped meanwhile, and the ' +
          'next night does the rest',
      ),
    problem: problemSchema.describe('Why it stopped; null = it did not'),
    done: amountSchema.describe('What it did'),
    kept_count: count.describe('Timelapses that were kept, since they could not safely go'),
    timelapses: z.array(ruleItemSchema).describe('What it did, the first 100'),
    kept: z.array(keptItemSchema).describe('What was kept and why, the first 100'),
    started_at: z.iso.datetime().describe('When it began'),
    ended_at: z.iso.datetime().nullable().describe('When it ended; null = it is running'),
  })
  .meta({ id: 'RuleRun', description: 'One time a rule was applied' });
export type WireRuleRun = z.infer<typeof ruleRunSchema>;

export const ruleSchema = z
  .object({
    id: z.string().describe('Id of the rule'),
    definition: ruleDefinitionSchema,
    enabled: z.boolean().describe('Whether it runs at night'),
    tried_at: z.iso
      .datetime()
      .nullable()
      .describe('When the dry run of this very definition was; null = not yet, so it cannot be switched on'),
    last_run_at: z.iso
      .datetime()
      .nullable()
      .describe('When it was last applied, also where there was nothing to do; null = not yet'),
    last_run: ruleRunSchema.nullable().describe('The last entry in the history; null = none'),
    created_at: z.iso.datetime().describe('When it was created'),
  })
  .meta({ id: 'Rule', description: 'A rule that tidies up at night' });
export type WireRule = z.infer<typeof ruleSchema>;

export const dryRunSchema = z
  .object({
    now: amountSchema.describe('What it would do now'),
    month: amountSchema
      .nullable()
      .describe('What it would do in a typical month; null = the library is too young to say'),
    timelapses: z.array(ruleItemSchema).describe('What it would do now, the first 100'),
    kept_count: count.describe('Timelapses that would be kept, since they cannot safely go'),
    kept: z.array(keptItemSchema).describe('What would be kept and why, the first 100'),
    unchecked_count: count.describe(
      'Timelapses that there was no time to check; they count as if they went, and are checked when the rule runs',
    ),
    problem: problemSchema.describe('Why it would stop now and do nothing; null = it would not'),
    tried_at: z.iso.datetime().describe('When this dry run was'),
  })
  .meta({ id: 'DryRun', description: 'What a rule would do, without doing it' });
export type WireDryRun = z.infer<typeof dryRunSchema>;
