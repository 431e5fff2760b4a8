// What to do, the dearest first: the place, the one thing to do there, and the patch where the crew has one.
import { formatQuantity } from '../../../core/format/format-quantity.ts';
import type { Bottleneck } from '../../bottleneck.ts';
import { codeSpan, escapeProse } from '../../../core/markdown/escape-markdown.ts';
import { fence } from '../../../core/markdown/fence.ts';
import type { Proposal } from '../../proposal.ts';
import type { ExitGate } from './exit-gate.ts';
import { costOf, placeOf } from '../cost-text.ts';

export interface CacheAdvice {
  readonly route: string;
  /** What one request takes less on average; null where nothing was measured. */
  readonly savedMs: number | null;
  readonly reason: string;
}

export interface Recommendable {
  readonly gate: ExitGate;
  readonly bottlenecks: readonly Bottleneck[];
  readonly proposals: readonly Proposal[];
  readonly caching: readonly CacheAdvice[];
}

/** Longer patches are in files of their own. */
const PATCH_ROOM = { lines: 120, characters: 8000 };
/** More than this nobody does in one pull request. */
const MOST = 10;
const MOST_WHY = 1500;

export function recommendations({ gate, bottlenecks, proposals, caching }: Recommendable): string {
  const shown = bottlenecks.slice(0, MOST);
  const steps = shown.flatMap((bottleneck, at) => {
    const patches = proposals.filter((proposal) => proposal.bottleneck === bottleneck.id);
    return [
      `## ${at + 1}. ${escapeProse(bottleneck.title)}`,
      '',
      `${placeOf(bottleneck)} costs ${costOf(bottleneck)}${bottleneck.origin === 'before' ? '; it was there before this change' : ''}.`,
      '',
      escapeProse(bottleneck.advice),
      '',
      ...patches.flatMap(({ id, title, why, risk, patch }) => [
        `**Patch ${codeSpan(id)}** (${risk} risk, not proven yet): ${escapeProse(title)}. ${escapeProse(why, MOST_WHY)}`,
        '',
        fence(patch, PATCH_ROOM),
        '',
      ]),
    ];
  });
  const own = proposals.filter(({ bottleneck }) => !shown.some(({ id }) => id === bottleneck));
  return [
    '# Recommendations',
    '',
    SUMMARY[gate.conclusion],
    '',
    ...steps,
    ...(bottlenecks.length > MOST
      ? [`${bottlenecks.length - MOST} more are in ${codeSpan('bottlenecks.csv')}.`, '']
      : []),
    ...(caching.length === 0
      ? []
      : [
          '## Worth caching',
          '',
          ...caching.map(
            ({ route, savedMs, reason }) =>
              `- ${codeSpan(route)}${savedMs === null ? '' : `, about ${formatQuantity(savedMs, 'ms')} less per request`}: ${escapeProse(reason)}`,
          ),
          '',
          `How is in ${codeSpan('cache-architecture.md')}.`,
          '',
        ]),
    ...(own.length === 0
      ? []
      : [
          '## Other patches',
          '',
          ...own.map(
            ({ id, title, risk }) =>
              `- ${codeSpan(id)} (${risk} risk, not proven yet): ${escapeProse(title)}`,
          ),
          '',
        ]),
  ].join('\n');
}

const SUMMARY = {
  holds: 'Every target holds: nothing has to be done.',
  mendable: 'Targets are missed, and for each of them there is a patch to prove.',
  open: 'Targets are missed, and not for all of them the crew has a patch: the advice below is for a person.',
} as const;
