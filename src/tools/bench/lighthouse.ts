import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHROMIUM_ARGS, chromiumPath } from '../support/chromium.ts';

/** Fixed, since scores of different versions cannot be compared. */
const VERSION = '13.5.0';
const FOLDER = fileURLToPath(new URL('../../../node_modules/.cache/lighthouse', import.meta.url));
const PROGRAM = join(FOLDER, 'node_modules/lighthouse/cli/index.js');

/** Scored from 0 to 100. */
export const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const;
export type Scores = Record<(typeof CATEGORIES)[number], number>;

interface Report {
  categories: Record<string, { score: number; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { score: number | null; title: string; displayValue?: string }>;
}

/**
 * In a folder of its own, since only this bench needs its hundred packages.
 *
 * @returns why it is missing; null = installed
 */
export function installLighthouse(): string | null {
  if (installedVersion() === VERSION) return null;
  console.log(`Installing Lighthouse ${VERSION} …`);
  const args = ['install', '--prefix', FOLDER, '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = spawnSync('npm', [...args, `lighthouse@${VERSION}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return result.status === 0 ? null : `Lighthouse ${VERSION} could not be installed from the npm registry.`;
}

function installedVersion(): string | null {
  const manifest = join(FOLDER, 'node_modules/lighthouse/package.json');
  if (!existsSync(manifest)) return null;
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}

/**
 * As on a phone, with Lighthouse's slow network and processor.
 *
 * @returns scores, and a line per audit that cost points
 */
export function runLighthouse(url: string): { scores: Scores; lost: string[] } {
  const flags = ['--headless=new', ...CHROMIUM_ARGS].join(' ');
  const result = spawnSync(
    process.execPath,
    [
      PROGRAM,
      url,
      '--quiet',
      '--output=json',
      `--only-categories=${CATEGORIES.join(',')}`,
      `--chrome-flags=${flags}`,
    ],
    {
      env: { ...process.env, CHROME_PATH: chromiumPath() },
      stdio: ['ignore', 'pipe', 'inherit'],
      maxBuffer: 1e8,
    },
  );
  if (result.status !== 0) throw new Error(`Lighthouse ended with ${result.status}.`);
  const { categories, audits } = JSON.parse(String(result.stdout)) as Report;
  const scores = Object.fromEntries(
    CATEGORIES.map((name) => [name, Math.round(100 * (categories[name]?.score ?? 0))]),
  ) as Scores;
  const lost = CATEGORIES.flatMap((name) =>
    (categories[name]?.auditRefs ?? [])
      .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
      .map(({ id }) => `${name}: ${audits[id]?.title} ${audits[id]?.displayValue ?? ''}`.trim()),
  );
  return { scores, lost };
}
