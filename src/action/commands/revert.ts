// A job of the publish zone: a push that made the default branch slower is proposed to be reverted. Nothing is run or checked out; the
// rules come from the commit before the push, the verdict is made here, and of the jobs that measured only their numbers are taken.
import { parseConfig } from '../../config/parse-config.ts';
import { Problem } from '../../core/problem.ts';
import { measuredRegressions } from '../../report/reverts/measured-regressions.ts';
import { judgePush } from '../../run/reverts/judge-push.ts';
import { proposeRevert } from '../../run/reverts/propose-revert.ts';
import type { RevertOutcome } from '../../run/reverts/revert-outcome.ts';
import { stepDone, type CommandResult } from '../command-result.ts';
import { pathInRepository } from '../read-base-config.ts';
import { readUpstreamFolder } from '../read-upstream-folder.ts';
import type { Session } from '../session.ts';

/** A branch would be somewhere else by now than it was when its commit was measured. */
const COMMIT = /^[0-9a-f]{7,64}$/;

export async function revertCommand(session: Session): Promise<CommandResult> {
  const { folder, inputs, job, outside, request, version } = session;
  const { log, clock } = outside;
  const { base, head } = inputs;
  if (base === undefined || head === undefined || !COMMIT.test(base) || !COMMIT.test(head))
    throw new Problem('input-invalid', {
      what: '`revert` needs the commit before the push and the commit that was pushed.',
      mend: 'Set the inputs `base` and `head` to ids of commits, as workflows-examples/main-branch.yml does.',
    });
  const forge = await session.revertForge();
  const range = await forge.history.range(base, head);
  for (const [given, found] of [
    [base, range.base],
    [head, range.head],
  ] as const)
    if (!found.startsWith(given))
      throw new Problem('input-invalid', {
        what: `\`${given}\` is a branch or a tag of that name, not the commit whose id begins so.`,
        mend: 'Give the whole id.',
      });
  const path = pathInRepository(inputs);
  const config = parseConfig(await forge.reader.fileAt(range.base, path), `${path} of base`);
  const { automation } = config.crew;
  if (automation !== 'auto') {
    log.info(
      `\`crew.automation\` was \`${automation}\` before the push: reverts are proposed at \`auto\` only.`,
    );
    return stepDone({ revert: '' });
  }
  const read = await readUpstreamFolder(folder.directory);
  if (read.refused > 0) log.warn(`${read.refused} files of the artifacts were refused.`);
  const report = judgePush(
    { repository: job.repository, range, request, config, read },
    { version, finishedAt: clock.now(), phases: [] },
  );
  const regressions = measuredRegressions(report);
  if (regressions.length === 0) {
    log.info(`No measured regression to revert: ${report.verdict.headline}.`);
    return stepDone({ revert: '' });
  }
  const outcome = await proposeRevert({ range, regressions, runUrl: job.runUrl }, forge);
  const news = newsOf(outcome);
  if (outcome.kind === 'refused') log.warn(news);
  else log.info(news);
  const isOpen = outcome.kind === 'opened' || outcome.kind === 'known';
  return { ...stepDone({ revert: isOpen ? String(outcome.pull) : '' }), summary: `${news}\n` };
}

function newsOf(outcome: RevertOutcome): string {
  switch (outcome.kind) {
    case 'nothing':
      return `The push made the branch slower, and there is nothing to revert: ${outcome.why}.`;
    case 'opened':
      return `#${outcome.pull} proposes to revert the push. To say no, close it.`;
    case 'known':
      return `#${outcome.pull} proposes to revert the push already.`;
    case 'turned-down':
      return outcome.merged
        ? `The push was reverted by #${outcome.pull}.`
        : `A revert of the push was turned down in #${outcome.pull}, so it is not raised again.`;
    case 'handed-off':
      return `The push is not reverted by itself: ${outcome.why} #${outcome.issue} ${outcome.opened ? 'tells people' : 'has told people already'}.`;
    case 'refused':
      return `The push made the branch slower, and a revert could not be proposed. ${outcome.why} ${outcome.mend}`;
  }
}
