import { localFiles } from '../lib/files.ts';
import { findEngine } from '../queue/engine-lookup.ts';
import { browseFolders } from './browse-folders.ts';
import { checkOutput, checkSource, readMediaLink } from './check-folders.ts';
import type { FolderAnswer, FolderAnswers, FolderQuestions } from './folder-protocol.ts';

/* A separate process, since a call on a dead share never returns, and a process can be abandoned. */

const answers: { [K in keyof FolderQuestions]: (question: FolderQuestions[K]) => Promise<FolderAnswers[K]> } =
  {
    source: ({ path }) => checkSource(path),
    output: ({ paths }) => Promise.all(paths.map(checkOutput)),
    engine: ({ configured }) => findEngine(configured, localFiles),
    media: ({ link, output }) => readMediaLink(link, output),
    list: ({ roots, path }) => browseFolders(roots, path, (answer) => void send({ to: 'list', answer })),
  };

/** Resolves when the answer is sent; unsent answers are lost on exit. */
function send(answer: FolderAnswer): Promise<unknown> {
  return new Promise((resolve) => process.send?.(answer, resolve));
}

async function answerOne<K extends keyof FolderQuestions>(
  to: K,
  question: FolderQuestions[K],
): Promise<void> {
  await send({ to, answer: await answers[to](question) } as FolderAnswer);
}

process.once('message', (questions: Partial<FolderQuestions>) => {
  // Without a parent there is nobody to answer.
  process.once('disconnect', () => process.exit(0));
  const names = Object.keys(questions) as (keyof FolderQuestions)[];
  // In parallel, so that a dead share does not delay the other answers.
  const all = names.map((name) => answerOne(name, questions[name] as never));
  void Promise.allSettled(all).then(() => process.disconnect());
});
