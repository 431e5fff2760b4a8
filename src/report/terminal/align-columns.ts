// A table of plain text that gives up columns' widths, then whole columns from the right, before it wraps.
import { cutText } from '../../core/text/cut-text.ts';

export interface Columns {
  readonly head: readonly string[];
  /** One letter a column: l(eft) or r(ight). */
  readonly align: string;
  readonly rows: readonly (readonly string[])[];
  readonly width: number;
}

const GAP = '  ';
/** The first columns name the row: they are narrowed, never left out. */
const NARROWEST = { 1: 22, 2: 18 } as const;

export function alignColumns({ head, align, rows, width }: Columns): readonly string[] {
  const widths = head.map((name, column) =>
    Math.max(name.length, ...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const kept = fit(widths, width);
  return [head, ...rows].map((cells) =>
    kept
      .map((size, column) => {
        const text = cutText(cells[column] ?? '', size);
        return align[column] === 'r' ? text.padStart(size) : text.padEnd(size);
      })
      .join(GAP)
      .trimEnd(),
  );
}

function fit(widths: readonly number[], width: number): readonly number[] {
  const total = (sizes: readonly number[]) =>
    sizes.reduce((sum, size) => sum + size, 0) + GAP.length * (sizes.length - 1);
  const narrowed = [...widths];
  for (const column of [1, 2] as const) {
    const excess = total(narrowed) - width;
    const size = narrowed[column] ?? 0;
    if (excess > 0) narrowed[column] = Math.min(size, Math.max(NARROWEST[column], size - excess));
  }
  while (narrowed.length > 3 && total(narrowed) > width) narrowed.pop();
  return narrowed;
}
