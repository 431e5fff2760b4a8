// What the tools of a user's own crew look at: the files of a commit, and the review of it where the folder of the run holds one.
import { Problem, isProblem } from '../../core/problem.ts';
import type { Config } from '../../config/config.ts';
import type { PullRequest } from '../../change/pull-request.ts';
import type { Crew } from '../../crew/roster/crew.ts';
import { openWorkshop } from '../../crew/work/workshop.ts';
import { hideInDiff } from '../../inspect/hide-in-diff.ts';
import { planGates } from '../../plan/plan-gates.ts';
import type { Files } from '../../ports/files.ts';
import type { Git } from '../../ports/git.ts';
import type { KeptFiles } from '../../ports/kept-files.ts';
import type { Log } from '../../ports/log.ts';
import type { Report } from '../../report/report.ts';
import { assess } from '../assess.ts';
import { NOT_MEASURED_YET } from '../not-measured-yet.ts';
import type { RunFolder } from '../run-folder.ts';
import { toDocument, type WorkshopDocument } from './workshop-document.ts';

export interface CrewGathering {
  readonly crew: Crew;
  readonly config: Config;
  readonly folder: RunFolder;
  /** Null where there is no repository. */
  readonly pullRequest: PullRequest | null;
}

interface Outside {
  readonly git: Git;
  readonly files: Files & KeptFiles;
  readonly log: Pick<Log, 'warn'>;
}

/** Without a review they know the code alone. */
const OF_A_REVIEW: ReadonlySet<string> = new Set(['hot-paths']);

/** Null where no agent names a tool that looks at code; nothing is read then. Throws a Problem where there is no commit to look at. */
export async function gatherForCrew(
  { crew, config, folder, pullRequest }: CrewGathering,
  { git, files, log }: Outside,
): Promise<WorkshopDocument | null> {
  const named = crew.agents.flatMap(({ name, tools }) => {
    const ofCode = tools.filter((tool) => tool !== 'read-document');
    return ofCode.length === 0 ? [] : [{ name, tools: ofCode }];
  });
  if (named.length === 0) return null;
  if (pullRequest === null) throw hasNoCommit(crew, named, git.root);
  const report = await reviewOf(pullRequest, folder);
  const blind = named.flatMap(({ tools }) => tools.filter((tool) => OF_A_REVIEW.has(tool)));
  if (report === null && blind.length > 0)
    log.warn(
      `There is no review of this change in ${folder.directory}: ${[...new Set(blind)].join(', ')} can tell nothing. Run \`perfcrew review\` first.`,
    );
  const { diff, risk } = await assess({ pullRequest, request: null }, config, git);
  const review = report ?? { pullRequest, plan: planGates({ diff, risk, config }), ...NOT_MEASURED_YET };
  const workshop = await openWorkshop({ ...review, diff: hideInDiff(diff), config }, folder.directory, {
    git,
    files,
  });
  return toDocument(workshop, { finishedAt: report?.finishedAt ?? '', crews: [] });
}

/** Null where the folder holds none, or that of other commits: its lines would point somewhere else. */
async function reviewOf({ base, head }: PullRequest, folder: RunFolder): Promise<Report | null> {
  try {
    const report = await folder.read('report');
    const { pullRequest } = report;
    return pullRequest.base.sha === base.sha && pullRequest.head.sha === head.sha ? report : null;
  } catch (error) {
    if (isProblem(error) && error.code === 'document-missing') return null;
    throw error;
  }
}

function hasNoCommit(
  crew: Crew,
  named: readonly { readonly name: string; readonly tools: readonly string[] }[],
  directory: string,
): Problem {
  const who = named.map(({ name, tools }) => `${name}: ${tools.join(', ')}`).join('; ');
  return new Problem('not-a-repository', {
    what: `These tools of crew ${crew.name} look at the files of a commit, and ${directory} is no git repository: ${who}.`,
    mend: 'Run it in a repository with a commit, or take them out of `tools` in the files of these agents.',
  });
}
