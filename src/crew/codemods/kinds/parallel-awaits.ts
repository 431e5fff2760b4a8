// Reads that wait for each other although none needs the other's answer, waited for together.
import type { AwaitExpression, Node, VariableDeclaration } from '@babel/types';
import { bare } from '../../tools/lint/calls.ts';
import { isReference } from '../../tools/lint/scopes.ts';
import type { Source } from '../../tools/lint/source.ts';
import { at, span, type Codemod, type Mend } from '../codemod.ts';
import { hasComments, indentOf } from '../hoist.ts';
import { type Reading, readingOf } from '../reads.ts';

export const parallelAwaits = {
  id: 'parallel-awaits',
  why: 'The waits stand one after the other; together they take as long as the longest. All of them read, none names what another answers, and their arguments are names, members and plain values. Look at what is seen when one fails: the others have been asked by then, and of two failures the first to come is thrown.',
  risk: 'medium',
  bad: "export async function page() {\n  const users = await fetch('/users');\n  const posts = await fetch('/posts');\n  return [users, posts];\n}\n",
  good: "export async function page() {\n  const [users, posts] = await Promise.all([\n    fetch('/users'),\n    fetch('/posts'),\n  ]);\n  return [users, posts];\n}\n",
  find: ({ code }) =>
    code.tree
      .of('BlockStatement')
      .flatMap(({ body }) => runsOf(body, code).flatMap((run) => mend(run, code))),
} as const satisfies Codemod;

interface Waiting {
  readonly statement: VariableDeclaration;
  readonly pattern: Node;
  readonly awaited: AwaitExpression;
  readonly reading: Reading;
}

/** The longest rows of waits that know nothing of each other. */
function runsOf(statements: readonly Node[], code: Source): readonly (readonly Waiting[])[] {
  const runs: Waiting[][] = [];
  let run: Waiting[] = [];
  for (const statement of statements) {
    const waiting = readWaiting(statement, code);
    const isFree = waiting !== null && !run.some(({ pattern }) => isNamedIn(pattern, waiting, code));
    if (!isFree || waiting === null) run = [];
    if (waiting === null) continue;
    if (run.length === 0) runs.push(run);
    run.push(waiting);
  }
  return runs.filter(({ length }) => length > 1);
}

function readWaiting(statement: Node, code: Source): Waiting | null {
  if (statement.type !== 'VariableDeclaration' || statement.kind !== 'const' || hasComments(statement))
    return null;
  const [declarator, ...others] = statement.declarations;
  if (declarator?.init?.type !== 'AwaitExpression' || others.length > 0) return null;
  const { id: pattern, init: awaited } = declarator;
  if ((pattern.type === 'Identifier' || pattern.type === 'ObjectPattern') && pattern.typeAnnotation)
    return null;
  // Defaults of a pattern run when it is taken apart, which is later then.
  if (code.tree.within(pattern).some(({ type }) => type === 'AssignmentPattern')) return null;
  const call = code.calls.find(({ node }) => node === bare(awaited.argument));
  if (call === undefined || !call.args.every((argument) => isStill(argument, code))) return null;
  const reading = readingOf(call, code);
  const isByName = call.object === null || isStill(call.object, code);
  return reading === null || !isByName ? null : { statement, pattern, awaited, reading };
}

/** Its value is the same whether it is read before or after another's wait, as far as this function tells. */
function isStill(node: Node, { tree, scopes }: Source): boolean {
  return [node, ...tree.within(node)].every((part) => {
    if (part.type === 'Identifier') {
      const binding = isReference(part, tree) ? scopes.resolve(part) : null;
      return binding === null || binding.writes.length === 0;
    }
    return /^(MemberExpression|\w+Literal|TemplateElement|ArrayExpression|ObjectExpression|ObjectProperty|ThisExpression|BinaryExpression)$/.test(
      part.type,
    );
  });
}

function isNamedIn(pattern: Node, { awaited, pattern: own }: Waiting, { tree }: Source): boolean {
  const names = new Set(
    [pattern, ...tree.within(pattern)].flatMap((node) => (node.type === 'Identifier' ? [node.name] : [])),
  );
  return [awaited, own].some((outer) =>
    tree.within(outer).some((node) => node.type === 'Identifier' && names.has(node.name)),
  );
}

function mend(run: readonly Waiting[], code: Source): readonly Mend[] {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined) return [];
  const newline = code.text.includes('\r\n') ? '\r\n' : '\n';
  const indent = indentOf(code.text, first.statement.start ?? 0);
  const step = indent.includes('\t') ? '\t' : '  ';
  const names = run.map(({ pattern }) => code.textOf(pattern)).join(', ');
  const calls = run
    .map(({ awaited }) => `${indent}${step}${code.textOf(awaited.argument)},${newline}`)
    .join('');
  const end = code.text.slice(0, last.statement.end ?? 0).endsWith(';') ? ';' : '';
  const text = `const [${names}] = await Promise.all([${newline}${calls}${indent}])${end}`;
  return [
    {
      ...at(first.statement),
      endLine: at(last.statement).endLine,
      subject: names,
      title: `Wait for ${run.length} reads at once`,
      ...(run.some(({ reading }) => reading === 'named') && {
        risk: 'high',
        note: 'That they only read is told by their names alone.',
      }),
      edits: [{ start: span(first.statement).start, end: span(last.statement).end, text }],
    },
  ];
}
