// What the pull request got, as tables for the terminal and docs/accuracy.md, with what was missed of what was wanted.
import { markdownTable } from '../kit/table.ts';
import { missedGoals, type GitHubProof, type GitHubResult } from './result.ts';

const MOST_REASON = 160;

export function renderGitHub(result: GitHubResult): string {
  const { runs, suggestions, pulls, comments, reviews, least, changedAgain } = result;
  const missed = missedGoals(result);
  const goals = `≥ ${least.proven} proven patches told, ≥ ${least.suggestions} as suggestion, ≥ ${least.pulls} as pull request, each as it was proven and held when done again, one comment, no branch of people written to, nothing changed by a second run`;
  return [
    markdownTable(
      ['patch', 'outcome', 'gain', 'offered as', 'done again from a clone', 'took'],
      result.proofs.map((proof) => [
        cell(proof.title),
        proof.outcome.replaceAll('-', ' '),
        cell(proof.gain ?? proof.reason),
        offered(proof, result),
        again(proof),
        `${proof.minutes.toFixed(1)} min`,
      ]),
    ),
    '',
    `Patches are told three at a time, those that gain most first. On the pull request: ${count(comments, 'comment')}, ${count(reviews, 'review')} with ${count(suggestions.length, 'suggestion')}, ${count(pulls.length, 'pull request')} onto the head. ${changedAgain === null ? 'The workflow was run once.' : `The second run of the workflow changed ${changedAgain.length === 0 ? 'nothing' : changedAgain.join('; ')}.`}`,
    '',
    markdownTable(
      ['job', ...runs.map((_, index) => `run ${index + 1}`)],
      [
        ...jobNames(result).map((name) => [name, ...runs.map((run) => minutesOf(run, name))]),
        ['all, one after the other', ...runs.map(({ minutes }) => `${minutes.toFixed(1)} min`)],
      ],
    ),
    '',
    `Goals (${goals}): ${missed.length === 0 ? 'held' : `missed: ${missed.join('; ')}`}.`,
  ].join('\n');
}

function offered({ id, told, at, outcome }: GitHubProof, { suggestions, pulls }: GitHubResult): string {
  if (!told) return outcome === 'proven' ? 'not told yet' : '';
  const places = [
    ...suggestions
      .filter(({ proof }) => proof === id)
      .map(({ path, startLine, line }) =>
        startLine === line ? `suggestion, ${path}:${line}` : `suggestion, ${path}:${startLine}–${line}`,
      ),
    ...pulls
      .filter(({ proof }) => proof === id)
      .map(({ files }) => `pull request with ${files.join(' and ')}`),
  ];
  return places.length === 0 ? at : places.join('; ');
}

function again({ verified }: GitHubProof): string {
  if (verified === null) return '';
  const took = `${verified.minutes.toFixed(1)} min`;
  return verified.holds ? `holds, ${took}` : `does not hold, ${took}`;
}

function jobNames({ runs }: GitHubResult): readonly string[] {
  return [...new Set(runs.flatMap(({ jobs }) => jobs.map(({ name }) => name)))];
}

function minutesOf({ jobs }: GitHubResult['runs'][number], name: string): string {
  const job = jobs.find((one) => one.name === name);
  if (job === undefined) return '';
  return job.conclusion === 'success'
    ? `${job.minutes.toFixed(1)} min`
    : `${job.conclusion}${job.conclusion === 'skipped' ? '' : `, ${job.minutes.toFixed(1)} min`}`;
}

function cell(text: string): string {
  const line = text.replaceAll(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');
  return line.length <= MOST_REASON ? line : `${line.slice(0, MOST_REASON - 1)}…`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
