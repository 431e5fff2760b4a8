// The cheapest refusals: a patch that does not apply, or that touches what judges it, is never run.
import { parseGitDiff } from '../change/parse-git-diff.ts';
import type { ProveOutside, ProveRequest } from './prove.ts';
import type { Check } from './proof.ts';
import { ended, type Candidate, type Step } from './step.ts';
import { findTampering } from './tampering/find-tampering.ts';

export async function admit(request: ProveRequest, outside: ProveOutside): Promise<Step<Candidate>> {
  const { proposal, head } = request;
  const { patches, git, clock } = outside;
  const begunMs = clock.elapsed();
  const known = (checks: readonly Check[], patched: string | null) => ({
    request,
    checks,
    patched,
    spentMs: clock.elapsed() - begunMs,
  });

  const applied = await patches.commit(head, proposal.patch, `perf: ${proposal.title}`);
  if (applied.status === 'refused') {
    const { reason } = applied;
    return ended(
      known([{ check: 'applies', result: 'fails', detail: reason }], null),
      { outcome: 'does-not-apply', reason: `git refuses the patch: ${reason}` },
      clock,
    );
  }
  const patched = applied.commit;
  const applies: Check = { check: 'applies', result: 'holds', detail: `To ${head.slice(0, 10)}.` };

  const diff = parseGitDiff(await git.diff(head, patched));
  const tampering = findTampering(diff, request.together === undefined ? 'single' : 'composed');
  if (tampering !== null) {
    const reason = `It ${tampering}.`;
    return ended(
      known([applies, { check: 'honest', result: 'fails', detail: reason }], patched),
      { outcome: 'tampers', reason },
      clock,
    );
  }
  const honest: Check = {
    check: 'honest',
    result: 'holds',
    detail: 'It touches nothing that judges it.',
  };
  return { status: 'goes-on', next: { ...known([applies, honest], patched), patched, diff } };
}
