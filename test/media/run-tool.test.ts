import { expect, it } from 'vitest';
import { runTool } from '../../src/media/run-tool.ts';

const LONG = 60_000;

it('says what a tool printed and how it ended', async () => {
  expect(await runTool('sh', ['-c', 'echo out; echo err >&2'], LONG)).toEqual({
    ok: true,
    stdout: 'out\n',
    stderr: 'err\n',
    missing: false,
    mayPass: false,
    left: null,
  });
  expect(await runTool('sh', ['-c', 'exit 3'], LONG)).toMatchObject({ ok: false, missing: false });
  expect(await runTool('no-such-tool', [], LONG)).toMatchObject({ ok: false, missing: true });
});

it('ends a tool that takes too long', async () => {
  expect(await runTool('sleep', ['1000'], 100)).toMatchObject({ ok: false, left: null });
});

it('ends a tool that nobody needs any more, also one that ignores the signal', async () => {
  const goes = new AbortController();
  const running = runTool('sh', ['-c', 'trap "" TERM; echo; while :; do :; done'], LONG, {
    signal: goes.signal,
  });
  goes.abort();
  expect(await running).toMatchObject({ ok: false, left: null });
  expect(await runTool('sleep', ['1000'], LONG, { signal: AbortSignal.abort() })).toMatchObject({
    ok: false,
  });
});
