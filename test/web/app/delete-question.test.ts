import { describe, expect, it } from 'vitest';
import { en } from '../../../web/i18n/en.ts';
import { deleteQuestion } from '../../../web/app/delete-question.ts';
import { makeFolder, makeTimelapse } from '../make-timelapse.ts';

const language = { texts: en, tag: 'en' };

describe('the question before deleting', () => {
  it('offers the frames only where a finished video stands for them', () => {
    expect(deleteQuestion(makeTimelapse(), language, 7).option).toContain('52');
    expect(deleteQuestion(makeTimelapse({ video_exists: false }), language, 7).option).toBeUndefined();
    expect(deleteQuestion(makeTimelapse({ source_missing: true }), language, 7).option).toBeUndefined();
    expect(deleteQuestion(makeFolder(), language, 7).option).toBeUndefined();
  });

  it('says when a render is stopped by it', () => {
    expect(deleteQuestion(makeFolder({ status: 'processing' }), language, 7).text).toContain('stopped');
  });
});
