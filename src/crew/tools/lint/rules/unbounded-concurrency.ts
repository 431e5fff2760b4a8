// As many processes, files or requests at once as the list is long.
import { pathOf } from '../calls.ts';
import { isInlineFunction } from '../functions.ts';
import type { Rule } from '../rule.ts';
import { handlerOf } from '../handlers.ts';

const HEAVY = /^(exec|execFile|execa|spawn|fork|execAsync|\$)$/;

export const unboundedConcurrency: Rule = {
  id: 'unbounded-concurrency',
  category: 'other',
  cost: 'as many at once as the list is long',
  severity: 'medium',
  confidence: 'medium',
  why: 'All start at the same time: processes compete for cores and memory, sockets and file handles run out.',
  mend: 'Limit how many run at once (p-limit, or a loop over a few workers).',
  bad: `export const all = (files: string[]) => Promise.all(files.map((file) => execFile('convert', [file])));`,
  good: `const limit = pLimit(4);
  export const all = (files: string[]) => Promise.all(files.map((file) => limit(() => execFile('convert', [file]))));`,
  check: (source) =>
    source.calls.flatMap(({ node, callee, args: [list] }) => {
      if (!/^Promise\.(all|allSettled)$/.test(pathOf(callee)) || list?.type !== 'CallExpression') return [];
      const [step] = list.arguments;
      if (!source.textOf(list.callee).endsWith('map') || !isInlineFunction(step)) return [];
      const heavy = source.calls.find(
        (call) =>
          source.functionOf(call.node) === step &&
          (HEAVY.test(call.name) || (call.name === 'fetch' && handlerOf(node, source) !== null)),
      );
      return heavy === undefined
        ? []
        : [{ node, message: `\`${heavy.name}\` is started for all elements at once.` }];
    }),
};
