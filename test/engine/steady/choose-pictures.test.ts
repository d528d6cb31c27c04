import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../src/engine/input/capture-log.ts';
import { readSettings } from '../../../src/engine/run/settings.ts';
import { type Choice, choosePictures } from '../../../src/engine/steady/choose-pictures.ts';
import { evenly } from '../../../src/engine/steady/movement.ts';
import { type DrawnPrint, drawnPrint, flicker, GRID, jumping } from './drawn-print.ts';

const PICTURES = 200;
/** One picture in five. */
const ONE_IN_FIVE = { TIMELAPSE_TARGET_SECONDS: '2.6667', TIMELAPSE_MAX_FPS: '15' };

function growing(picture: number): number {
  return (0.4 * picture) / PICTURES;
}

function choiceOf(
  print: Partial<DrawnPrint> = {},
  env: Record<string, string> = ONE_IN_FIVE,
  readings: (Reading | undefined)[] = [],
): Promise<Choice> {
  const drawn = drawnPrint({ pictures: PICTURES, head: jumping, part: growing, light: flicker, ...print });
  return choosePictures({
    ...drawn,
    grid: GRID,
    readings,
    settings: readSettings(env),
    breathe: () => undefined,
  });
}

function meanStep(places: readonly number[]): number {
  const steps = places.slice(1).map((place, i) => Math.abs(place - places[i]!));
  return steps.reduce((a, b) => a + b, 0) / steps.length;
}

describe('choosing the pictures of a steady video', () => {
  it('takes those in which the head is where it was, whatever the light does [4.1]', async () => {
    const choice = await choiceOf();
    expect(choice).toMatchObject({ applied: true, reason: 'kept_length', candidates: PICTURES, fps: 15 });
    expect(choice.frames).toHaveLength(40);
    const even = meanStep(evenly(PICTURES, 40).map(jumping));
    expect(meanStep(choice.frames.map(jumping))).toBeLessThan(0.35 * even);
    expect(choice.after).toBeLessThan(0.6 * choice.before);
  });

  it('goes strictly forward at an even pace, to the last picture [4.1]', async () => {
    const { frames } = await choiceOf();
    expect(frames.every((frame, i) => i === 0 || frame > frames[i - 1]!)).toBe(true);
    expect(frames.at(-1)).toBe(PICTURES - 1);
    expect(Math.abs(frames[20]! / PICTURES - 0.5)).toBeLessThan(0.05);
    const gaps = frames.slice(1).map((frame, i) => frame - frames[i]!);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(20);
  });

  it('passes over pictures that show nothing of the print, at the end too [4.1]', async () => {
    const covered = [7, 60, 61, 62, 63, 150, 181, 198, 199];
    const { frames, candidates } = await choiceOf({ covered });
    expect(frames.filter((frame) => covered.includes(frame))).toEqual([]);
    expect(candidates).toBe(PICTURES - covered.length);
    expect(frames.at(-1)).toBe(197);
  });

  it('shortens a pause to a part of its length [4.1]', async () => {
    const moving = (picture: number) => (picture < 100 ? picture : Math.max(100, picture - 60));
    const { frames, applied } = await choiceOf({
      head: (picture) => jumping(moving(picture)),
      part: (picture) => growing(moving(picture)),
    });
    expect(applied).toBe(true);
    const paused = frames.filter((frame) => frame >= 100 && frame < 160);
    expect(paused.length / frames.length).toBeLessThan(0.2);
    expect(paused.length).toBeGreaterThan(0);
  });

  function staged(stageOf: (picture: number) => string): Reading[] {
    return Array.from({ length: PICTURES }, (_, picture) => ({
      ...{ at: undefined, layer: undefined, progress: undefined },
      stage: stageOf(picture),
    }));
  }

  it('takes no picture from outside the print, but of the finished part [4.1]', async () => {
    const between = (picture: number) => picture < 10 || (picture >= 80 && picture < 110);
    const readings = staged((picture) => {
      if (picture >= 190) return 'finish';
      return between(picture) ? 'changing_filament' : 'printing';
    });
    const { frames, candidates, applied } = await choiceOf({}, ONE_IN_FIVE, readings);
    expect(applied).toBe(true);
    expect(candidates).toBe(PICTURES - 40);
    expect(frames.filter(between)).toEqual([]);
    expect(frames).toHaveLength(40);
    expect(frames.at(-1)).toBe(PICTURES - 1);
  });

  it('takes pictures of all stages where their words say nothing [4.1]', async () => {
    const { candidates } = await choiceOf(
      {},
      ONE_IN_FIVE,
      staged((picture) => (picture % 3 ? 'druckt' : 'Printing')),
    );
    expect(candidates).toBe(PICTURES);
  });

  it('leaves a print alone whose head is parked for every picture [4.1]', async () => {
    const choice = await choiceOf({ head: () => 0.3 });
    expect(choice).toMatchObject({ applied: false, reason: 'less_than_35_percent_gain', fps: undefined });
    expect(choice.frames).toEqual(Array.from({ length: PICTURES }, (_, picture) => picture));
  });

  it('leaves pictures alone in which cameras take turns [4.1]', async () => {
    const choice = await choiceOf({ scene: (picture) => picture % 2 });
    expect(choice).toMatchObject({ applied: false, reason: 'several_cameras' });
  });
});
