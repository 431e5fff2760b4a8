// The tables of what every rule finds in so many seconds, with perfcrew's goal beside them.
import { markdownTable, percentText } from '../kit/table.ts';
import { KINDS, type Kind } from './pool.ts';
import { OWN, type Power, type PowerCell, SECONDS } from './result.ts';

const GOAL = { kind: 'cpu', percent: 5, seconds: 60, detected: 0.95, falseAlarms: 0.01 } as const;

export function renderPower({ cells, pools, rules }: Pick<Power, 'cells' | 'pools' | 'rules'>): string {
  if (cells.length === 0) return 'Nothing was replayed: the pool without an effect is missing.';
  const recorded = pools.map(
    ({ kind, percent, restarts, blocks }) =>
      `${kind} +${percent} %: ${restarts} restarts, ${blocks} pairs of blocks`,
  );
  return [
    goalLine(cells),
    ...KINDS.flatMap((kind) => kindTables(kind, cells)),
    '',
    `Recorded once and drawn from with replacement (${cells[0]?.trials ?? 0} draws for each figure): ${recorded.join('; ')}. Seconds hold the load on all processes, warm-up included.`,
    '',
    'The brackets ask what a peer’s rule could do if somebody knew its right threshold: it is fitted to one half of the samples without\neffect so that it calls no more of them slower than perfcrew does, and then judges the other half (false alarms) and the effects (found); the mean of\nboth ways. perfcrew is fitted to nothing.',
    '',
    'Rules, from their published description:',
    '',
    ...rules.map(
      ({ name, source, design }) =>
        `- ${name}: ${source}; on ${design === 'blocks' ? 'a run of base, then one of head' : 'interleaved samples'}`,
    ),
  ].join('\n');
}

function goalLine(cells: readonly PowerCell[]): string {
  const at = (percent: number): PowerCell | undefined =>
    cells.find(
      (cell) =>
        cell.rule === OWN &&
        cell.kind === GOAL.kind &&
        cell.percent === percent &&
        cell.seconds === GOAL.seconds,
    );
  const [found, unchanged] = [at(GOAL.percent), at(0)];
  if (found === undefined || unchanged === undefined)
    return `The goal (+${GOAL.percent} % CPU) was not measured.`;
  const [detected, alarms] = [found.slower / found.trials, unchanged.slower / unchanged.trials];
  const held = detected >= GOAL.detected && alarms <= GOAL.falseAlarms;
  return `+${GOAL.percent} % CPU within ${GOAL.seconds} s: found ${percentText(detected)} (goal ≥ ${percentText(GOAL.detected)}) at ${percentText(alarms)} false alarms (goal ≤ ${percentText(GOAL.falseAlarms)}): ${held ? 'held' : 'missed'}.`;
}

function kindTables(kind: Kind, cells: readonly PowerCell[]): string[] {
  const own = cells.filter((cell) => cell.kind === kind);
  const percents = [...new Set(own.map(({ percent }) => percent))].toSorted((one, other) => one - other);
  return percents.flatMap((percent) => ['', ...effectTable(kind, percent, own)]);
}

function effectTable(kind: Kind, percent: number, cells: readonly PowerCell[]): string[] {
  const rows = cells.filter((cell) => cell.percent === percent);
  const names = [...new Set(rows.map(({ rule }) => rule))];
  const title =
    percent === 0
      ? `No effect (${kind}): share of draws called slower, that is false alarms; in brackets with a threshold fitted to other draws`
      : `+${percent} % ${kind}: share found by seconds of measuring; in brackets with the threshold fitted`;
  return [
    `**${title}**`,
    '',
    markdownTable(
      ['rule', ...SECONDS.map((seconds) => `${seconds} s`)],
      names.map((name) => [
        name,
        ...SECONDS.map((seconds) =>
          cellText(rows.find((row) => row.rule === name && row.seconds === seconds)),
        ),
      ]),
    ),
  ];
}

function cellText(cell: PowerCell | undefined): string {
  if (cell === undefined) return '–';
  const share = percentText(cell.slower / cell.trials);
  if (cell.rule === OWN) return `**${share}**, ${cell.meanSeconds.toFixed(0)} s on average`;
  const fitted = cell.percent === 0 ? cell.alarmsElsewhere : cell.slowerAtEqual;
  return fitted === null ? share : `${share} (${percentText(fitted / cell.trials)})`;
}
