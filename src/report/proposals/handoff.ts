// When perfcrew has nothing left that would bring a target to its goal, people are told once, with what is known.
import type { ExitGate } from '../../crew/work/analyst/exit-gate.ts';
import { escapeProse } from '../../core/markdown/escape-markdown.ts';
import { formatNumber } from '../../core/format/format-number.ts';
import { table } from '../../core/markdown/table.ts';
import type { Proof } from '../../prove/proof.ts';
import { tallyProofs } from '../../prove/tally-proofs.ts';

export interface Handoff {
  /** First line of the issue: one for each pull request. */
  readonly marker: string;
  readonly title: string;
  readonly body: string;
}

/** Null where nothing is open. */
export function renderHandoff(
  gate: ExitGate,
  { pullRequest, proofs }: { readonly pullRequest: number; readonly proofs: readonly Proof[] },
): Handoff | null {
  if (gate.conclusion !== 'open') return null;
  const missed = gate.targets.filter(({ holds }) => !holds).slice(0, 40);
  const marker = `<!-- perfcrew:handoff ${pullRequest} -->`;
  const rows = missed.map(({ target, metric, now, goal, proposals }) => [
    escapeProse(target, 120),
    escapeProse(metric, 60),
    formatNumber(now),
    formatNumber(goal),
    String(proposals.length),
  ]);
  return {
    marker,
    title: `perfcrew: targets of #${pullRequest} are missed and nothing proven meets them`,
    body: [
      `${marker}\nOf #${pullRequest}. ${missed.length} of ${gate.targets.length} targets are missed, and at least one has no patch against it: a person has to decide what to do.`,
      table({ head: ['Target', 'Metric', 'Now', 'Goal', 'Patches'], align: 'llrrr', rows }),
      ...(proofs.length === 0 ? [] : [`Patches: ${tallyProofs(proofs)}.`]),
      gate.reasons
        .slice(0, 20)
        .map((reason) => `- ${escapeProse(reason)}`)
        .join('\n'),
    ]
      .filter((block) => block !== '')
      .join('\n\n'),
  };
}
