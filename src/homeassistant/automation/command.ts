import { z } from 'zod';
import { newCaptureSchema } from '../../shared/capture.ts';

const FOR_ONE = ['process', 'cancel', 'pin', 'unpin', 'delete'] as const;
const FOR_ALL = ['process_next', 'pause', 'resume', 'scan'] as const;
const FOR_PICTURES = ['capture_start', 'capture_stop', 'take_picture'] as const;
const ACTIONS = [...FOR_ONE, ...FOR_ALL, ...FOR_PICTURES];

/** Checked as in the API. */
const CAPTURE_FIELDS = ['name', 'camera', 'still_image_url', 'interval_seconds', 'max_pictures'] as const;

const schema = z
  .strictObject(
    {
      action: z.enum(ACTIONS, { error: `must be one of ${ACTIONS.join(', ')}` }),
      id: z.string().min(1).max(100).optional(),
      folder_name: z.string().min(1).max(255).optional(),
      printer: z.string().min(1).max(1000).optional(),
      delete_source: z.boolean().optional(),
      request_id: z.union([z.string().max(255), z.number()]).optional(),
      ...(Object.fromEntries(CAPTURE_FIELDS.map((field) => [field, z.unknown().optional()])) as Record<
        (typeof CAPTURE_FIELDS)[number],
        z.ZodOptional<z.ZodUnknown>
      >),
    },
    { error: ({ code }) => (code === 'invalid_type' ? 'must be an object with an "action"' : undefined) },
  )
  .superRefine((command, context) => {
    const { action } = command;
    const complain = (message: string): void => context.addIssue({ code: 'custom', message });
    const given: Given = (fields) => fields.filter((field) => command[field] !== undefined);
    if (action !== 'delete' && command.delete_source !== undefined)
      complain('"delete_source" is only allowed with "delete"');
    if (!isForPictures(action)) checkTimelapse({ action, given, complain });
    else if (checkPictures({ action, given, complain }))
      for (const { message, path } of newCaptureSchema.safeParse(captureFields(command)).error?.issues ?? [])
        context.addIssue({ code: 'custom', message, path });
  });

type Field = 'id' | 'folder_name' | 'printer' | (typeof CAPTURE_FIELDS)[number];
type Given = (fields: readonly Field[]) => Field[];

interface Check<Action> {
  action: Action;
  /** Those that the command has. */
  given: Given;
  complain: (message: string) => void;
}

type TimelapseAction = OneAction | (typeof FOR_ALL)[number];

function checkTimelapse({ action, given, complain }: Check<TimelapseAction>): void {
  const [foreign] = given(['printer', ...CAPTURE_FIELDS]);
  if (foreign) complain(`"${foreign}" is not allowed with "${action}"`);
  const named = given(['id', 'folder_name']).length;
  if (isForOne(action) && named === 0) complain(`"${action}" needs an "id" or a "folder_name"`);
  if (isForOne(action) && named === 2) complain('give an "id" or a "folder_name", not both');
  if (!isForOne(action) && named > 0)
    complain(`"${action}" applies to all timelapses and takes no "id" or "folder_name"`);
}

/** @returns whether the fields of a capture remain to be checked */
function checkPictures({ action, given, complain }: Check<PictureAction>): boolean {
  const [field] = given(CAPTURE_FIELDS);
  const names = given(['printer', 'id', 'folder_name']);
  if (action === 'capture_start') {
    if (names.includes('id') || names.includes('folder_name'))
      complain('"capture_start" takes a "printer", or a "name" with a "camera" or "still_image_url"');
    if (names.includes('printer') && field)
      complain(`"${field}" is not allowed with a "printer", whose own settings apply`);
    return !names.includes('printer');
  }
  if (field) complain(`"${field}" is not allowed with "${action}"`);
  if (names.length === 0)
    complain(`"${action}" needs a "printer", or the "id" or "folder_name" of a capture`);
  if (names.length > 1) complain('give one of "printer", "id" and "folder_name"');
  return false;
}

/** Sent by an automation in an event `timelapse.command`. */
export type Command = z.output<typeof schema>;

export type OneAction = (typeof FOR_ONE)[number];
export type PictureAction = (typeof FOR_PICTURES)[number];

export function isForOne(action: Command['action']): action is OneAction {
  return FOR_ONE.some((each) => each === action);
}

export function isForPictures(action: Command['action']): action is PictureAction {
  return FOR_PICTURES.some((each) => each === action);
}

/** Those of a capture without a print. */
export function captureFields(command: object): object {
  const isField = (name: string) => CAPTURE_FIELDS.some((each) => each === name);
  return Object.fromEntries(Object.entries(command).filter(([name]) => isField(name)));
}

export function parseCommand(data: unknown): { command: Command } | { problem: string } {
  const parsed = schema.safeParse(data);
  if (parsed.success) return { command: parsed.data };
  const [issue] = parsed.error.issues;
  const field = issue?.path.map(String).join('.') ?? '';
  const value = field === '' ? '' : ` = ${shorten((data as Record<string, unknown>)[field])}`;
  const where = field === '' ? '' : `"${field}"${value}: `;
  return { problem: `The command is not valid: ${where}${issue?.message ?? 'unknown reason'}.` };
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
