// Our own check of a model's proposal, and the proposal it becomes: everything the prover would refuse is refused here for nothing.
import { cleanBlock, cleanLine } from '../../core/text/clean-text.ts';
import type { Bottleneck } from '../bottleneck.ts';
import { proposalId } from '../codemods/proposal-id.ts';
import type { Proposal } from '../proposal.ts';
import { functionsAt } from '../tools/call-graph/routes-reaching.ts';
import type { Study } from '../work/study.ts';
import type { NewProposal } from './additions.ts';
import { placeProblem, targetProblem, type CheckedAgainst } from './check-place.ts';
import { writePatch } from './write-patch.ts';

const KIND = 'model-patch';
const MOST_PATCH_CHARACTERS = 400_000;

export type CheckedProposal =
  | { readonly kind: 'fits'; readonly proposal: Proposal }
  /** Known already, or tried before without success: not held against the answer. */
  | { readonly kind: 'left-out'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

export function checkProposal(given: NewProposal, against: CheckedAgainst): CheckedProposal {
  const { study, refusePatch, redact, failed, modelName } = against;
  const { path, line, edits, risk } = given;
  const { head } = study.workshop;
  const wrong = placeProblem({ path, line }, head) ?? targetProblem(given.targets, against);
  if (wrong !== null) return refused(wrong);
  const written = writePatch(edits, head);
  if (!written.ok) return refused(written.reason);
  const { patch, places } = written;
  const place = places.get(path);
  if (place === undefined) return refused(`none of the edits is in ${path}`);
  if (patch.length > MOST_PATCH_CHARACTERS) return refused('the patch is too large to look through');
  if (redact(patch) !== patch) return refused('the lines around it hold a key, which a patch would spread');
  const tampering = refusePatch(patch);
  if (tampering !== null) return refused(`it ${tampering}`);

  const id = proposalId({ kind: KIND, path, subject: fingerprintOf(given), turn: 0 });
  const title = cleanLine(given.title);
  const before = failed.get(id);
  if (before !== undefined) return leftOut(`${title}: it was tried before (${before})`);
  const same = against.proposals.find((one) => one.patch === patch);
  if (same !== undefined) return leftOut(`${title}: ${same.id} is the same patch`);
  const bottleneck = bottleneckAt({ path, ...place }, against);
  return {
    kind: 'fits',
    proposal: {
      document: 'proposal',
      version: 1,
      id,
      kind: KIND,
      title,
      why: cleanBlock(given.why),
      location: { path, ...place, side: 'head' },
      bottleneck: bottleneck?.id ?? null,
      targets: given.targets.length > 0 ? given.targets : (bottleneck?.targets ?? []),
      patch,
      author: { kind: 'model', name: modelName },
      risk,
    },
  };
}

function refused(reason: string): CheckedProposal {
  return { kind: 'refused', reason };
}

function leftOut(reason: string): CheckedProposal {
  return { kind: 'left-out', reason };
}

/** What is changed into what, however it is indented and in whatever order it is told. */
function fingerprintOf({ edits }: NewProposal): string {
  const plain = (text: string) => text.replace(/\s+/g, ' ').trim();
  return JSON.stringify(
    edits.map(({ path, find, replace }) => [path, plain(find), plain(replace)].join('\n')).toSorted(),
  );
}

interface Lines {
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
}

/** The one in these lines, or else in their function. */
function bottleneckAt(
  { path, line, endLine }: Lines,
  { study, bottlenecks }: CheckedAgainst,
): Bottleneck | null {
  const here = bottlenecks.filter(({ location }) => location?.path === path);
  const within = here.find(({ location: at }) => at !== null && line <= at.line && at.line <= endLine);
  if (within !== undefined) return within;
  const own = functionsOf(path, line, study);
  return (
    here.find(
      ({ location: at }) => at !== null && functionsOf(path, at.line, study).some((id) => own.includes(id)),
    ) ?? null
  );
}

function functionsOf(path: string, line: number, study: Study): readonly string[] {
  return [...functionsAt(study.callGraph(), { path, line })];
}
