import { describe, expect, it } from 'vitest';
import { classifyFailure, type EngineEnd } from '../../src/queue/engine-failure.ts';

const END: EngineEnd = {
  exitCode: 1,
  signal: null,
  startError: null,
  stoppedBecause: null,
  outOfMemory: false,
  text: 'it did not work',
};

/** What an end is taken for. */
function codeOf(end: Partial<EngineEnd>, sourceThere = true, frameCount = 10): string {
  return classifyFailure({ ...END, ...end }, sourceThere, frameCount).code;
}

/** An error of the system with its word. */
function errno(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}

describe('the exit code', () => {
  it.each([
    [3, 'unreadable_frames'],
    [4, 'engine_failed'],
    [5, 'output_not_writable'],
    [6, 'disk_full'],
    [7, 'ffmpeg_missing'],
    [8, 'engine_failed'],
    [2, 'engine_failed'],
    [1, 'engine_failed'],
    [126, 'engine_not_executable'],
    [130, 'killed'],
    [137, 'killed'],
    [143, 'killed'],
  ])('%d means %s', (exitCode, code) => {
    expect(codeOf({ exitCode })).toBe(code);
  });

  it('3 means that there is no frame when there is none', () => {
    expect(codeOf({ exitCode: 3 }, true, 0)).toBe('no_frames');
    const text = 'No frames are left: TIMELAPSE_EXCLUDE names all 12 of the range.';
    expect(codeOf({ exitCode: 3, text })).toBe('no_frames');
  });

  it('4 means no permission when the text says so', () => {
    expect(codeOf({ exitCode: 4, text: 'Permission denied: /x' })).toBe('permission_denied');
  });

  it('counts for more than a text', () => {
    expect(codeOf({ exitCode: 5, text: 'No space left on device' })).toBe('output_not_writable');
  });
});

describe('the text of a foreign script', () => {
  it.each([
    ['do_timelapse.sh: 7: ffmpeg: not found', 'ffmpeg_missing'],
    ['line 3: ffprobe: command not found', 'ffmpeg_missing'],
    ['env: ffmpeg: No such file or directory', 'ffmpeg_missing'],
    ['av_interleaved_write_frame(): No space left on device', 'disk_full'],
    ['write error: Disk quota exceeded', 'disk_full'],
    ['ENOSPC', 'disk_full'],
    ['Cannot allocate memory', 'out_of_memory'],
    ["terminate called after throwing an instance of 'std::bad_alloc'", 'out_of_memory'],
    ['JavaScript heap out of memory', 'out_of_memory'],
    ['/videos/x.mp4: Read-only file system', 'output_not_writable'],
    ['/images/1.jpg: Permission denied', 'permission_denied'],
    ['EACCES: permission denied, open', 'permission_denied'],
    ['[mjpeg @ 0x1] decode error', 'unreadable_frames'],
    ['Error while decoding stream #0:0: Invalid data found when processing input', 'unreadable_frames'],
    ['No images found in folder', 'no_frames'],
    ['no jpgs were found', 'no_frames'],
    ['Segmentation fault', 'engine_failed'],
    ['', 'engine_failed'],
  ])('%j means %s', (text, code) => {
    expect(codeOf({ text })).toBe(code);
  });
});

describe('before all else', () => {
  it.each(['time_limit', 'stalled'] as const)('%s is what we ended it for', (stoppedBecause) => {
    const rest = { exitCode: null, signal: 'SIGKILL', outOfMemory: true } as const;
    expect(codeOf({ ...rest, stoppedBecause }, false)).toBe(stoppedBecause);
  });

  it.each([
    ['ENOENT', 'engine_not_found'],
    ['EACCES', 'engine_not_executable'],
    ['ENOEXEC', 'engine_not_executable'],
    ['ENOMEM', 'out_of_memory'],
    ['EMFILE', 'engine_failed'],
  ])('a program that does not start for %s is %s', (code, meaning) => {
    expect(codeOf({ exitCode: null, startError: errno(code) }, false)).toBe(meaning);
  });

  it('lack of memory, as the system counts it, explains any end', () => {
    expect(codeOf({ exitCode: null, signal: 'SIGKILL', outOfMemory: true })).toBe('out_of_memory');
    expect(codeOf({ exitCode: 8, outOfMemory: true }, false)).toBe('out_of_memory');
  });

  it('a signal of someone else is reported as such, unless the text speaks of memory', () => {
    expect(codeOf({ exitCode: null, signal: 'SIGKILL' })).toBe('killed');
    expect(codeOf({ exitCode: null, signal: 'SIGABRT', text: 'std::bad_alloc' })).toBe('out_of_memory');
  });

  it('an image folder that is gone explains every other failure', () => {
    expect(codeOf({ exitCode: 3, text: 'No space left on device' }, false)).toBe('source_missing');
    expect(codeOf({ exitCode: 1 }, false)).toBe('source_missing');
  });
});

describe('a failure that may pass', () => {
  it.each(['Input/output error', 'EIO: i/o error', 'Stale file handle', 'Host is down', 'ESTALE'])(
    'is one whose text is %j',
    (text) => {
      expect(classifyFailure({ ...END, text }, true, 10)).toEqual({ code: 'engine_failed', ioError: true });
      expect(classifyFailure({ ...END, text, exitCode: 8 }, true, 10).ioError).toBe(true);
    },
  );

  it('is none that has a code of its own', () => {
    const text = 'Input/output error\nNo space left on device';
    expect(classifyFailure({ ...END, text }, true, 10)).toEqual({ code: 'disk_full', ioError: false });
  });

  it('is none whose text says nothing of it', () => {
    expect(classifyFailure({ ...END, text: 'RADIO is off' }, true, 10).ioError).toBe(false);
  });
});

describe('a start that the system refuses', () => {
  it.each(['EAGAIN', 'EMFILE', 'ENFILE'])('with %s may go well the next time [1.3]', (code) => {
    const end = { ...END, exitCode: null, startError: errno(code) };
    expect(classifyFailure(end, true, 10)).toEqual({ code: 'engine_failed', ioError: true });
  });
});
