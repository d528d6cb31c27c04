import type { WireTimelapse } from '../contract.ts';

/** What a timelapse is called: the title given by the user, else its folder. */
export function titleOf(timelapse: WireTimelapse): string {
  return timelapse.title ?? timelapse.folder_name;
}
