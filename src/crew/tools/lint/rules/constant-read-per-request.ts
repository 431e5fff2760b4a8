// A file whose name never differs, read again for each request.
import type { Node } from '@babel/types';
import { pathOf } from '../calls.ts';
import { handlerOf } from '../handlers.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';

export const constantReadPerRequest: Rule = {
  id: 'constant-read-per-request',
  category: 'missing_cache',
  alsoCategories: ['redundant_io', 'hoist_invariant'],
  cost: 'a read of the disk per request',
  severity: 'medium',
  confidence: 'high',
  why: 'The file is the same for everyone, and rarely changes while the server runs.',
  mend: 'Read it once when the server starts, or keep it for a while.',
  bad: `app.get('/', async (req, res) => { res.send(await readFile('./index.html', 'utf8')); });`,
  good: `const page = await readFile('./index.html', 'utf8');
  app.get('/', (req, res) => { res.send(page); });`,
  check: (source) =>
    source.calls.flatMap(({ node, name, args: [path] }) =>
      name === 'readFile' && path !== undefined && isFixed(path, source) && handlerOf(node, source) !== null
        ? [{ node, message: 'The same file is read for each request.' }]
        : [],
    ),
};

/** A text, a constant of the module, or a path joined from such. */
function isFixed(node: Node, source: Source): boolean {
  if (node.type === 'StringLiteral') return true;
  if (node.type === 'Identifier') {
    const binding = source.scopes.resolve(node);
    return binding === null
      ? /^__(dirname|filename)$/.test(node.name)
      : binding.scope.type === 'Program' && binding.kind === 'const';
  }
  return (
    node.type === 'CallExpression' &&
    /(^|\.)(join|resolve)$/.test(pathOf(node.callee)) &&
    node.arguments.every((part) => isFixed(part, source))
  );
}
