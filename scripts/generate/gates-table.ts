// The README's table of gates per level, from the table the plan is made by.
import { LEVELS } from '../../src/core/level.ts';
import { GATE_TABLE, type GateCell, type GateRow } from '../../src/plan/gate-table.ts';
import { markdownTable } from './markers.ts';

/** Gates this version can run; the others have no estimate yet. */
export function gatesTable(): string {
  const rows: readonly (readonly [string, GateRow])[] = Object.entries(GATE_TABLE);
  return markdownTable(
    ['gate', 'runs', ...LEVELS],
    rows
      .filter(([, { minutes }]) => minutes.all + minutes.perTarget > 0)
      .map(([gate, row]) => [`\`${gate}\``, row.does, ...LEVELS.map((level) => cellText(row.levels[level]))]),
  );
}

function cellText({ run, required }: GateCell): string {
  if (run === 'skip') return '–';
  return required ? run : `${run}, not required`;
}
