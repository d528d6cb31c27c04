import type { Breathe } from '../run/breathe.ts';
import type { FeatureReader } from '../measure/feature-reader.ts';
import { CHANNELS, LOG_SCALE, UNUSABLE } from '../measure/features.ts';
import { median } from './robust.ts';

/** An edge between two cells, and how near those of two frames must be to be the same: logarithms of green. */
const EDGE = 0.12;
const SAME = 0.08;

/**
 * Frames of one camera share at least this part of their edges, even where the bed and the head move; of two, hardly any
 * (below 0.1). On the whole they share more, or it is noise that tells them apart.
 */
const ALIKE = 0.15;
const USUALLY_ALIKE = 0.35;

/** Fewer edges than this part of the cells tell nothing. */
const MIN_EDGES = 0.02;

/** With fewer frames than this for each, there is nothing to even out separately. */
const MIN_FRAMES = 6;

/** A camera that takes turns has at least this part of the frames, and its turn comes this often at least. */
const MIN_PART = 0.2;
const MIN_TURNS = 0.15;

/** Frames of each view that a new one is compared with: a head may hide much of the last. */
const REMEMBERED = 2;

/** More than this is no set of cameras. */
const MAX_VIEWS = 4;

interface View {
  frames: number[];
  /** Features of the last frames. */
  last: Int16Array[];
}

/**
 * The frames of each camera where several have written into one folder in turn; one list of all frames where it is one.
 * Cameras show different things: an edge of the one is none of the other, whatever the light does, bands and lamps too.
 */
export async function findViews(reader: FeatureReader, breathe: Breathe): Promise<number[][]> {
  const views: View[] = [];
  const kept: number[] = [];
  let current: View | undefined;
  let turns = 0;
  for (let frame = 0; frame < reader.frames; frame += 1) {
    const features = new Int16Array(reader.values);
    reader.read(frame, features);
    const { view, likeness } = viewOf(features, views, current);
    if (likeness > 0) kept.push(likeness);
    if (current !== undefined && view !== current) turns += 1;
    current = view;
    view.frames.push(frame);
    view.last = [features, ...view.last].slice(0, REMEMBERED);
    await breathe();
  }
  const least = Math.max(MIN_FRAMES, MIN_PART * reader.frames);
  const taking = views.filter(({ frames }) => frames.length >= least);
  const cameras = taking.length >= 2 && turns >= MIN_TURNS * reader.frames && median(kept) >= USUALLY_ALIKE;
  return withStrays(cameras ? taking : taking.slice(0, 1), reader.frames);
}

/** The view that a frame is of, a new one where it is like none, and how much it is like it. */
function viewOf(features: Int16Array, views: View[], current: View | undefined) {
  const others = views.filter((view) => view !== current);
  for (const view of current === undefined ? others : [current, ...others]) {
    const likeness = Math.max(...view.last.map((before) => likenessOf(before, features)));
    if (likeness >= ALIKE) return { view, likeness };
  }
  // With so many views it is something in front of the camera whose turn it is.
  if (current !== undefined && views.length >= MAX_VIEWS) return { view: current, likeness: 0 };
  const view: View = { frames: [], last: [] };
  views.push(view);
  return { view, likeness: 0 };
}

/** Part of their edges that two frames share; those without any may be anything. */
function likenessOf(a: Int16Array, b: Int16Array): number {
  let edges = 0;
  let same = 0;
  for (let at = CHANNELS; at < a.length; at += CHANNELS) {
    const before = at - CHANNELS;
    if (a[at] === UNUSABLE || b[at] === UNUSABLE || a[before] === UNUSABLE || b[before] === UNUSABLE)
      continue;
    const edgeOfA = a[at + 1]! - a[before + 1]!;
    const edgeOfB = b[at + 1]! - b[before + 1]!;
    if (Math.max(Math.abs(edgeOfA), Math.abs(edgeOfB)) < EDGE * LOG_SCALE) continue;
    edges += 1;
    if (Math.abs(edgeOfA - edgeOfB) < SAME * LOG_SCALE) same += 1;
  }
  return edges < (MIN_EDGES * a.length) / CHANNELS ? 1 : same / edges;
}

/** All frames by view; those of no view each with the frame before it. */
function withStrays(views: readonly View[], frames: number): number[][] {
  const lists: number[][] = views.length === 0 ? [[]] : views.map(() => []);
  let last = 0;
  for (let frame = 0; frame < frames; frame += 1) {
    const own = views.findIndex((view) => view.frames.includes(frame));
    if (own >= 0) last = own;
    lists[last]!.push(frame);
  }
  return lists;
}
