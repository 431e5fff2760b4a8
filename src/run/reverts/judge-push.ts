// Judges a push where it is published: the change and the rules come from the forge, and of the jobs that measured only their numbers.
import type { Config } from '../../config/config.ts';
import type { ForgeRange } from '../../ports/forge.ts';
import type { Report } from '../../report/report.ts';
import type { LevelRequest } from '../../risk/decide-level.ts';
import { assessChange, judgeUpstream } from '../judge-upstream.ts';
import type { Occasion } from '../judge.ts';
import type { UpstreamMeasurements } from '../upstream-measurements.ts';

export interface MeasuredPush {
  /** owner/name. */
  readonly repository: string;
  readonly range: ForgeRange;
  readonly request: LevelRequest | null;
  /** Of the commit before the push. */
  readonly config: Config;
  /** A stranger's, bounded and read by schema. */
  readonly read: UpstreamMeasurements;
}

export function judgePush(
  { repository, range, request, config, read }: MeasuredPush,
  occasion: Occasion,
): Report {
  const { base, head, changed } = range;
  const pullRequest = {
    document: 'pull-request',
    version: 1,
    repository,
    number: null,
    title: `${head} against ${base}`,
    body: '',
    author: null,
    labels: [],
    fromFork: false,
    base: { sha: base, ref: base },
    head: { sha: head, ref: head },
  } as const;
  const assessment = assessChange({ pullRequest, request, changed }, config);
  return judgeUpstream(assessment, { ...read, conclusion: 'success' }, occasion);
}
