// Moves a constant expression out of a function to the top of its module, with the declaration that held it.
import type { Expression, Identifier, Node } from '@babel/types';
import type { Binding } from '../tools/lint/scopes.ts';
import type { Source } from '../tools/lint/source.ts';
import { at, span, type CodeSubject, type Mend } from './codemod.ts';
import type { Edit } from './edit.ts';
import { isSentElsewhere } from './sent-elsewhere.ts';
import { constantName, freshName, insertAtTop, isModule, isReadyWhenCalled } from './module-level.ts';

export interface Hoisting {
  readonly expression: Expression;
  readonly title: string;
  /** Where no declaration names it. */
  readonly wantedName: string;
  /** Whether a use neither changes it, nor hands it on, nor compares it. */
  readonly isHarmless: (use: Node) => boolean;
}

/** Null where it is not the same for sure. The expression itself must be made of constants alone. */
export function hoist(subject: CodeSubject, hoisting: Hoisting): Mend | null {
  const { code } = subject;
  const { expression, isHarmless } = hoisting;
  const outer = code.functionOf(expression);
  if (outer === null || !isModule(code) || hasComments(expression)) return null;
  if (isSentElsewhere(expression, subject)) return null;
  const readiness = isReadyWhenCalled(subject, expression);
  if (readiness === 'no') return null;
  const binding = bindingOf(expression, code);
  if (binding === null && !isHarmless(expression)) return null;
  if (binding !== null && !binding.references.every(isHarmless)) return null;
  const name = freshName(code, constantName(binding?.name ?? hoisting.wantedName));
  const edits = binding === null ? [{ ...span(expression), text: name }] : moved(binding, name, code);
  if (edits === null) return null;
  const flat = dedent(code.textOf(expression), indentOf(code.text, expression.start ?? 0));
  return {
    ...at(expression),
    subject: code.textOf(expression),
    title: hoisting.title,
    ...(readiness === 'unknown' && {
      risk: 'medium',
      note: 'Look whether an import cycle calls the function before its module has run: the constant is not there then.',
    }),
    edits: [insertAtTop(code, `const ${name} = ${flat};`), ...edits],
  };
}

/** `const name = expression` with nothing else in the statement. */
function bindingOf(expression: Node, { tree, scopes }: Source): Binding | null {
  const declarator = tree.parent(expression);
  if (declarator?.type !== 'VariableDeclarator' || declarator.init !== expression) return null;
  return scopes.bindings.find((binding) => binding.declaration === declarator) ?? null;
}

/** Null where the declaration is more than a name and a value on lines of its own. */
function moved(binding: Binding, name: string, code: Source): readonly Edit[] | null {
  const { declaration, identifier, kind, writes, references } = binding;
  const statement = code.tree.parent(declaration);
  if (kind !== 'const' || writes.length > 0 || identifier.typeAnnotation) return null;
  if (statement?.type !== 'VariableDeclaration' || statement.declarations.length !== 1) return null;
  if (code.tree.parent(statement)?.type !== 'BlockStatement' || hasComments(statement)) return null;
  if (references.some((reference) => isShorthand(reference, code))) return null;
  const line = wholeLines(statement, code.text);
  if (line === null) return null;
  return [line, ...references.map((reference) => ({ ...span(reference), text: name }))];
}

function isShorthand(reference: Identifier, { tree }: Source): boolean {
  const parent = tree.parent(reference);
  return parent?.type === 'ObjectProperty' && parent.shorthand;
}

export function hasComments(node: Node): boolean {
  return [node.leadingComments, node.trailingComments, node.innerComments].some(
    (comments) => (comments?.length ?? 0) > 0,
  );
}

/** Takes a statement out with its lines; null where it shares them. */
function wholeLines(node: Node, text: string): Edit | null {
  const before = /[^\S\n]*$/.exec(text.slice(0, node.start ?? 0));
  const after = /^[^\S\n]*(?:\n|$)/.exec(text.slice(node.end ?? 0));
  const start = before?.index ?? 0;
  if (after === null || (start > 0 && text[start - 1] !== '\n')) return null;
  return { start, end: (node.end ?? 0) + after[0].length, text: '' };
}

export function indentOf(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^[^\S\n]*/.exec(line)?.[0] ?? '';
}

/** Template text would change with its indent: what holds one stays as it is. */
function dedent(text: string, indent: string): string {
  return text.includes('`') ? text : text.replaceAll(`\n${indent}`, '\n');
}
