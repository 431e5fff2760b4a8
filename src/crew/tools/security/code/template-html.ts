// Markup that templates of Vue and Svelte put into the page: it stands outside of the script that the other rules read.
import type { SourceFile } from '../../../source-file.ts';
import type { SecurityRule } from '../rule.ts';
import { isMadeUp } from '../place-kind.ts';

const DIRECTIVE = /\bv-html\s*=\s*(?:"([^"]*)"|'([^']*)')|\{@html\s+([^}]*)\}/g;
const CLEAN = /sanitiz|purif|escape|^\s*(['"`])[^'"`$]*\1\s*$/i;

const templateHtml: SecurityRule<SourceFile> = {
  id: 'template-html',
  severity: 'high',
  confidence: 'low',
  cwe: 'CWE-79',
  why: 'The value becomes markup: an attribute such as onerror in it runs a stranger’s script as the visitor.',
  mend: 'Write the value as text, or sanitize it (DOMPurify) in the expression itself.',
  bad: '<template>\n  <p v-html="comment.text"></p>\n</template>\n',
  good: '<template>\n  <p>{{ comment.text }}</p>\n  <p v-html="sanitize(comment.text)"></p>\n</template>\n',
  check: ({ text }) =>
    [...text.matchAll(DIRECTIVE)].flatMap((match) => {
      const value = match[1] ?? match[2] ?? match[3] ?? '';
      const line = text.slice(0, match.index).split('\n').length;
      return CLEAN.test(value)
        ? []
        : [{ line, endLine: line, message: 'A template puts a value into the page as markup.' }];
    }),
};

export const TEMPLATE_RULES: readonly SecurityRule<SourceFile>[] = [templateHtml];

export function readTemplate(file: SourceFile): SourceFile | null {
  return /\.(vue|svelte)$/.test(file.path) && !isMadeUp(file.path) ? file : null;
}
