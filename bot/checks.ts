// Check runs that end without numbers: why, and what somebody can do about it.
import type { Problem } from '../src/core/problem.ts';
import type { CheckRun } from '../src/ports/forge.ts';
import { CHECK_ACTIONS } from '../src/report/check-run/check-actions.ts';

export interface CheckSubject {
  readonly name: string;
  readonly headSha: string;
}

export interface CheckEnd {
  readonly conclusion: Exclude<CheckRun['conclusion'], null>;
  readonly title: string;
  readonly summary: string;
  /** Page of the workflow run. */
  readonly detailsUrl?: string;
}

export function endedCheck({ name, headSha }: CheckSubject, end: CheckEnd): CheckRun {
  const { conclusion, title, summary, detailsUrl = null } = end;
  return {
    name,
    headSha,
    status: 'completed',
    conclusion,
    title,
    summary,
    text: null,
    annotations: [],
    actions: CHECK_ACTIONS,
    detailsUrl,
  };
}

/** Something is for the repository's people, or for time, to mend. */
export function stoppedCheck(subject: CheckSubject, problem: Problem): CheckRun {
  const title = problem.code.startsWith('config-')
    ? 'The configuration of the base branch is broken'
    : 'perfcrew could not go on';
  return endedCheck(subject, {
    conclusion: 'action_required',
    title,
    summary: `${problem.message}\n\n→ ${problem.mend}`,
  });
}
