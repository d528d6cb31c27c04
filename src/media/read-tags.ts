import { videoInput } from './ffmpeg-input.ts';
import { runTool } from './run-tool.ts';

export interface VideoTags {
  title: string | null;
  folderName: string;
  frames: number;
  /** Rounded to the second, milliseconds since 1970. */
  newestFrameAt: number;
}

/** How the app names itself in the comment of a video. */
export const OWN_VIDEO = 'printernizer-timelapse';

const MAX_READ_MS = 30_000;

/** Null when the file could not be examined. */
export async function readTags(path: string): Promise<VideoTags | 'foreign' | null> {
  const tags = await tagsOf(path);
  return tags === null ? null : (parseTags(tags) ?? 'foreign');
}

/** Whether the app made it, also of another video. False when the file could not be examined. */
export async function isOwnVideo(path: string): Promise<boolean> {
  return isOwn((await tagsOf(path)) ?? '');
}

function isOwn(json: string): boolean {
  try {
    const { format } = JSON.parse(json) as { format?: { tags?: Record<string, string> } };
    return (JSON.parse(format?.tags?.comment ?? '') as { engine?: unknown }).engine === OWN_VIDEO;
  } catch {
    return false;
  }
}

async function tagsOf(path: string): Promise<string | null> {
  const args = ['-v', 'error', '-show_entries', 'format_tags=title,comment,creation_time', '-of', 'json'];
  const result = await runTool('ffprobe', [...args, ...videoInput(path)], MAX_READ_MS);
  return result.ok ? result.stdout : null;
}

/** Null = not made by the bundled engine. */
export function parseTags(json: string): VideoTags | null {
  try {
    const { format } = JSON.parse(json) as { format?: { tags?: Record<string, string> } };
    const tags = format?.tags ?? {};
    const recipe = JSON.parse(tags.comment ?? '') as Record<string, unknown>;
    const { engine, folder, frames } = recipe;
    const newestFrameAt = Date.parse(tags.creation_time ?? '');
    if (engine !== OWN_VIDEO || typeof folder !== 'string' || typeof frames !== 'number') return null;
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
