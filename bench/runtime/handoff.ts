// What the readers of the forty agents are handed, in tokens: a pointer to each document, or the document itself.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pointTo, renderPointer } from '../../src/runtime/context/render-pointer.ts';
import { estimateTokens } from '../../src/runtime/context/token-estimate.ts';
import { graph } from './seven-phases.ts';

const DOCS = join(import.meta.dirname, '../../docs');

export interface Handoffs {
  readonly count: number;
  /** The mean and the largest, by the estimate the runtime itself uses. */
  readonly pointerTokens: number;
  readonly mostPointerTokens: number;
  readonly fullTokens: number;
}

/** One hand-off for each document an agent reads; the documents are pages of perfcrew's own documentation, in turn. */
export async function measureHandoffs(): Promise<Handoffs> {
  const names = (await readdir(DOCS)).filter((name) => name.endsWith('.md')).toSorted();
  const pages = await Promise.all(names.map((name) => readFile(join(DOCS, name), 'utf8')));
  const pageOf = new Map(graph.tasks.map(({ id }, at) => [id, pages[at % pages.length] ?? '']));
  const handoffs = await Promise.all(
    graph.tasks.flatMap(({ reads }) =>
      reads.map(async (name) => {
        const text = pageOf.get(name) ?? '';
        const about = `${name}: ${text.split('\n', 1)[0] ?? ''}`;
        const pointer = renderPointer(await pointTo(`.tasks/${name}/output.json`, text, about));
        return { pointer: estimateTokens(pointer), full: estimateTokens(text) };
      }),
    ),
  );
  const mean = (pick: (one: (typeof handoffs)[number]) => number): number =>
    handoffs.reduce((sum, one) => sum + pick(one), 0) / handoffs.length;
  return {
    count: handoffs.length,
    pointerTokens: mean(({ pointer }) => pointer),
    mostPointerTokens: Math.max(...handoffs.map(({ pointer }) => pointer)),
    fullTokens: mean(({ full }) => full),
  };
}
