// Functions whose answer depends on nothing but their arguments are asked the same before and after a patch, over and over: tests
// hold few inputs, and what a faster way forgets lies between them (QuickCheck: Claessen and Hughes, ICFP 2000).
import { join } from 'node:path';
import { z } from 'zod';
import { NotMeasurable, type Stage } from '../../measure/stage.ts';
import { prepareStage } from '../../measure/stage/prepare-stage.ts';
import type { World } from '../../ports/world.ts';
import type { Check } from '../proof.ts';
import { asPullRequest } from '../review-patch.ts';
import type { Candidate } from '../step.ts';
import { ANSWER_MARK, BEFORE_DONE_MARK, CHILD_PROGRAM } from './child-program.ts';
import { type Comparable, findComparable, shownName } from './find-comparable.ts';

const SCRIPT = /(?<!\.d)\.(?:[cm]?js|[cm]?ts)$/;
const TESTS = [
  '**/*.{test,spec}.{js,cjs,mjs,ts,cts,mts}',
  '**/{test,tests,__tests__}/**/*.{js,cjs,mjs,ts,cts,mts}',
  'test.{js,cjs,mjs,ts}',
];
const MOST_TESTS = 60;
const MOST_TEST_BYTES = 200_000;
const TIMEOUT_MS = 30_000;

/** Null where the patch changes no exported function. */
export async function compareFunctions(candidate: Candidate, world: World): Promise<Check | null> {
  const { request, diff, patched } = candidate;
  const files = await Promise.all(
    diff.files
      .filter(({ path, status }) => status === 'modified' && SCRIPT.test(path))
      .map(async ({ path }) => ({
        path,
        before: (await world.git.show(request.head, path)) ?? '',
        after: (await world.git.show(patched, path)) ?? '',
      })),
  );
  if (files.length === 0) return null;
  const isAlone = !files.some(({ before, after }) =>
    /\b(?:from|require\()\s*['"](?![./]|node:)/.test(before + after),
  );
  try {
    await using stage = await prepareStage({
      config: request.config,
      pullRequest: asPullRequest(request, patched),
      world,
      needs: { app: false, database: false, build: false, install: !isAlone },
      logsDirectory: join(request.runDirectory, 'logs'),
      cacheDirectory: request.cacheDirectory,
    });
    const tests = await readTests(stage.base.directory, world);
    const left: string[] = [];
    let compared = 0;
    for (const file of files) {
      const found = findComparable(file, tests, request.seed);
      left.push(...found.left);
      if (found.comparable.length === 0) continue;
      const answer = await ask({ path: file.path, functions: found.comparable }, stage, world);
      if (answer.status === 'differs') return { check: CHECK, result: 'fails', detail: answer.detail };
      compared += answer.compared;
      left.push(...answer.left);
    }
    return conclude(compared, left);
  } catch (error) {
    if (error instanceof NotMeasurable) return absent(error.message);
    throw error;
  }
}

const CHECK = 'functions answer alike';

function conclude(compared: number, left: readonly string[]): Check | null {
  const others = left.length === 0 ? '' : ` Not compared: ${left.slice(0, 5).join('; ')}.`;
  if (compared === 0) return left.length === 0 ? null : absent(others.trim());
  const what = compared === 1 ? '1 function answers' : `${compared} functions answer`;
  return { check: CHECK, result: 'holds', detail: `${what} some hundred inputs alike.${others}` };
}

function absent(detail: string): Check {
  return { check: CHECK, result: 'absent', detail };
}

async function readTests(directory: string, { files }: World): Promise<readonly string[]> {
  const paths = (await files.list(directory, TESTS)).slice(0, MOST_TESTS);
  const texts = await Promise.all(paths.map((path) => files.readText(join(directory, path))));
  return texts.filter((text) => text !== null && text.length <= MOST_TEST_BYTES).map(String);
}

interface Job {
  readonly path: string;
  readonly functions: readonly Comparable[];
}

type Answer =
  | { readonly status: 'differs'; readonly detail: string }
  | { readonly status: 'told'; readonly compared: number; readonly left: readonly string[] };

/** It comes from a process that ran code under review. */
const answerSchema = z
  .array(
    z.discriminatedUnion('status', [
      z.object({ status: z.literal('alike'), calls: z.int(), thrown: z.int() }),
      z.object({ status: z.literal('not-comparable'), why: z.string().max(1000) }),
      z.object({
        status: z.literal('differs'),
        input: z.string().max(2000),
        before: z.string().max(2000),
        after: z.string().max(2000),
      }),
    ]),
  )
  .max(100);

async function ask({ path, functions }: Job, { base, head }: Stage, world: World): Promise<Answer> {
  await using folder = await world.files.temporaryFolder('functions');
  const program = join(folder.directory, 'compare.mjs');
  await world.files.writeText(program, CHILD_PROGRAM);
  const ended = await world.shell.run(['node', program], {
    directory: head.directory,
    trust: 'scrubbed',
    timeoutMs: TIMEOUT_MS,
    stdin: JSON.stringify({
      before: join(base.directory, path),
      after: join(head.directory, path),
      functions,
    }),
  });
  const line = ended.stdout.split('\n').findLast((one) => one.startsWith(ANSWER_MARK));
  if (line === undefined) {
    const [name] = functions.map((one) => shownName(one.name));
    if (ended.timedOut && ended.stdout.includes(BEFORE_DONE_MARK))
      return {
        status: 'differs',
        detail: `A function of ${path} does not come to an end within ${TIMEOUT_MS / 1000} s for inputs it answered before.`,
      };
    const why = ended.timedOut
      ? 'it took too long'
      : (ended.stderr.split('\n').find((one) => /Error/.test(one)) ?? 'it cannot be loaded');
    return { status: 'told', compared: 0, left: [`\`${name ?? path}\`: ${why.trim().slice(0, 200)}`] };
  }
  const parsed = answerSchema.safeParse(parse(line.slice(ANSWER_MARK.length)));
  if (!parsed.success) return { status: 'told', compared: 0, left: [`${path}: its answer cannot be read`] };
  return read(parsed.data, { path, functions });
}

function read(answers: z.infer<typeof answerSchema>, { functions }: Job): Answer {
  const left: string[] = [];
  let compared = 0;
  for (const [at, answer] of answers.entries()) {
    const name = shownName(functions[at]?.name ?? '');
    if (answer.status === 'differs')
      return {
        status: 'differs',
        detail: `\`${name}(${answer.input})\` gives ${answer.after} with the patch and ${answer.before} without.`,
      };
    if (answer.status === 'not-comparable') left.push(`\`${name}\`: ${answer.why}`);
    // Inputs that are all refused go past the code.
    else if (answer.thrown >= answer.calls) left.push(`\`${name}\`: it throws at every input made up for it`);
    else compared += 1;
  }
  return { status: 'told', compared, left };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
