// Answers with the visitor's login that any site may read.
import type { Node } from '@babel/types';
import type { Source } from '../../lint/source.ts';
import type { SecurityHit } from '../rule.ts';
import { type CodeRule, hit, sureness } from './code-rule.ts';
import { isTrue, optionOf } from './objects.ts';
import { originOf } from './origin.ts';
import { certainText } from './texts.ts';

export const openCors: CodeRule = {
  id: 'open-cors',
  severity: 'high',
  confidence: 'high',
  cwe: 'CWE-942',
  why: 'Every site that the visitor opens can ask as the visitor and read the answer (Fetch standard, CORS protocol and credentials).',
  mend: 'List the origins that may, and send credentials to those only.',
  bad: 'app.use(cors({ origin: true, credentials: true }));',
  good: "app.use(cors({ origin: ['https://shop.test'], credentials: true }));\napp.use('/public', cors({ origin: '*' }));",
  check: (source) =>
    source.calls.flatMap(({ node, name, args }) => {
      const options = args.find((part) => optionOf(part, 'credentials') !== null);
      if (/cors/i.test(name) && isTrue(optionOf(options, 'credentials'))) {
        const origin = optionOf(options, 'origin');
        const isOpen = isTrue(origin) || certainText(origin ?? undefined, source) === '*';
        return isOpen ? [hit(node, 'Every origin is allowed, with credentials.')] : [];
      }
      return /^(setHeader|header|set|append)$/.test(name) ? judgeHeader(node, args, source) : [];
    }),
};

function judgeHeader(node: Node, args: readonly Node[], source: Source): readonly SecurityHit[] {
  const [header, value] = args;
  if (!/^access-control-allow-origin$/i.test(certainText(header, source)) || value === undefined) return [];
  const isOpen = certainText(value, source) === '*' || originOf(value, source) === 'request';
  const scope = source.functionOf(node) ?? source.tree.nodes[0];
  const isWithLogin =
    scope !== undefined &&
    /access-control-allow-credentials['"`]\s*,\s*['"`]?true/i.test(source.textOf(scope));
  return isOpen && isWithLogin
    ? [hit(node, 'Whatever origin asks is allowed, with credentials.', sureness('request', node, source))]
    : [];
}
