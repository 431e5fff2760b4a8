// A plan as a text tree, short enough to read side by side and without the numbers that differ from run to run.
import type { Plan, PlanNode } from './plan-tree.ts';

export function renderPlan({ root }: Plan): string {
  return [...lines(root, '', '')].join('\n');
}

/** `Index Scan using orders_pkey on orders o`: what the node does, without numbers. */
export function nodeTitle(node: PlanNode): string {
  const using = node.index === null ? '' : ` using ${node.index}`;
  const alias = node.alias === null || node.alias === node.relation ? '' : ` ${node.alias}`;
  const on = node.relation === null ? '' : ` on ${node.relation}${alias}`;
  const variant =
    node.variant === null || node.variant === 'Inner' || node.variant === 'Plain' ? '' : ` (${node.variant})`;
  return `${node.type}${node.backwards ? ' Backward' : ''}${variant}${using}${on}`;
}

function* lines(node: PlanNode, first: string, rest: string): Generator<string> {
  const name = node.subplan === null ? '' : `${node.subplan}: `;
  yield `${first}${name}${nodeTitle(node)}  (${numbers(node)})`;
  const hasChildren = node.children.length > 0;
  for (const { label, text } of node.conditions)
    yield `${rest}${hasChildren ? '│' : ' '}    ${label}: ${text}`;
  if (node.rowsRemoved > 0)
    yield `${rest}${hasChildren ? '│' : ' '}    Rows removed: ${amount(node.rowsRemoved)}`;
  for (const [index, child] of node.children.entries()) {
    const last = index === node.children.length - 1;
    yield* lines(child, `${rest}${last ? '└─ ' : '├─ '}`, `${rest}${last ? '   ' : '│  '}`);
  }
}

function numbers(node: PlanNode): string {
  const parts = [`cost ${amount(node.totalCost)}`, `${amount(node.planRows)} rows expected`];
  if (node.actualRows !== null) {
    parts.push(node.loops === 0 ? 'never run' : `${amount(node.actualRows)} found${times(node.loops)}`);
    parts.push(`${amount(node.blocks)} blocks`);
  }
  if (node.spilledKb > 0) parts.push(`${amount(node.spilledKb)} kB on disk`);
  return parts.join(', ');
}

function times(loops: number): string {
  return loops === 1 ? '' : ` × ${amount(loops)} loops`;
}

/** 12345.678 → `12,346`; small fractions keep two digits. */
export function amount(value: number): string {
  const digits = Math.abs(value) < 100 && !Number.isInteger(value) ? 2 : 0;
  const [whole = '0', fraction] = value.toFixed(digits).split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
}
