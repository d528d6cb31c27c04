import { execFileSync } from 'node:child_process';

/** A video of which copies are made. */
export interface CopiedVideo {
  name: string;
  width: number;
  height: number;
  fps: number;
  seconds: number;
  /** Noise of the camera, from 0 (none) to 100. */
  noise: number;
}

/** Lengths and sizes as there are, from a short night picture to an hour of a resin printer. */
export const COPIED_VIDEOS: readonly CopiedVideo[] = [
  { name: '360p 5 s', width: 640, height: 360, fps: 25, seconds: 5, noise: 10 },
  { name: '480p 10 s', width: 854, height: 480, fps: 30, seconds: 10, noise: 15 },
  { name: '720p 20 s', width: 1280, height: 720, fps: 30, seconds: 20, noise: 12 },
  { name: '720p 10 fps 30 s', width: 1280, height: 720, fps: 10, seconds: 30, noise: 12 },
  { name: '720p still 120 s', width: 1280, height: 720, fps: 15, seconds: 120, noise: 0 },
  { name: '1080p 5 s', width: 1920, height: 1080, fps: 30, seconds: 5, noise: 12 },
  { name: '1080p 20 s', width: 1920, height: 1080, fps: 30, seconds: 20, noise: 10 },
  { name: '1080p 60 fps 20 s', width: 1920, height: 1080, fps: 60, seconds: 20, noise: 10 },
  { name: '1080p 60 s', width: 1920, height: 1080, fps: 30, seconds: 60, noise: 8 },
  { name: 'upright 15 s', width: 1080, height: 1920, fps: 30, seconds: 15, noise: 12 },
  { name: 'square 20 s', width: 1080, height: 1080, fps: 25, seconds: 20, noise: 15 },
  { name: '4k 5 s', width: 3840, height: 2160, fps: 30, seconds: 5, noise: 8 },
];

/** Something grows, something passes, and the camera has its noise. */
export function makeCopiedVideo(path: string, { width, height, fps, seconds, noise }: CopiedVideo): void {
  const size = `s=${width}x${height}:r=${fps}:d=${seconds}`;
  const scene = [
    `gradients=${size}:c0=0x303438:c1=0x70787c:x0=0:y0=0:x1=${width}:y1=${height}:speed=0.00001[wall]`,
    `color=c=0xd06030:${size},crop=iw/5:ih[part]`,
    `color=c=0x181a1e:${size},crop=iw/8:ih/6[head]`,
    `[wall][part]overlay=x=W*0.55:y='H*(1-0.7*t/${seconds})':eval=frame[grown]`,
    `[grown][head]overlay=x='W*(0.45+0.3*sin(t*9))':y='H*(0.85-0.7*t/${seconds})-h':eval=frame`,
  ].join(';');
  const grain = noise === 0 ? '' : `,noise=alls=${noise}:allf=t`;
  execFileSync('ffmpeg', [
    ...['-v', 'error', '-y', '-f', 'lavfi', '-i', `${scene}${grain}`],
    ...['-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20'],
    ...['-movflags', '+faststart', path],
  ]);
}
