import { describe, expect, it } from 'vitest';
import type { RuleDefinition } from '../../../web/contract.ts';
import {
  actionsOf,
  FIRST_DRAFT,
  invalidFields,
  KINDS,
  toDefinition,
  toDraft,
  withKind,
} from '../../../web/rules/rule-draft.ts';
import { ruleTextsDe } from '../../../web/rules/rule-texts-de.ts';
import { ruleTextsEn } from '../../../web/rules/rule-texts-en.ts';
import { ruleText } from '../../../web/rules/rule-text.ts';

const RULES: [RuleDefinition, english: string, german: string][] = [
  [
    { kind: 'frames_after_video', action: 'delete_frames', days: 14 },
    'Delete the frames 14 days after a good video',
    'Bilder 14 Tage nach einem guten Video löschen',
  ],
  [
    { kind: 'video_age', action: 'delete_with_frames', days: 1 },
    'Delete videos and their frames after 1 day',
    'Videos mit ihren Bildern nach 1 Tag löschen',
  ],
  [
    { kind: 'total_size', action: 'delete', max_bytes: 50_000_000_000 },
    'Delete the oldest videos while all take more than 50 GB',
    'Die ältesten Videos ab insgesamt 50 GB löschen',
  ],
  [
    { kind: 'print_result', action: 'delete_frames', results: ['cancelled', 'failed'], days: 0 },
    'Delete the frames of failed and cancelled prints the next night',
    'Bilder fehlgeschlagener und abgebrochener Drucke in der nächsten Nacht löschen',
  ],
];

describe('a rule', () => {
  it.each(RULES)('is a plain sentence: %o', (definition, english, german) => {
    const texts = [ruleText(definition, ruleTextsEn, 'en'), ruleText(definition, ruleTextsDe, 'de')];
    expect(texts.map((text) => text.replaceAll(/\s/g, ' '))).toEqual([english, german]);
  });

  it.each(RULES)('is edited and stays the same: %o', (definition) => {
    expect(toDefinition(toDraft(definition))).toEqual(definition);
  });
});

describe('a draft', () => {
  it('of every kind is right as it begins', () => {
    for (const kind of KINDS) {
      const draft = withKind(FIRST_DRAFT, kind);
      expect([kind, invalidFields(draft), actionsOf(draft, false).includes(draft.action)]).toEqual([
        kind,
        [],
        true,
      ]);
    }
  });

  it('offers the archive for videos, where there is one', () => {
    const offering = KINDS.filter((kind) => actionsOf(withKind(FIRST_DRAFT, kind), true).includes('archive'));
    expect(offering).toEqual(['video_age', 'total_size', 'print_result']);
    expect(KINDS.flatMap((kind) => actionsOf(withKind(FIRST_DRAFT, kind), false))).not.toContain('archive');
  });

  it.each([
    ['days', { days: 1.5 }],
    ['days', { days: Number.NaN }],
    ['days', { days: 3651 }],
    ['days', { kind: 'video_age', days: 0 }],
    ['size', { kind: 'total_size', gigabytes: 0 }],
    ['size', { kind: 'total_size', gigabytes: Number.NaN }],
    ['results', { kind: 'print_result', results: [] }],
  ] as const)('says that %s is wrong: %o', (field, change) => {
    expect(invalidFields({ ...FIRST_DRAFT, ...change })).toEqual([field]);
  });
});
