// Markup put into the page from values.
import type { Node } from '@babel/types';
import { pathOf } from '../../lint/calls.ts';
import type { Source } from '../../lint/source.ts';
import type { SecurityHit } from '../rule.ts';
import { type CodeRule, hit, originWords, sureness } from './code-rule.ts';
import { keyOf, optionOf } from './objects.ts';
import { originOf } from './origin.ts';

export const htmlInjection: CodeRule = {
  id: 'html-injection',
  severity: 'high',
  confidence: 'low',
  cwe: 'CWE-79',
  why: 'Markup in the value becomes part of the page: an attribute such as onerror runs a stranger’s script as the visitor.',
  mend: 'Set textContent, or let the framework write the value; where markup is wanted, sanitize it first.',
  bad: 'export function greet(box: HTMLElement, name: string) { box.innerHTML = `<b>${name}</b>`; }',
  good: "export function greet(box: HTMLElement, name: string) {\n  box.textContent = name;\n  box.innerHTML = '';\n  box.innerHTML = DOMPurify.sanitize(name);\n}",
  check: (source) => [
    ...source.tree.of('AssignmentExpression').flatMap(({ left, right }) => {
      const isMarkup =
        left.type === 'MemberExpression' && /^(innerHTML|outerHTML|srcdoc)$/.test(keyOf(left.property));
      return isMarkup ? judge(right, 'The markup of an element', source) : [];
    }),
    ...source.calls.flatMap(({ object, name, args }) => {
      const markup =
        name === 'insertAdjacentHTML'
          ? args[1]
          : isPage(object, source) && /^write(ln)?$/.test(name)
            ? args[0]
            : undefined;
      return markup === undefined ? [] : judge(markup, `The markup given to \`${name}\``, source);
    }),
    ...source.tree.of('JSXAttribute').flatMap(({ name, value }) => {
      if (name.name !== 'dangerouslySetInnerHTML' || value?.type !== 'JSXExpressionContainer') return [];
      const markup = optionOf(value.expression, '__html');
      return markup === null ? [] : judge(markup, 'The markup of dangerouslySetInnerHTML', source);
    }),
  ],
};

/** The page itself, not a local value of that name. */
function isPage(object: Node | null, { scopes }: Source): boolean {
  if (object === null || !/^(window\.)?document$/.test(pathOf(object))) return false;
  return object.type !== 'Identifier' || scopes.resolve(object) === null;
}

function judge(value: Node, what: string, source: Source): readonly SecurityHit[] {
  const origin = originOf(value, source);
  const isCopied = /\.(innerHTML|outerHTML)$/.test(pathOf(value));
  if (origin === 'constant' || isCopied) return [];
  return [hit(value, `${what} is ${originWords(origin)}.`, sureness(origin, value, source))];
}
