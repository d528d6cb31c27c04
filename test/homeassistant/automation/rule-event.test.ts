import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { RuleDefinition } from '../../../src/shared/rules.ts';
import { putFrames } from '../../fixtures/make-frames.ts';
import { createRule, runRule, switchOn, tryRule } from '../../helpers/apply-rule.ts';
import { startInHomeAssistant } from '../../helpers/start-in-home-assistant.ts';
import { waitFor } from '../../helpers/wait-for.ts';
import { BY_HAND, render } from '../../helpers/with-video.ts';

const RULE: RuleDefinition = { kind: 'frames_after_video', action: 'delete_frames', days: 0 };

it('a rule that was applied fires one event', async () => {
  const { app, core } = await startInHomeAssistant(BY_HAND, {
    beforeStart: async ({ source }) => void (await putFrames(join(source, 'Benchy'))),
  });
  await render(app, await app.waitForStatus('Benchy', 'discovered'));
  const rule = await createRule(app, RULE);
  await tryRule(app, rule);
  await switchOn(app, rule);
  const run = await runRule(app, rule);
  await runRule(app, rule);
  const events = () =>
    core.commands.flatMap(({ type, event_type: event, event_data: data }) =>
      type === 'fire_event' && event === 'timelapse.rule_applied' ? [data] : [],
    );
  await waitFor('the event', () => events().length > 0);
  expect(events()).toMatchObject([
    {
      rule_id: rule.id,
      rule: 'Delete the frames the night after a good video',
      outcome: 'done',
      count: 1,
      size_bytes: run!.done.bytes,
      problem_code: null,
    },
  ]);
});
