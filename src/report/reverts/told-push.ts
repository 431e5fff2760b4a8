// What is said of a push in a pull request and in an issue alike: what got slower, by how much, and what it came with.
import type { MetricComparison } from '../../compare/comparison.ts';
import { formatChangeWithInterval } from '../../core/format/format-change.ts';
import { formatQuantity } from '../../core/format/format-quantity.ts';
import { plural } from '../../core/format/plural.ts';
import { escapeProse } from '../../core/markdown/escape-markdown.ts';
import { tableOf } from '../../core/markdown/table.ts';
import type { PushedCommit } from '../../ports/forge.ts';

export interface ToldPush {
  readonly branch: string;
  readonly base: string;
  readonly head: string;
  /** Oldest first, those that could be asked for. */
  readonly commits: readonly PushedCommit[];
  /** How many came in all. */
  readonly commitCount: number;
  /** The worst first; at least one. */
  readonly regressions: readonly MetricComparison[];
  /** Page of the run that measured. */
  readonly runUrl: string | null;
}

const MOST_ROWS = 20;

/** What a person would call it: its only pull request, its only commit, or its number of commits. Plain text. */
export function nameOfPush({ commits, commitCount, head }: ToldPush): string {
  const pulls = new Map(commits.flatMap((commit) => commit.pulls.map((pull) => [pull.number, pull])));
  const [pull] = pulls.values();
  const [commit] = commits;
  if (pull !== undefined && pulls.size === 1 && commitCount === commits.length) return pull.title;
  if (commit !== undefined && commitCount === 1) return commit.title;
  return `${plural(commitCount, 'commit')} up to ${head.slice(0, 10)}`;
}

export function regressionTable({ regressions }: ToldPush): string {
  const rows = regressions.map((row) => [
    escapeProse(row.target, 120),
    escapeProse(row.label, 60),
    formatQuantity(row.base, row.unit),
    formatQuantity(row.head, row.unit),
    formatChangeWithInterval(row),
    row.interval === null
      ? 'exact'
      : `${Number((row.interval.confidence * 100).toFixed(2))} %, ${plural(row.pairs, 'pair')}`,
  ]);
  const head = ['Target', 'Metric', 'Before', 'After', 'Change', 'Sure'];
  return tableOf({ head, align: 'llrrrl', rows }, MOST_ROWS);
}

/** One line a commit, with the pull request it came from; ids and numbers become links. */
export function commitList({ commits, commitCount }: ToldPush): string {
  const lines = commits.map(({ sha, title, pulls }) => {
    const from = pulls.map(({ number }) => `#${number}`).join(', ');
    return `- ${sha} ${escapeProse(title, 120)}${from === '' ? '' : ` (${from})`}`;
  });
  const hidden = commitCount - commits.length;
  return [...lines, ...(hidden > 0 ? [`- …and ${plural(hidden, 'earlier commit')}`] : [])].join('\n');
}

export function whereMeasured({ runUrl, base, head }: ToldPush): string {
  const run = runUrl === null ? '' : ` in [this run](${runUrl})`;
  return `Measured${run}: ${head} against ${base}, and seen again in fresh processes where a number is noisy. The check run on that commit has the report.`;
}
