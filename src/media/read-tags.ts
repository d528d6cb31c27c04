import { runTool } from './run-tool.ts';

/** What a video of our engine says of itself. */
export interface VideoTags {
  title: string | null;
  folderName: string;
  /** Frames it was made from. */
  frames: number;
  /** Time of the newest frame to the second, milliseconds since 1970. */
  newestFrameAt: number;
}

const LIMIT_MS = 30_000;

/** Reads the recipe our engine leaves in its videos; null when nobody could say what the file is. */
export async function readTags(path: string): Promise<VideoTags | 'not ours' | null> {
  const args = ['-v', 'error', '-show_entries', 'format_tags=title,comment,creation_time', '-of', 'json'];
  const result = await runTool('ffprobe', [...args, `file:${path}`], LIMIT_MS);
  return result.ok ? (parseTags(result.stdout) ?? 'not ours') : null;
}

/** Reads ffprobe's answer; null for a file that is not ours. Pure. */
export function parseTags(json: string): VideoTags | null {
  try {
    const { format } = JSON.parse(json) as { format?: { tags?: Record<string, string> } };
    const tags = format?.tags ?? {};
    const recipe = JSON.parse(tags.comment ?? '') as Record<string, unknown>;
    const { engine, folder, frames } = recipe;
    const newestFrameAt = Date.parse(tags.creation_time ?? '');
    if (engine !== 'printernizer-timelapse' || typeof folder !== 'string' || typeof frames !== 'number')
      return null;
    if (Number.isNaN(newestFrameAt)) return null;
    const title = tags.title;
    return {
      title: title === undefined || title === folder ? null : title,
      folderName: folder,
      frames,
      newestFrameAt,
    };
  } catch {
    return null;
  }
}
