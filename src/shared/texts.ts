import { z } from 'zod';

/** JSON Schema counts characters: an emoji is one, where JavaScript says two. */
export function limited(text: z.ZodString, most: number): z.ZodString {
  return text
    .refine((value) => [...value].length <= most, `must not be longer than ${most} characters`)
    .meta({ maxLength: most });
}

export function named(most?: number): z.ZodString {
  const trimmed = z.string().trim();
  return (most === undefined ? trimmed : limited(trimmed, most)).regex(/\S/, 'must not be empty');
}

export function absolutePath(text: z.ZodString): z.ZodString {
  return limited(text, 4095)
    .regex(/^\//, 'must be an absolute path, starting with /')
    .regex(/^[^\0]*$/, 'must not contain a NUL character');
}
