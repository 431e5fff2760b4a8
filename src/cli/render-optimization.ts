// What the crew found, for the terminal: the bottlenecks by cost with what became of the patches against them, and where all of it is.
import { formatQuantity } from '../core/format/format-quantity.ts';
import { plural } from '../core/format/plural.ts';
import { cleanLine } from '../core/text/clean-text.ts';
import { cutText } from '../core/text/cut-text.ts';
import type { Proof } from '../prove/proof.ts';
import { tallyProofs } from '../prove/tally-proofs.ts';
import type { Rounds } from '../run/zones/rounds.ts';
import { provenAlone } from '../report/proposals/together-sentence.ts';
import { proofLine, togetherLine } from './render-proofs.ts';

const MOST = 15;
const WIDTH = 110;

/** `shown` makes a path below the folder of the run one from where somebody stands. */
export function renderOptimization(
  { thoughts, proofs, rounds, ended }: Rounds,
  shown: (path: string) => string,
): string {
  const { bottlenecks, proposals, endings, paths, costUsd } = thoughts;
  const fates = new Map(
    (proofs ?? []).flatMap((proof) =>
      proof.together === undefined ? [[proof.proposal.patch, proof] as const] : [],
    ),
  );
  const lines = bottlenecks.slice(0, MOST).flatMap(({ id, title, location, cost, targets, advice }, at) => {
    const place = location === null ? 'no line' : `${location.path}:${location.line}`;
    const took = cost.perRequestMs === null ? 'not measured' : formatQuantity(cost.perRequestMs, 'ms');
    const of = targets.length === 0 ? '' : ` of ${targets.join(', ')}`;
    const patches = proposals.filter(({ bottleneck }) => bottleneck === id);
    return [
      `${String(at + 1).padStart(2)}. ${place}  ${took}${of}`,
      `    ${cutText(cleanLine(title), WIDTH)}`,
      ...(patches.length === 0 ? [`    → ${cutText(cleanLine(advice), WIDTH)}`] : []),
      ...patches.flatMap((patch) => [
        `    → patch ${patch.id}: ${cutText(cleanLine(patch.title), WIDTH)}`,
        ...fateOf(fates.get(patch.patch)),
      ]),
    ];
  });
  const alone = proposals.filter(
    ({ bottleneck, patch }) =>
      fates.get(patch)?.outcome === 'proven' && !bottlenecks.some(({ id }) => id === bottleneck),
  );
  const more = bottlenecks.length - MOST;
  return `${[
    bottlenecks.length === 0
      ? 'The crew found nothing that costs time.'
      : `${plural(bottlenecks.length, 'bottleneck')}, the dearest first; ${plural(proposals.length, 'patch', 'patches')}${proofs === null ? ', none of them proven yet' : ''}:`,
    ...lines,
    ...(more > 0 ? [`…and ${more} more in bottlenecks.csv.`] : []),
    ...alone.flatMap((patch) => [
      `    → patch ${patch.id}: ${cutText(cleanLine(patch.title), WIDTH)}`,
      ...fateOf(fates.get(patch.patch)),
    ]),
    ...endings.flatMap(({ agent, status, reason }) =>
      status === 'done' ? [] : [`${agent}: ${status}: ${cleanLine(reason)}`],
    ),
    ...(proofs ?? []).flatMap((proof) => togetherLine(proof, provenAlone(proofs ?? []))),
    ...(proofs === null ? [] : ['', `${tallyProofs(proofs)}; ${plural(rounds, 'round')}: ${ended}.`]),
    ...(costUsd === null ? [] : [`The model has cost ${costUsd.toFixed(2)} USD.`]),
    ...(paths.length === 0 ? [] : ['', ...paths.filter((path) => !path.endsWith('.patch')).map(shown)]),
    ...(proofs === null || proofs.length === 0 ? [] : [shown('proofs'), shown('crew/patches')]),
  ].join('\n')}\n`;
}

function fateOf(proof: Proof | undefined): readonly string[] {
  return proof === undefined ? [] : [`      ${proofLine(proof)}`];
}
