import { z } from 'zod';
import { named } from './texts.ts';
import { timelapseSchema } from './timelapse.ts';

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

const time = z.iso.datetime().describe('Time, ISO 8601 in UTC with Z');
const givenTime = z.iso
  .datetime({ offset: true, local: true })
  .describe('Time, ISO 8601; without a time zone, the local time of this machine');
const name = named(500);

export const printJobSchema = z
  .object({
    id: z.string().describe('Opaque id; safe in URLs'),
    source: z.string().describe('Source: api, printernizer, home_assistant'),
    external_id: z.string().nullable().describe('Id at its source'),
    name: z.string().describe('Name of the print'),
    file_name: z.string().nullable().describe('File being printed'),
    printer: z.string().nullable().describe('Printer'),
    status: z.enum(PRINT_JOB_STATUSES).describe('Status of the print'),
    started_at: time.nullable(),
    ended_at: time.nullable(),
    timelapse_count: z.int().min(0).describe('Number of linked timelapses'),
    created_at: time,
    updated_at: time,
  })
  .meta({ id: 'PrintJob', description: 'A print known from a printer, a server or the API' });
export type WirePrintJob = z.infer<typeof printJobSchema>;

export const printJobViewSchema = printJobSchema
  .extend({ timelapses: z.array(timelapseSchema).describe('Timelapses linked to it, newest first') })
  .meta({ id: 'PrintJobView', description: 'A print job with its timelapses' });
export type WirePrintJobView = z.infer<typeof printJobViewSchema>;

export const newPrintJobSchema = z
  .object({
    name: name.describe('Name of the print'),
    file_name: name.nullish().describe('File being printed'),
    printer: name.nullish().describe('Printer'),
    status: z.enum(PRINT_JOB_STATUSES).optional().describe('Omitted = derived from the times'),
    started_at: givenTime.nullish(),
    ended_at: givenTime.nullish().describe('Not before started_at; ISO 8601 as above'),
    external_id: name
      .nullish()
      .describe(
        'Your own id for the print; posting it again updates the same print job, for example to end it',
      ),
  })
  .refine(
    ({ started_at, ended_at }) => !started_at || !ended_at || Date.parse(ended_at) >= Date.parse(started_at),
    { path: ['ended_at'], message: 'must not be before started_at' },
  )
  .meta({ id: 'NewPrintJob', description: 'A print job to report' });
export type NewPrintJob = z.infer<typeof newPrintJobSchema>;

const matchReasonSchema = z
  .object({
    code: z.string().describe('Stable code for programs'),
    points: z.int().describe('Points; negative = speaks against a link'),
    text: z.string().describe('The reason in words'),
  })
  .meta({ id: 'MatchReason', description: 'One reason for or against a link' });

export const jobSuggestionSchema = z
  .object({
    job: printJobSchema.describe('The print job'),
    score: z.int().min(0).max(100).describe('How well they match; 80 or more can be linked automatically'),
    reasons: z.array(matchReasonSchema).describe('Reasons for and against'),
  })
  .meta({ id: 'JobSuggestion', description: 'A print job that a timelapse may belong to' });
export type WireJobSuggestion = z.infer<typeof jobSuggestionSchema>;
