// A module asked for in each turn of a loop or at each request.
import { pathOf } from '../calls.ts';
import { handlerOf } from '../handlers.ts';
import type { Rule } from '../rule.ts';

export const importInHotPath: Rule = {
  id: 'import-in-hot-path',
  category: 'lazy_import',
  cost: 'a path lookup and a promise per call; the whole load at the first',
  severity: 'medium',
  confidence: 'medium',
  why: 'The first request pays for reading and compiling the module, each later one for resolving it again.',
  mend: 'Import at the top of the module, or keep the promise of the import in a constant.',
  bad: `app.get('/pdf', async (req, res) => {
    const { render } = await import('./render-pdf.js');
    res.send(await render(req.query.id));
  });`,
  good: `import { render } from './render-pdf.js';
  app.get('/pdf', async (req, res) => { res.send(await render(req.query.id)); });`,
  check: (source) =>
    source.calls.flatMap(({ node, callee, args: [module] }) => {
      const isImport = /^(require|import)$/.test(pathOf(callee)) && module?.type === 'StringLiteral';
      const isHot = isImport && (handlerOf(node, source) !== null || source.repeats(node).length > 0);
      return isHot ? [{ node, message: `\`${module.value}\` is asked for in a hot path.` }] : [];
    }),
};
