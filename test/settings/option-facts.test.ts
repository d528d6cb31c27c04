import { describe, expect, it } from 'vitest';
import { askFor, optionFacts } from '../../src/settings/option-facts.ts';

describe('what is asked for', () => {
  it.each([
    ['timelapse_enabled', 'Give true or false.'],
    ['min_frames', 'Give a whole number from 1 to 1000.'],
    ['video.fps', 'Give a number from 1 to 120.'],
    ['timelapse_output_strategy', 'Give one of "same", "separate", "both".'],
    ['timelapse_source_folder', 'Give the absolute path of a folder, starting with "/".'],
    ['timelapse_flickerfree_path', 'Give the absolute path of a file, starting with "/".'],
    ['printernizer_url', 'Give a URL that starts with "http://" or "https://", or null for none.'],
    ['printers', 'Give a list; each entry needs name and status_entity.'],
  ])('for %s follows from its schema', (name, sentence) => {
    expect(askFor(optionFacts.get(name)!)).toBe(sentence);
  });

  it('is a sentence for every option', () => {
    for (const facts of optionFacts.values()) expect(askFor(facts), facts.name).toMatch(/^Give .+\.$/);
  });
});
