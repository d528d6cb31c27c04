import type { WireTimelapse } from '../contract.ts';

/** Of what it came from, a folder or a video. */
export function fileNameOf({ source_folder }: WireTimelapse): string {
  return source_folder.slice(source_folder.lastIndexOf('/') + 1);
}
