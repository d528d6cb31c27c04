import { z } from 'zod';

const FOR_ONE = ['process', 'cancel', 'pin', 'unpin', 'delete'] as const;
const FOR_ALL = ['process_next', 'pause', 'resume', 'scan'] as const;

const schema = z
  .strictObject(
    {
      action: z.enum([...FOR_ONE, ...FOR_ALL], {
        error: `must be one of ${[...FOR_ONE, ...FOR_ALL].join(', ')}`,
      }),
      id: z.string().min(1).max(100).optional(),
      folder_name: z.string().min(1).max(255).optional(),
      delete_source: z.boolean().optional(),
      request_id: z.union([z.string().max(255), z.number()]).optional(),
    },
    { error: ({ code }) => (code === 'invalid_type' ? 'must be an object with an "action"' : undefined) },
  )
  .superRefine(({ action, id, folder_name, delete_source }, context) => {
    const needsOne = isForOne(action);
    const given = [id, folder_name].filter((each) => each !== undefined).length;
    const complain = (message: string): void => context.addIssue({ code: 'custom', message });
    if (needsOne && given === 0) complain(`"${action}" needs an "id" or a "folder_name"`);
    if (needsOne && given === 2) complain('give an "id" or a "folder_name", not both');
    if (!needsOne && given > 0)
      complain(`"${action}" applies to all timelapses and takes no "id" or "folder_name"`);
    if (action !== 'delete' && delete_source !== undefined)
      complain('"delete_source" is only allowed with "delete"');
  });

/** Sent by an automation in an event `timelapse.command`. */
export type Command = z.output<typeof schema>;

export type OneAction = (typeof FOR_ONE)[number];

export function isForOne(action: Command['action']): action is OneAction {
  return FOR_ONE.some((each) => each === action);
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
