// The shop's slow branch as a pull request on the test GitHub: does the shipped workflow, without a model's key, end with patches that are
// proven, offered where a reviewer can take them, and hold when they are done again from a fresh clone?
// `node bench/github.ts`; `--repository tiny --once` tries the bench itself in a minute.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openClone } from './github/clone.ts';
import { differences } from './github/differences.ts';
import { holdAgainstPatch } from './github/hold-against-patch.ts';
import { observe, PEOPLES, type Seen } from './github/observe.ts';
import { proofFiles, proofsIn } from './github/proof-files.ts';
import { renderGitHub } from './github/render.ts';
import { githubResultSchema, missedGoals, type GitHubResult } from './github/result.ts';
import { runWorkflow } from './github/run-workflow.ts';
import { openStage } from './github/stage.ts';
import { SUBJECTS, type SubjectName } from './github/subjects.ts';
import { tellOfProof, toldIds, whoseIs } from './github/told.ts';
import { BENCH_OPTIONS, positive } from './kit/bench-options.ts';
import { resultFile } from './kit/result-file.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    results: BENCH_OPTIONS.results,
    /** Folder for the logs of the jobs, the proofs and the comment. */
    keep: { type: 'string' },
    repository: { type: 'string', default: 'shop' },
    'no-verify': { type: 'boolean', default: false },
    /** Leave the second run out. */
    once: { type: 'boolean', default: false },
  },
});
const minutes = positive('minutes', values.minutes);
const name = Object.keys(SUBJECTS).find((one): one is SubjectName => one === values.repository);
if (name === undefined)
  throw new Error(
    `--repository ${values.repository} is none; name one of ${Object.keys(SUBJECTS).join(', ')}.`,
  );
const subject = SUBJECTS[name];
const words = [
  ...(name === 'shop' ? [] : [`--repository ${name}`]),
  `--minutes ${minutes}`,
  ...(values['no-verify'] ? ['--no-verify'] : []),
  ...(values.once ? ['--once'] : []),
];
const keep = values.keep ?? null;
const tell = (line: string): void => console.error(line);

await using stage = await openStage(subject, minutes);
const before = await observe(stage);
const first = await runWorkflow(stage, { round: 1, keep, tell });
const seen = await observe(stage);
const files = await proofFiles(stage, first.runId);
const proofs = proofsIn(files);
await keepSeen(seen);

await using clone = await openClone(stage, files);
const told = toldIds(seen);
const judged: GitHubResult['proofs'] = [];
for (const proof of proofs) {
  const offered = {
    suggestions: seen.suggestions.filter(({ body }) => whoseIs(body, [proof]) !== null),
    pulls: seen.pulls.filter(({ body }) => whoseIs(body, [proof]) !== null),
  };
  const isTold = told.has(proof.id);
  const differs = isTold ? await holdAgainstPatch(clone.directory, proof, offered) : null;
  const verified = isTold && !values['no-verify'] ? await clone.verify(proof.id) : null;
  if (verified !== null) tell(`verify ${proof.id}: ${verified.holds ? 'holds' : verified.reason}`);
  judged.push({ ...tellOfProof(proof, offered, isTold), differs, verified });
}

const second = values.once ? null : await runWorkflow(stage, { round: 2, keep, tell });
const last = second === null ? null : await observe(stage);
const final = last ?? seen;
const result: GitHubResult = {
  command: ['node bench/github.ts', ...words].join(' '),
  finishedAt: new Date().toISOString(),
  environment: proofs[0]?.evidence.environment ?? null,
  repository: name,
  least: subject.least,
  runs: [first.run, ...(second === null ? [] : [second.run])],
  checks: [...seen.checks],
  comments: final.comments.length,
  reviews: final.reviews.length,
  suggestions: seen.suggestions.map(({ path, startLine, line, body }) => ({
    path,
    startLine,
    line,
    proof: whoseIs(body, proofs),
  })),
  pulls: seen.pulls.map(({ number, title, onto, files: paths, body }) => ({
    number,
    title,
    onto,
    files: [...paths],
    proof: whoseIs(body, proofs),
  })),
  moved: PEOPLES.filter((branch) => before.branches[branch] !== final.branches[branch]),
  proofs: judged,
  changedAgain: last === null ? null : [...differences(seen, last)],
};
resultFile(name === 'shop' ? 'github' : `github-${name}`, githubResultSchema, values.results).write(result);
console.log(renderGitHub(result));
if (missedGoals(result).length > 0) process.exitCode = 1;

async function keepSeen({ comments, suggestions, pulls }: Seen): Promise<void> {
  if (keep === null) return;
  await mkdir(join(keep, 'proofs'), { recursive: true });
  for (const [path, text] of files) await writeFile(join(keep, 'proofs', path), text);
  await writeFile(join(keep, 'comment.md'), comments.map(({ body }) => body).join('\n\n---\n\n'));
  await writeFile(join(keep, 'offered.json'), JSON.stringify({ suggestions, pulls }, null, 1));
}
