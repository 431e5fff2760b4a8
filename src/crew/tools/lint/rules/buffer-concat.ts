// A buffer joined anew with each chunk.
import { pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';

export const bufferConcat: Rule = {
  id: 'buffer-concat',
  category: 'redundant_copy',
  cost: 'O(n²) bytes copied',
  severity: 'medium',
  confidence: 'high',
  why: 'All bytes that have come so far are copied again with each chunk.',
  mend: 'Keep the chunks in a list and join them once at the end.',
  bad: `function collect(stream) {
    let body = Buffer.alloc(0);
    stream.on('data', (chunk) => { body = Buffer.concat([body, chunk]); });
    stream.on('end', () => use(body));
  }`,
  good: `function collect(stream) {
    const chunks = [];
    stream.on('data', (chunk) => { chunks.push(chunk); });
    stream.on('end', () => use(Buffer.concat(chunks)));
  }`,
  check: ({ tree }) =>
    tree.of('AssignmentExpression').flatMap((node) => {
      const { left, right } = node;
      if (right.type !== 'CallExpression' || pathOf(right.callee) !== 'Buffer.concat') return [];
      const [list] = right.arguments;
      const isGrowing =
        list?.type === 'ArrayExpression' &&
        pathOf(left) !== '' &&
        list.elements.some((element) => element && pathOf(element) === pathOf(left));
      return isGrowing ? [{ node, message: `\`${pathOf(left)}\` is copied whole with each chunk.` }] : [];
    }),
};
