// Layout read after a style was written, in each turn: the browser lays the page out again each time.
import type { Node } from '@babel/types';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';

const READS =
  /^(offsetWidth|offsetHeight|offsetTop|offsetLeft|clientWidth|clientHeight|scrollHeight|scrollWidth|getBoundingClientRect|getClientRects|getComputedStyle)$/;
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
    return source.tree.of('Identifier').flatMap((node) => {
      if (!READS.test(node.name)) return [];
      const [repeat] = source.repeats(node);
      if (repeat === undefined || seen.has(repeat.node) || !writesIn(repeat.node, source)) return [];
      seen.add(repeat.node);
      return [{ node, message: `\`${node.name}\` is read in a loop that also writes styles.` }];
    });
  },
};

function writesIn(region: Node, { tree, textOf }: Source): boolean {
  return tree
    .within(region)
    .some((node) => node.type === 'AssignmentExpression' && WRITES.test(textOf(node.left)));
}
