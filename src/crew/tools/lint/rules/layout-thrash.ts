// Layout read after a style was written, in each turn: the browser lays the page out again each time.
import { pathOf } from '../calls.ts';
import type { Node } from '@babel/types';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';

const READS =
  /^(offsetWidth|offsetHeight|offsetTop|offsetLeft|clientWidth|clientHeight|scrollHeight|scrollWidth|getBoundingClientRect|getClientRects|getComputedStyle)$/;
const CLASSES = /\.classList\.(add|remove|toggle)$/;
const WRITES = /\.style\.\w+$|\.style\[|\.(innerHTML|textContent|className)$/;

export const layoutThrash: Rule = {
  id: 'layout-thrash',
  category: 'layout_thrash',
  cost: 'one layout of the page per turn',
  severity: 'high',
  confidence: 'high',
  why: 'A read after a write makes the browser lay out the page at once; in a loop it does so in each turn.',
  mend: 'Read everything first, then write everything.',
  bad: `function level(rows: HTMLElement[]) {
    for (const row of rows) { row.style.height = 'auto'; row.dataset.height = String(row.offsetHeight); }
  }`,
  good: `function level(rows: HTMLElement[]) {
    const heights = rows.map((row) => row.offsetHeight);
    rows.forEach((row, index) => { row.style.height = heights[index] + 'px'; });
  }`,
  check: (source) => {
    const seen = new Set<Node>();
    const inLoops = source.tree.of('Identifier').flatMap((node) => {
      if (!READS.test(node.name)) return [];
      const [repeat] = source.repeats(node);
      if (repeat === undefined || seen.has(repeat.node) || !writesIn(repeat.node, source)) return [];
      seen.add(repeat.node);
      return [{ node, message: `\`${node.name}\` is read in a loop that also writes styles.` }];
    });
    return [...inLoops, ...readAtOnce(source)];
  },
};

/** `box.style.height = 'auto'; const height = box.offsetHeight;`: a statement that only reads means to lay out. */
function readAtOnce(source: Source): readonly { readonly node: Node; readonly message: string }[] {
  return source.tree.of('BlockStatement').flatMap(({ body }) =>
    body.flatMap((second, index) => {
      const first = body[index - 1];
      if (first?.type !== 'ExpressionStatement' || first.expression.type !== 'AssignmentExpression')
        return [];
      const object = /^(.+)\.style\.\w+$/.exec(pathOf(first.expression.left))?.[1];
      if (object === undefined || second.type !== 'VariableDeclaration') return [];
      const node = source.tree
        .within(second)
        .find(
          (at) =>
            at.type === 'MemberExpression' &&
            pathOf(at.object) === object &&
            at.property.type === 'Identifier' &&
            READS.test(at.property.name) &&
            source.functionOf(at) === source.functionOf(second),
        );
      return node === undefined || source.repeats(node).length > 0
        ? []
        : [{ node, message: 'The layout is read right after a style was written.' }];
    }),
  );
}

function writesIn(region: Node, { tree, textOf }: Source): boolean {
  return tree
    .within(region)
    .some(
      (node) =>
        (node.type === 'AssignmentExpression' && WRITES.test(textOf(node.left))) ||
        (node.type === 'CallExpression' && CLASSES.test(pathOf(node.callee))),
    );
}
