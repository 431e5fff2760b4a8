// Since when which person is asked what, kept beside the tasks, so that a later run neither asks anew nor forgets how long it waits.
import { join } from 'node:path';
import { z } from 'zod';
import { documentSchema } from '../../core/document.ts';
import type { Outside } from '../../runtime/store/outside.ts';
import { parseBounded } from '../../runtime/store/parse-bounded.ts';
import { saveLatest } from '../../runtime/store/save-latest.ts';

const MOST_BYTES = 4_000_000;

const askedSchema = z.strictObject({
  task: z.string().max(200),
  human: z.string().max(60),
  of: z.string().max(64),
  atMs: z.number(),
  handed: z.strictObject({ from: z.string().max(60), reason: z.string().max(4000) }).nullable(),
});

const askedQuestionsSchema = documentSchema('asked-questions', { asked: z.array(askedSchema).max(10_000) });

export type Asked = Readonly<z.infer<typeof askedSchema>>;

export interface AskedQuestions {
  /** What was asked before for this task, of the same documents. */
  find(task: string, of: string): Asked | null;
  /** The first time counts. */
  ask(question: Omit<Asked, 'atMs'>): Promise<Asked>;
}

export async function openAskedQuestions(
  directory: string,
  { files, clock }: Pick<Outside, 'files' | 'clock'>,
): Promise<AskedQuestions> {
  const path = join(directory, 'asked.json');
  const parsed = parseBounded((await files.readText(path)) ?? '', {
    schema: askedQuestionsSchema,
    mostBytes: MOST_BYTES,
  });
  const asked: Asked[] = parsed.valid ? [...parsed.value.asked] : [];
  const save = saveLatest(() =>
    files.writeText(path, `${JSON.stringify({ document: 'asked-questions', version: 1, asked }, null, 1)}\n`),
  );
  const find = (task: string, of: string) => asked.find((one) => one.task === task && one.of === of) ?? null;
  return {
    find,
    async ask(question) {
      const earlier = asked.find(
        (one) => one.task === question.task && one.of === question.of && one.human === question.human,
      );
      if (earlier !== undefined) return earlier;
      const fresh = { ...question, atMs: clock.now() };
      asked.push(fresh);
      await save();
      return fresh;
    },
  };
}
