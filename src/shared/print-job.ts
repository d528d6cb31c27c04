import { z } from 'zod';
import { timelapseSchema } from './timelapse.ts';

/** What a print can be doing, in the order of its life. */
export const PRINT_JOB_STATUSES = [
  'pending',
  'printing',
  'paused',
  'completed',
  'failed',
  'cancelled',
  'unknown',
] as const;
export type PrintJobStatus = (typeof PRINT_JOB_STATUSES)[number];

const time = z.iso.datetime().describe('Moment, ISO 8601 in UTC with Z');
const givenTime = z.iso
  .datetime({ offset: true, local: true })
  .describe('Moment, ISO 8601; without a zone it is the time of this machine');
const name = z.string().trim().min(1, 'must not be empty').max(500);

/** A print job on the wire. */
export const printJobSchema = z
  .object({
    id: z.string().describe('Opaque id; safe in URLs'),
    source: z.string().describe('Who told of it: api, printernizer, home_assistant'),
    external_id: z.string().nullable().describe('What its source calls it'),
    name: z.string().describe('Name of the print'),
    file_name: z.string().nullable().describe('File that is printed'),
    printer: z.string().nullable().describe('Printer'),
    status: z.enum(PRINT_JOB_STATUSES).describe('What the print is doing'),
    started_at: time.nullable(),
    ended_at: time.nullable(),
    timelapse_count: z.int().min(0).describe('Timelapses linked to it'),
    created_at: time,
    updated_at: time,
  })
  .meta({ id: 'PrintJob', description: 'A print known from a printer, a server or the API' });
export type WirePrintJob = z.infer<typeof printJobSchema>;

/** A print job with the timelapses that are linked to it. */
export const printJobViewSchema = printJobSchema
  .extend({ timelapses: z.array(timelapseSchema).describe('Timelapses linked to it, newest first') })
  .meta({ id: 'PrintJobView', description: 'A print job with its timelapses' });
export type WirePrintJobView = z.infer<typeof printJobViewSchema>;

/** What `POST /jobs` takes. */
export const newPrintJobSchema = z
  .object({
    name: name.describe('Name of the print'),
    file_name: name.nullish().describe('File that is printed'),
    printer: name.nullish().describe('Printer'),
    status: z.enum(PRINT_JOB_STATUSES).optional().describe('Left out = told from the times'),
    started_at: givenTime.nullish(),
    ended_at: givenTime.nullish(),
    external_id: name
      .nullish()
      .describe(
        'Your own id for the print; posting it again changes the same print job, for example to end it',
      ),
  })
  .refine(
    ({ started_at, ended_at }) => !started_at || !ended_at || Date.parse(ended_at) >= Date.parse(started_at),
    { path: ['ended_at'], message: 'must not lie before started_at' },
  )
  .meta({ id: 'NewPrintJob', description: 'A print job to be known' });
export type NewPrintJob = z.infer<typeof newPrintJobSchema>;

/** One reason for or against a link. */
const matchReasonSchema = z
  .object({
    code: z.string().describe('Stable word for programs'),
    points: z.int().describe('Points it gives; negative = it speaks against'),
    text: z.string().describe('The reason in words'),
  })
  .meta({ id: 'MatchReason', description: 'One reason for or against a link' });

/** A print job that a timelapse may belong to. */
export const jobSuggestionSchema = z
  .object({
    job: printJobSchema.describe('The print job'),
    score: z.int().min(0).max(100).describe('How well they go together; 80 and more may be linked by itself'),
    reasons: z.array(matchReasonSchema).describe('What speaks for it and against it'),
  })
  .meta({ id: 'JobSuggestion', description: 'A print job that a timelapse may belong to' });
export type WireJobSuggestion = z.infer<typeof jobSuggestionSchema>;
