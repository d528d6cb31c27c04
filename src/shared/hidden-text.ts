import { z } from 'zod';

/**
 * Base64url of UTF-8. Home Assistant rejects URLs that look like an attack, such as `concat (` or `=/a/`.
 *
 * @param maxLength in base64url characters
 */
export function hiddenText(text: z.ZodString, maxLength: number) {
  const { $schema: _, ...contentSchema } = z.toJSONSchema(text, { io: 'input' });
  return z
    .base64url('must be base64url')
    .max(maxLength)
    .meta({ contentMediaType: 'text/plain; charset=utf-8', contentSchema })
    .transform(decode)
    .pipe(text);
}

function decode(encoded: string, context: z.RefinementCtx): string {
  try {
    const bytes = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'));
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Uint8Array.from(bytes, (each) => each.charCodeAt(0)),
    );
  } catch {
    context.addIssue({ code: 'custom', message: 'must be base64url of UTF-8' });
    return z.NEVER;
  }
}
