import { findEngine } from '../queue/engine-lookup.ts';
import { browseFolders } from './browse-folders.ts';
import { checkOutput, checkSource, readMediaLink } from './check-folders.ts';
import type { FolderAnswer, FolderAnswers, FolderQuestions } from './folder-protocol.ts';

/*
 * Looks into folders that a user names, in a process of its own: a call on a share that does not answer never returns,
 * and a process can be given up.
 */

const answers: { [K in keyof FolderQuestions]: (question: FolderQuestions[K]) => Promise<FolderAnswers[K]> } =
  {
    source: ({ path }) => checkSource(path),
    output: ({ paths }) => Promise.all(paths.map(checkOutput)),
    engine: ({ configured }) => findEngine(configured),
    media: ({ link, output }) => readMediaLink(link, output),
    list: ({ roots, path }) => browseFolders(roots, path, (answer) => void tell({ to: 'list', answer })),
  };

/** Resolves when the answer is on its way: what is not when we leave is lost. */
function tell(answer: FolderAnswer): Promise<unknown> {
  return new Promise((resolve) => process.send?.(answer, resolve));
}

async function answerOne<K extends keyof FolderQuestions>(
  to: K,
  question: FolderQuestions[K],
): Promise<void> {
  await tell({ to, answer: await answers[to](question) } as FolderAnswer);
}

process.once('message', (questions: Partial<FolderQuestions>) => {
  // Without a parent to hear the answers there is nothing left to do.
  process.once('disconnect', () => process.exit(0));
  const names = Object.keys(questions) as (keyof FolderQuestions)[];
  // All at once: one dead share keeps no other answer waiting.
  const all = names.map((name) => answerOne(name, questions[name] as never));
  void Promise.allSettled(all).then(() => process.disconnect());
});
