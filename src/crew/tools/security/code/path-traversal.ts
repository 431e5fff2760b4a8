// Paths that a request names.
import { type CodeRule, hit, sureness } from './code-rule.ts';
import { moduleOf } from './modules.ts';
import { originOf } from './origin.ts';
import { optionOf } from './objects.ts';

const FILES = /^(fs|fs\/promises|fs-extra|graceful-fs)$/;

export const pathTraversal: CodeRule = {
  id: 'path-traversal',
  severity: 'high',
  confidence: 'medium',
  cwe: 'CWE-22',
  why: '`..` in the value leaves the folder: any file of the machine that the process may read is given out, or written.',
  mend: 'Take path.basename of the value, or resolve it and refuse what does not start with the folder and a separator.',
  bad: "import fs from 'node:fs';\napp.get('/files/:name', (req, res) => {\n  fs.createReadStream(path.join(ROOT, req.params.name)).pipe(res);\n});",
  good: "import fs from 'node:fs';\napp.get('/files/:name', (req, res) => {\n  const file = path.join(ROOT, req.params.name);\n  if (!file.startsWith(ROOT + path.sep)) return res.status(404).end();\n  fs.createReadStream(file).pipe(res);\n});",
  check: (source) =>
    source.calls.flatMap(({ node, name, callee, args }) => {
      const isFile = FILES.test(moduleOf(callee, source) ?? '') && !name.startsWith('watch');
      const isSent = /^(sendFile|sendfile|download)$/.test(name) && optionOf(args[1], 'root') === null;
      if (!isFile && !isSent) return [];
      const isNamed = args.slice(0, /^(rename|copyFile|cp|link|symlink)/.test(name) ? 2 : 1);
      if (!isNamed.some((path) => originOf(path, source) === 'request')) return [];
      const message = `\`${name}\` opens a path that input from outside is a part of.`;
      return [hit(node, message, sureness('request', node, source))];
    }),
};
