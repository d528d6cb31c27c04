import type { WireStatistics } from '../shared/statistics.ts';
import type { WireStats } from '../shared/stats.ts';
import type { Statistics, Tally } from '../statistics/statistics-reader.ts';
import type { StorageSample } from '../timelapses/storage-forecast.ts';

export function toWireStatistics(
  { total, printers, months, renders, watched }: Statistics,
  samples: readonly StorageSample[],
  { free_bytes, days_until_full }: WireStats,
): WireStatistics {
  return {
    total: { ...toWireTally(total), pictures: total.pictures },
    printers: printers.map((each) => ({ printer: each.printer, ...toWireTally(each) })),
    months: months.map((each) => ({ month: each.month, ...toWireTally(each) })),
    renders: renders.map(({ endedAt, secondsPerPicture, pictures }) => ({
      ended_at: new Date(endedAt).toISOString(),
      seconds_per_picture: secondsPerPicture,
      pictures,
    })),
    storage: samples.map(({ at, usedBytes }) => ({
      at: new Date(at).toISOString(),
      used_bytes: usedBytes,
    })),
    free_bytes,
    days_until_full,
    watched: watched.map(({ id, title, count }) => ({ timelapse_id: id, title, count })),
  };
}

function toWireTally(tally: Tally) {
  const { prints, completed, failed, cancelled, videos } = tally;
  return {
    ...{ prints, completed, failed, cancelled, videos },
    print_seconds: tally.printSeconds,
    video_seconds: tally.videoSeconds,
  };
}
