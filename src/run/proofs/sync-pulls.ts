// Brings the pull requests of patches to what is proven now: a branch each onto the head branch, rebuilt when that moves, never over
// commits of somebody else.
import { isProblem } from '../../core/problem.ts';
import type { ForgeBranches, OwnPull } from '../../ports/forge.ts';
import type { ToldProof } from '../../report/proposals/proposals-part.ts';
import { BRANCH_PREFIX, renderClosedPull, renderPull } from '../../report/proposals/render-pull.ts';
import type { SelectedProof } from '../../report/proposals/select-proofs.ts';
import { attempt } from './attempt.ts';
import { composeCommits } from './compose-commits.ts';
import type { ProofOutside } from './proof-forge.ts';
import type { Marked } from './recall-ideas.ts';
import type { SyncContext } from './sync-suggestions.ts';

/** Those that have one now; the others could not be pushed, and the log says why. */
export async function syncPulls(
  wanted: readonly SelectedProof[],
  context: SyncContext,
  outside: ProofOutside,
): Promise<readonly ToldProof[]> {
  const { ideas, tested } = context;
  const told: ToldProof[] = [];
  for (const selected of wanted) {
    const known = ideas.pulls.find(({ mark }) => mark.fingerprint === selected.fingerprint);
    // What GitHub says of one tells nothing of the next.
    const number = await attempt(() => syncPull(selected, { context, known }, outside), outside.log);
    if (number !== null) told.push({ selected, at: { kind: 'pulled', number } });
  }
  const chosen = new Set(wanted.map(({ fingerprint }) => fingerprint));
  for (const { said, mark } of ideas.pulls) {
    const isOver = tested.has(mark.fingerprint) && !chosen.has(mark.fingerprint);
    if (!isOver || isTheirs({ said, mark })) continue;
    const { branches } = outside.forge;
    await branches.rewrite(said.number, { body: renderClosedPull(said.body, mark), close: true });
    await branches.drop(said.branch, said.headSha);
  }
  return told;
}

async function syncPull(
  selected: SelectedProof,
  { context, known }: { readonly context: SyncContext; readonly known: Marked<OwnPull> | undefined },
  { forge, log }: ProofOutside,
): Promise<number | null> {
  const { live, number: parent } = context;
  const isCurrent = known !== undefined && known.mark.onto === live.head.sha;
  if (known !== undefined && (isTheirs(known) || isCurrent)) return known.said.number;
  const { id } = selected.proof.proposal;
  const branch = known?.said.branch ?? freeBranch(id, context);
  const { commits } = await composeCommits([selected], { head: live.head.sha, together: null }, forge.reader);
  if (commits.length === 0) {
    log.warn(`The patch ${id} does not fit the files of ${live.head.sha.slice(0, 10)}.`);
    return known?.said.number ?? null;
  }
  const pushed = await forge.branches.push({
    branch,
    onto: live.head.sha,
    commits,
    replaces: known?.said.headSha ?? null,
  });
  if (pushed.status === 'refused') {
    log.warn(`The patch ${id} got no branch. ${pushed.reason}`);
    return known?.said.number ?? null;
  }
  const text = renderPull(selected, { parent, tip: pushed.tip });
  if (known === undefined)
    return await open({ branch, tip: pushed.tip, into: live.head.ref, ...text }, forge);
  await forge.branches.rewrite(known.said.number, { ...text, close: false });
  return known.said.number;
}

/** A branch without a pull request is for nobody. */
async function open(
  { tip, ...pull }: Parameters<ForgeBranches['open']>[0] & { readonly tip: string },
  { branches }: ProofOutside['forge'],
): Promise<number> {
  try {
    return await branches.open(pull);
  } catch (error) {
    if (isProblem(error) && error.code === 'forge-refused') await branches.drop(pull.branch, tip);
    throw error;
  }
}

/** Somebody else committed to it. */
function isTheirs({ said, mark }: Marked<OwnPull>): boolean {
  return said.headSha !== mark.tip;
}

/** Two pull requests may have the same place to mend, each in its own way. */
function freeBranch(id: string, { ideas, number }: SyncContext): string {
  const branch = `${BRANCH_PREFIX}${id}`;
  return ideas.branches.has(branch) ? `${branch}-${number}` : branch;
}
