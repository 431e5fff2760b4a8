// Encrypted connections to whoever answers.
import { pathOf } from '../../lint/calls.ts';
import { type CodeRule, hit } from './code-rule.ts';
import { isFalse, keyOf } from './objects.ts';

export const tlsUnverified: CodeRule = {
  id: 'tls-unverified',
  severity: 'high',
  confidence: 'high',
  cwe: 'CWE-295',
  why: 'Any certificate is accepted: who sits in between reads and changes everything.',
  mend: 'Give the authority that signed the certificate as `ca`, and let the check stand.',
  bad: "import https from 'node:https';\nexport const agent = new https.Agent({ rejectUnauthorized: false });",
  good: "import https from 'node:https';\nexport const agentFor = (ca: string) => new https.Agent({ ca });",
  check: ({ tree }) => [
    ...tree
      .of('ObjectProperty')
      .flatMap((node) =>
        keyOf(node.key) === 'rejectUnauthorized' && isFalse(node.value)
          ? [hit(node, 'The certificate of the other side is not checked.')]
          : [],
      ),
    ...tree.of('AssignmentExpression').flatMap((node) => {
      const isSwitch = pathOf(node.left) === 'process.env.NODE_TLS_REJECT_UNAUTHORIZED';
      const isOff =
        node.right.type === 'StringLiteral' ? node.right.value === '0' : node.right.type === 'NumericLiteral';
      return isSwitch && isOff ? [hit(node, 'No certificate is checked in the whole process.')] : [];
    }),
  ],
};
