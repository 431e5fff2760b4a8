// Requests of the server to where its caller says.
import type { Node } from '@babel/types';
import type { Call } from '../../lint/calls.ts';
import type { Source } from '../../lint/source.ts';
import { type CodeRule, hit, sureness } from './code-rule.ts';
import { moduleOf } from './modules.ts';
import { optionOf } from './objects.ts';
import { isHostOpen } from './texts.ts';

const CLIENTS =
  /^(http|https|http2|undici|axios|got|ky|needle|superagent|request|node-fetch|ofetch|cross-fetch)$/;

export const serverSideRequest: CodeRule = {
  id: 'server-side-request',
  severity: 'high',
  confidence: 'medium',
  cwe: 'CWE-918',
  why: 'The caller reaches what only the server can: the metadata address of the cloud, databases, services without a login.',
  mend: 'Take the host from a list of your own, and only the path or an id from the request.',
  bad: "app.get('/preview', async (req, res) => { res.send(await (await fetch(req.query.address)).text()); });",
  good: "app.get('/preview', async (req, res) => {\n  res.send(await (await fetch(`https://pages.test/${encodeURIComponent(req.query.id)}`)).text());\n});",
  check: (source) =>
    source.calls.flatMap((call) => {
      const isAsked =
        isClient(call, source) && addresses(call).some((address) => isHostOpen(address, source));
      const message = `\`${call.name}\` asks a host that input from outside names.`;
      return isAsked ? [hit(call.node, message, sureness('request', call.node, source))] : [];
    }),
};

function isClient({ path, callee }: Call, source: Source): boolean {
  return /^(fetch|globalThis\.fetch|\$fetch)$/.test(path) || CLIENTS.test(moduleOf(callee, source) ?? '');
}

function addresses({ args: [first] }: Call): readonly Node[] {
  if (first === undefined) return [];
  if (first.type !== 'ObjectExpression') return [first];
  return ['url', 'uri', 'host', 'hostname', 'baseURL'].flatMap((name) => optionOf(first, name) ?? []);
}
