import type { WireTimelapse } from '../contract.ts';
import { titleOf } from '../timelapse/title-of.ts';

/** More are not chosen from a menu. */
const MOST = 20;
/** `.gcode`, and what printers and people append: numbers, times, "(2)". */
const ENDINGS = /(\.(gcode|3mf|bgcode|stl|mp4))+$|[\s_\-(]*v?\d[\d\s_\-:.)]*$/i;

/** Other videos of the same print first, then those of the same model, the newest first. */
export function comparableVideos(record: WireTimelapse, all: Iterable<WireTimelapse>): WireTimelapse[] {
  const model = modelOf(record);
  const isSamePrint = (one: WireTimelapse): boolean => record.job_id !== null && one.job_id === record.job_id;
  const rank = (one: WireTimelapse): number => (isSamePrint(one) ? 0 : 1);
  return [...all]
    .filter((one) => one.video_exists && one.id !== record.id)
    .filter((one) => isSamePrint(one) || modelOf(one) === model)
    .sort((one, other) => rank(one) - rank(other) || (one.created_at < other.created_at ? 1 : -1))
    .slice(0, MOST);
}

const models = new WeakMap<WireTimelapse, string>();

/** Cached, since every render of the player asks for all records. */
function modelOf(record: WireTimelapse): string {
  const known = models.get(record) ?? modelIn((record.linked_job_name ?? titleOf(record)).trim());
  models.set(record, known);
  return known;
}

function modelIn(text: string): string {
  const shorter = text.replace(ENDINGS, '');
  return shorter === '' || shorter === text ? text.toLocaleLowerCase() : modelIn(shorter);
}
