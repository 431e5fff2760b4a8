// Redirects to where the link said.
import type { Node } from '@babel/types';
import type { Call } from '../../lint/calls.ts';
import { pathOf } from '../../lint/calls.ts';
import { type CodeRule, hit, sureness } from './code-rule.ts';
import { isHostOpen } from './texts.ts';

export const openRedirect: CodeRule = {
  id: 'open-redirect',
  severity: 'medium',
  confidence: 'medium',
  cwe: 'CWE-601',
  why: 'A link to your site leads to another one that looks like it and asks for the password.',
  mend: 'Redirect to a path of your own: refuse what does not start with one single slash, or choose from a list.',
  bad: "app.get('/login', (req, res) => { res.redirect(req.query.next); });",
  good: "app.get('/login', (req, res) => { res.redirect(`/welcome?from=${encodeURIComponent(req.query.next)}`); });",
  check: (source) => [
    ...source.calls.flatMap((call) => {
      const target = targetOf(call);
      const isOpen = target !== undefined && isHostOpen(target, source);
      const message = `\`${call.path || call.name}\` leads to an address that input from outside names.`;
      return isOpen ? [hit(call.node, message, sureness('request', call.node, source))] : [];
    }),
    ...source.tree.of('AssignmentExpression').flatMap((node) => {
      const isAddress = /^((window|document|top|self)\.)?location(\.href)?$/.test(pathOf(node.left));
      return isAddress && isHostOpen(node.right, source)
        ? [hit(node, 'The page goes to an address that its own address names.', 'medium')]
        : [];
    }),
  ],
};

function targetOf({ name, path, args }: Call): Node | undefined {
  if (name === 'redirect' || name === 'permanentRedirect')
    return args.find(({ type }) => type !== 'NumericLiteral');
  return /(^|\.)location\.(assign|replace)$/.test(path) ? args[0] : undefined;
}
