import { videoInput } from './ffmpeg-input.ts';
import { runTool } from './run-tool.ts';

export interface VideoTags {
  title: string | null;
  folderName: string;
  frames: number;
  /** Rounded to the second, milliseconds since 1970. */
  newestFrameAt: number;
}

const MAX_READ_MS = 30_000;

/** Null when the file could not be examined. */
export async function readTags(path: string): Promise<VideoTags | 'foreign' | null> {
  const args = ['-v', 'error', '-show_entries', 'format_tags=title,comment,creation_time', '-of', 'json'];
  const result = await runTool('ffprobe', [...args, ...videoInput(path)], MAX_READ_MS);
  return result.ok ? (parseTags(result.stdout) ?? 'foreign') : null;
}

/** Null = not made by the bundled engine. */
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
