import type { WireTimelapse } from '../contract.ts';
import { compareVideos } from '../timelapse/group-records.ts';

/** All videos of the print of one, in the order of their card; empty when there is no other. */
export function videosOfPrint(record: WireTimelapse, all: Iterable<WireTimelapse>): WireTimelapse[] {
  const { job_id } = record;
  if (job_id === null || !record.video_exists) return [];
  const videos = [...all].filter((one) => one.job_id === job_id && one.video_exists);
  return videos.length > 1 ? videos.sort(compareVideos) : [];
}
