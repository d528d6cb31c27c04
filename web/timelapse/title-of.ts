import type { WireTimelapse } from '../contract.ts';

/** The user's title, else the folder name. */
export function titleOf(timelapse: WireTimelapse): string {
  return timelapse.title ?? timelapse.folder_name;
}
