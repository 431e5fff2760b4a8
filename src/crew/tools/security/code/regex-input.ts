// Patterns that a request can make slow: one it writes itself, or one that backtracks over what it sends.
import type { Node } from '@babel/types';
import { findBacktracking } from '../../lint/backtracking.ts';
import type { Source } from '../../lint/source.ts';
import { type CodeRule, hit, sureness } from './code-rule.ts';
import { originOf } from './origin.ts';
import { follow } from './texts.ts';

export const regexInput: CodeRule = {
  id: 'regex-input',
  severity: 'high',
  confidence: 'medium',
  cwe: 'CWE-1333',
  why: 'A few dozen characters keep the engine busy for seconds, and nobody else is answered meanwhile.',
  mend: 'Escape what comes from outside (RegExp.escape), bound its length, and let each character be matched in one way only.',
  bad: "app.get('/find', (req, res) => { res.json(names.filter((name) => new RegExp(req.query.pattern).test(name))); });",
  good: "app.get('/find', (req, res) => { res.json(names.filter((name) => name.includes(req.query.part))); });",
  check: (source) =>
    source.calls.flatMap(({ node, path, name, object, args: [first] }) => {
      const sure = sureness('request', node, source);
      if (path === 'RegExp')
        return first !== undefined && originOf(first, source) === 'request'
          ? [hit(node, 'Input from outside is read as a pattern.', sure)]
          : [];
      if (object === null || first === undefined) return [];
      const isOfPattern = name === 'test' || name === 'exec';
      if (!isOfPattern && !/^(match|matchAll|replace|replaceAll|search|split)$/.test(name)) return [];
      const [pattern, text] = isOfPattern ? [object, first] : [first, object];
      const slow = slowness(pattern, source);
      return slow !== null && originOf(text, source) === 'request'
        ? [hit(node, `Input from outside is matched by a pattern that backtracks. ${slow}`, sure)]
        : [];
    }),
};

function slowness(pattern: Node, source: Source): string | null {
  const at = follow(pattern, source);
  return at.type === 'RegExpLiteral' ? findBacktracking(at.pattern, at.flags) : null;
}
