import { releaseReserve } from '../db/reserve.ts';
import type { Part } from '../lib/part.ts';
import { type Schedule, startSchedule } from '../lib/schedule.ts';
import { probeVideo } from '../media/ffprobe.ts';
import { LibraryReader } from '../rules/library-reader.ts';
import { createRuleActions } from '../rules/rule-actions.ts';
import { RuleChecks } from '../rules/rule-checks.ts';
import { RuleRunStore } from '../rules/rule-run-store.ts';
import { RuleRunner } from '../rules/rule-runner.ts';
import { RuleStore } from '../rules/rule-store.ts';
import { Rules } from '../rules/rules.ts';
import type { Archiving } from './archiving.ts';
import type { Rendering } from './rendering.ts';
import type { Shared } from './shared.ts';

/** After maintenance has checked at night which videos are there. */
const NIGHTLY = '47 3 * * *';
const KEEP_RUNS_MS = 365 * 86_400_000;

export type RulesArea = ReturnType<typeof createRules>;

/** What tidies up at night. */
export function createRules(
  shared: Shared,
  { service, frames, watcher, lister }: Rendering,
  archiving: Archiving,
) {
  const { db, config, clock, loggers, times } = shared;
  const checks = new RuleChecks({
    ...shared,
    probe: probeVideo,
    listFrames: (folder, signal) => lister.list(folder, signal),
    source: () => watcher.source,
  });
  const stores = {
    rules: new RuleStore(db),
    runs: new RuleRunStore(db, config.supervisor ? shared.outbox : null),
    library: new LibraryReader(db),
  };
  const actions = createRuleActions({
    service,
    frames,
    reads: shared.reads,
    archive: archiving.archive.byRule,
  });
  const runner = new RuleRunner({
    ...shared,
    ...stores,
    checks,
    actions,
    logger: loggers.app,
    makeRoom: () => releaseReserve(shared.dataDir),
  });
  const rules = new Rules({ ...stores, checks, actions, runner, clock, dryRunMs: times.dryRunMs });
  const nightly = {
    name: 'rules',
    when: NIGHTLY,
    run: async () => {
      await runner.runAll();
      await stores.runs.trim(clock.now() - KEEP_RUNS_MS);
    },
  };
  const schedule = atNight(nightly, (error) => loggers.app.error({ err: error }, 'the rules failed'));
  // The runner stops first, so that the schedule need not wait for the end of a whole run.
  const parts: Part[] = [schedule, runner];
  return { rules, parts };
}

function atNight(task: Parameters<typeof startSchedule>[0][number], onError: (error: unknown) => void): Part {
  let schedule: Schedule | undefined;
  return {
    start() {
      schedule = startSchedule([task], onError);
    },
    stop: () => schedule?.stop(),
  };
}
