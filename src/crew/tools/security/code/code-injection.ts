// Text that is run as code.
import { type CodeRule, hit, originWords, sureness } from './code-rule.ts';
import { moduleOf } from './modules.ts';
import { originOf } from './origin.ts';

export const codeInjection: CodeRule = {
  id: 'code-injection',
  severity: 'high',
  confidence: 'low',
  cwe: 'CWE-95',
  why: 'Whoever writes a part of the text runs code with all rights of the process; node:vm is no sandbox, as its manual says.',
  mend: 'Parse the text as data (JSON.parse, a small grammar), or choose among functions by name.',
  bad: "app.post('/sum', (req, res) => { res.json(eval(req.body.formula)); });",
  good: "app.post('/sum', (req, res) => { res.json(JSON.parse(req.body.formula)); });\nexport const root = new Function('return this')();",
  check: (source) =>
    source.calls.flatMap(({ node, path, name, isNew, callee, args }) => {
      const isVm =
        moduleOf(callee, source) === 'vm' && /^(runIn\w*Context|Script|compileFunction)$/.test(name);
      const isEval = path === 'eval' || path === 'globalThis.eval' || path === 'window.eval';
      const isFunction = path === 'Function' && (isNew || args.length > 0);
      if (!isVm && !isEval && !isFunction) return [];
      const origins = (isVm ? args.slice(0, 1) : args).map((part) => originOf(part, source));
      const origin = origins.find((one) => one === 'request') ?? origins.find((one) => one === 'unknown');
      if (origin === undefined) return [];
      return [hit(node, `\`${path}\` runs ${originWords(origin)} as code.`, sureness(origin, node, source))];
    }),
};
