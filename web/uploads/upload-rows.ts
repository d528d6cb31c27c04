import type { WireDestination, WireUpload } from '../contract.ts';

/** A destination, and what became of the video there. */
export interface UploadRow {
  destination: WireDestination;
  /** The newest; null = it was never asked for. */
  upload: WireUpload | null;
}

/** @param uploads newest first */
export function uploadRows(
  destinations: readonly WireDestination[],
  uploads: readonly WireUpload[],
): UploadRow[] {
  return destinations.map((destination) => ({
    destination,
    upload: uploads.find(({ destination_id: id }) => id === destination.id) ?? null,
  }));
}
