// An explanation for a terminal: the most expensive statement first, its plan, what is wrong with it, what would help.
import { formatQuantity } from '../core/format/format-quantity.ts';
import { plural } from '../core/format/plural.ts';
import { amount } from '../measure/query/render-plan.ts';
import { cleanBlock, cleanLine } from '../core/text/clean-text.ts';
import type { ExplainedStatement, Explanation } from './explanation.ts';

export function renderExplanation(explanation: Explanation): string {
  const { postgres, mode, statements, loops, indexes } = explanation;
  const how = mode === 'run' ? 'run and rolled back' : 'planned only, not run';
  return [
    `${plural(statements.length, 'statement')} on PostgreSQL ${postgres}, ${how}.`,
    ...loops.map(({ title, detail, location }) => section(`N+1${placeOf(location)}`, [title, detail])),
    ...statements.map(renderStatement),
    ...(indexes === null ? [] : [renderIndexes(indexes)]),
    ...renderUnneeded(explanation),
    '',
  ].join('\n\n');
}

function renderStatement(statement: ExplainedStatement): string {
  const { name, sql, location, calls, recorded, generic, refused, plan, blocks, cost, remarks } = statement;
  const numbers = [
    ...(blocks === null ? [] : [`${amount(blocks)} blocks`]),
    ...(cost === null ? [] : [`cost ${amount(cost)}`]),
    ...(recorded === null
      ? []
      : [
          `${amount(recorded.calls)} calls, ${amount(recorded.totalMs)} ms in all, ${amount(recorded.totalMs / Math.max(1, recorded.calls))} ms each`,
        ]),
    ...(generic ? ['planned for any values'] : []),
    ...calls.map(({ route, perRequest }) => `${perRequest} × in ${route}`),
  ];
  return section(`${name}${placeOf(location)}`, [
    ...(numbers.length === 0 ? [] : [numbers.join(', ')]),
    ...(name.includes(sql) ? [] : [sql.trim()]),
    ...(refused === null ? [] : [`The database refuses it: ${refused}.`]),
    ...(plan === null ? [] : [plan]),
    ...remarks.map(({ title, detail }) => `! ${title}\n${detail}`),
  ]);
}

function renderIndexes(indexes: NonNullable<Explanation['indexes']>): string {
  if (indexes.length === 0)
    return section('Indexes', ['None was found that makes these statements read less.']);
  return section(
    'Indexes that help, built and tried',
    indexes.map(({ statement, reason, sizeBytes, serves }) =>
      [
        statement,
        `${reason} ${formatQuantity(sizeBytes, 'bytes')}.`,
        ...serves.map(
          ({ name, blocksBefore, blocksAfter, medianMsBefore, medianMsAfter }) =>
            `${name}: ${amount(blocksBefore)} → ${amount(blocksAfter)} blocks, ${amount(medianMsBefore)} → ${amount(medianMsAfter)} ms`,
        ),
      ].join('\n'),
    ),
  );
}

function renderUnneeded({ unneeded }: Explanation): readonly string[] {
  if (unneeded.length === 0) return [];
  return [
    section(
      'Indexes these statements do without',
      unneeded.map(({ name, why }) => `${name}: ${why}`),
    ),
  ];
}

/** Text of the code under review may hide control characters. */
function section(title: string, blocks: readonly string[]): string {
  const indented = blocks.map((block) => cleanBlock(block).replaceAll(/^/gm, '  '));
  return [`── ${cleanLine(title)}`, ...indented].join('\n');
}

function placeOf(location: ExplainedStatement['location']): string {
  return location === null ? '' : ` (${location.path}:${location.line})`;
}
