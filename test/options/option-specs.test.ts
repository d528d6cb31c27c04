import { describe, expect, it } from 'vitest';
import { askFor, optionSpecs } from '../../src/options/option-specs.ts';

describe('what is asked for', () => {
  it.each([
    ['timelapse_enabled', 'Enter true or false.'],
    ['min_frames', 'Enter a whole number from 1 to 1000.'],
    ['video.fps', 'Enter a number from 1 to 120.'],
    ['timelapse_output_strategy', 'Enter one of "same", "separate", "both".'],
    ['timelapse_source_folder', 'Enter the absolute path of a folder, starting with "/".'],
    ['timelapse_flickerfree_path', 'Enter the absolute path of a file, starting with "/".'],
    ['printernizer_url', 'Enter a URL starting with "http://" or "https://", or null for none.'],
    ['notify', 'Enter a list of texts.'],
    ['printers', 'Enter a list; each entry needs name and status_entity.'],
  ])('for %s follows from its schema', (name, sentence) => {
    expect(askFor(optionSpecs.get(name)!)).toBe(sentence);
  });

  it('is a sentence for every option', () => {
    for (const facts of optionSpecs.values()) expect(askFor(facts), facts.name).toMatch(/^Enter .+\.$/);
  });
});
