// Movement by properties that lay the page out in each frame, where a transform is only composed.
// https://web.dev/articles/animations-guide names which properties take which path.
import type { Node } from '@babel/types';
import { pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';

const MOVES = /(^|,)\s*(width|left|right|top|bottom|margin(-\w+)?)\s+[\d.$]/;

export const animatedLayout: Rule = {
  id: 'animated-layout',
  category: 'layout_thrash',
  cost: 'a layout of the page per frame',
  severity: 'medium',
  confidence: 'medium',
  why: 'A change of width or place lays out everything around it in each frame; a transform is left to the compositor.',
  mend: 'Move by `transform: translate()` and grow by `scale()`.',
  bad: `export const bar = (share) => ({ width: share + '%', transition: 'width 0.1s, opacity 0.4s' });`,
  good: `export const bar = (share) => ({ transform: \`scaleX(\${share}%)\`, transition: 'transform 0.1s, opacity 0.4s' });`,
  check: (source) => [
    ...source.tree.of('ObjectProperty').flatMap((node) => {
      const isTransition = node.key.type === 'Identifier' && /^transition(Property)?$/.test(node.key.name);
      return isTransition && MOVES.test(`${constantText(node.value)} 0`)
        ? [{ node, message: 'This transition lays the page out in each frame.' }]
        : [];
    }),
    ...placings(source),
  ],
};

function constantText(node: Node): string {
  if (node.type === 'StringLiteral') return node.value;
  return node.type === 'TemplateLiteral' ? node.quasis.map(({ value }) => value.raw).join('$') : '';
}

/** `bar.style.left = …; bar.style.width = …;`: placed by hand. */
function placings({
  tree,
  text,
  functionOf,
}: Source): readonly { readonly node: Node; readonly message: string }[] {
  const placed = tree.of('AssignmentExpression').flatMap((node) => {
    const path = pathOf(node.left);
    const [, object, property] = /^(.*)\.style\.(left|top|right|bottom|width|height)$/.exec(path) ?? [];
    const isConstant = /^(String|Numeric)Literal$/.test(node.right.type);
    if (object === undefined || property === undefined || isConstant) return [];
    return [
      { node, place: `${object}:${functionOf(node)?.start ?? 0}`, kind: /width|height/.test(property) },
    ];
  });
  // What takes place and width from another element moves along with it.
  const follows = /\.offset(Left|Top)\b/.test(text) && /\.offset(Width|Height)\b/.test(text);
  const groups = Map.groupBy(placed, ({ place }) => place);
  return [...groups.values()].flatMap((writes) => {
    const [first] = writes;
    const isBoth = writes.some(({ kind }) => kind) && writes.some(({ kind }) => !kind);
    return first !== undefined && isBoth
      ? [
          {
            node: first.node,
            message: 'Place and size are written by hand, which lays the page out.',
            confidence: follows ? ('medium' as const) : ('low' as const),
          },
        ]
      : [];
  });
}
