import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Mean brightness of every frame of a video, 0–255. */
export async function videoLuma(path: string): Promise<number[]> {
  const args = ['-v', 'error', '-i', `file:${path}`, '-vf', 'scale=1:1:flags=area,format=gray'];
  const output = ['-fps_mode', 'passthrough', '-f', 'rawvideo', '-'];
  const { stdout } = await run('ffmpeg', [...args, ...output], { encoding: 'buffer' });
  return [...stdout];
}

/** One field of the video stream as ffprobe says it. */
export async function probeField(path: string, field: string): Promise<string> {
  const entries = ['-show_entries', `stream=${field}`, '-of', 'default=nw=1:nk=1'];
  const { stdout } = await run('ffprobe', [
    '-v',
    'error',
    '-select_streams',
    'v:0',
    ...entries,
    `file:${path}`,
  ]);
  return stdout.trim();
}
