import { ApiError } from '../api/client.ts';
import { formatNumber } from '../format/format-number.ts';
import type { Dictionary } from '../i18n/en.ts';
import { CAPTURE_LIMITS, type CaptureField } from './capture-draft.ts';
import { captureTexts } from './capture-texts.ts';

export type FieldProblems = ReadonlyMap<CaptureField, string>;

/** What the page itself knows to be wrong. */
export function problemsOfFields(
  fields: readonly CaptureField[],
  texts: Dictionary,
  tag: string,
): FieldProblems {
  return new Map(fields.map((field) => [field, textOf(field, texts, tag)]));
}

/** What the server found wrong in fields; empty if it refused the capture as a whole. */
export function refusedFields(error: unknown, texts: Dictionary, tag: string): FieldProblems {
  return new Map(
    issuesOf(error).flatMap(({ field, message }): [CaptureField, string][] => {
      if (!isField(field, texts)) return [];
      // The server's messages are in English.
      return [[field, texts.code === 'en' ? sentence(message) : textOf(field, texts, tag)]];
    }),
  );
}

interface Issue {
  field: string;
  message: string;
}

/** What the server found wrong in the fields of a request; empty if it refused it for another reason. */
export function issuesOf(error: unknown): Issue[] {
  if (!(error instanceof ApiError) || error.code !== 'invalid_request') return [];
  return ((error.detail ?? {}) as { issues?: Issue[] }).issues ?? [];
}

function textOf(field: CaptureField, texts: Dictionary, tag: string): string {
  const limits = field === 'interval_seconds' || field === 'max_pictures' ? CAPTURE_LIMITS[field] : null;
  const [min, max] = [limits?.min ?? 0, limits?.max ?? 0].map((limit) => formatNumber(limit, tag));
  return captureTexts(texts).invalid[field](min ?? '', max ?? '');
}

function isField(name: string, texts: Dictionary): name is CaptureField {
  return name in captureTexts(texts).invalid;
}

export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
