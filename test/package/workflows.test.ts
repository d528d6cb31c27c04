import { describe, expect, it } from 'vitest';
import { readText, readYaml, repositoryFiles } from './repository.ts';

interface Job {
  uses?: string;
  permissions?: Record<string, string>;
  steps?: { uses?: string; run?: string }[];
}
interface Workflow {
  on: Record<string, unknown>;
  permissions?: Record<string, string>;
  jobs: Record<string, Job>;
}

const workflows = repositoryFiles().filter((path) => path.startsWith('.github/workflows/'));

describe.each(workflows)('%s', (path) => {
  const workflow = readYaml<Workflow>(path);
  const text = readText(path);

  it('uses what others wrote by its commit, with the version beside it', () => {
    const used = [...text.matchAll(/uses: (.+)$/gm)].map(([, what = '']) => what.trim());
    expect(used.length).toBeGreaterThan(0);
    for (const what of used) expect(what).toMatch(/^\.\/|^[\w./-]+@[0-9a-f]{40} # v?\d+\.\d+\.\d+$/);
  });

  it('may read and no more, where a job does not say otherwise', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
  });

  it('puts nothing of a foreign name or text into a script', () => {
    for (const { steps = [] } of Object.values(workflow.jobs))
      for (const { run = '' } of steps) expect(run).not.toMatch(/\$\{\{\s*github\.(?!repository\b)/);
  });

  it('is out of reach for forks, or has no secret and no right to write', () => {
    expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
    expect(Object.keys(workflow.on)).not.toContain('workflow_run');
    if (!Object.hasOwn(workflow.on, 'pull_request')) return;
    expect(text).not.toMatch(/secrets\./);
    for (const { permissions = {} } of Object.values(workflow.jobs))
      expect(Object.values(permissions)).not.toContain('write');
  });
});

describe('the workflows', () => {
  it('are two: one for every change, one for a release that waits for the first', () => {
    expect(workflows).toEqual(['.github/workflows/checks.yml', '.github/workflows/release.yml']);
    const { jobs } = readYaml<Workflow>('.github/workflows/release.yml');
    expect(jobs.checks?.uses).toBe('./.github/workflows/checks.yml');
    expect(jobs).toMatchObject({ build: { needs: expect.arrayContaining(['checks']) } });
  });

  it('publish the image that config.yaml names, for the machines it names', () => {
    const { image, arch } = readYaml<{ image: string; arch: string[] }>('printernizer-timelapse/config.yaml');
    const release = readText('.github/workflows/release.yml');
    expect(`ghcr.io/schmacka/${/^ {2}IMAGE: (\S+)$/m.exec(release)?.[1]}`).toBe(image);
    const built = [...release.matchAll(/architectures: '(.+)'/g)].map(
      ([, list = '']) => JSON.parse(list) as string[],
    );
    expect(built.map((list) => list.toSorted())).toEqual(built.map(() => arch.toSorted()));
  });
});
