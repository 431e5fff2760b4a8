// A script in the head of a page that stops the reader of the page until it has come and run, let in after the page is read.
import type { Mend, Subject } from '../codemod.ts';
import type { Edit } from '../edit.ts';

export const deferScript = {
  id: 'defer-script',
  why: 'The page is not shown before the script has come and run. With `defer` it comes beside and runs after the page is read, in the same order: every script after it is deferred too or a module, none before it is, and no text of the page calls into it. Look whether it writes to the document while it runs, or whether something must have happened before the page is first shown.',
  risk: 'medium',
  bad: '<head>\n  <script src="/search.js"></script>\n  <script type="module" src="/app.js"></script>\n</head>\n',
  good: '<head>\n  <script defer src="/search.js"></script>\n  <script type="module" src="/app.js"></script>\n</head>\n',
  find({ path, text, project }: Subject): readonly Mend[] {
    if (!/\.html?$/.test(path) || /\{%|\{\{|<%|<\?/.test(text)) return [];
    const plain = text.replaceAll(/<!--[\s\S]*?-->/g, (comment) => ' '.repeat(comment.length));
    const head = /<head\b[^>]*>[\s\S]*?<\/head>/i.exec(plain);
    const headEnd = head === null ? 0 : head.index + head[0].length;
    const tags = readScripts(plain);
    const classic = tags.filter(({ kind }) => kind === 'blocking');
    const [first] = classic;
    if (first === undefined || classic.some(({ start }) => start > headEnd)) return [];
    // Among scripts that run after the page is read the order is the page's: none may stand before the first of these.
    if (
      tags.some(
        ({ kind, start }) =>
          kind === 'inline' ||
          kind === 'async' ||
          (kind === 'deferred' && start < (classic.at(-1)?.start ?? 0)),
      )
    )
      return [];
    if (/<[^>]+\son(?!load\b)[a-z]+\s*=/i.test(plain) || /<(?!body)[a-z]+[^>]*\sonload\s*=/i.test(plain))
      return [];
    if (
      classic.some(({ src }) =>
        project.some(
          (file) =>
            isFile(file, src) &&
            /document\.(write|currentScript|readyState)|DOMContentLoaded/.test(file.text),
        ),
      )
    )
      return [];
    const edits: readonly Edit[] = classic.map(({ start }) => ({
      start: start + '<script'.length,
      end: start + '<script'.length,
      text: ' defer',
    }));
    const line = lineOf(text, first.start);
    return [
      {
        line,
        endLine: lineOf(text, classic.at(-1)?.start ?? first.start),
        subject: classic.map(({ src }) => src).join(' '),
        title: `Let ${classic.map(({ src }) => src).join(', ')} run after the page is read`,
        edits,
      },
    ];
  },
} as const;

interface Script {
  readonly start: number;
  readonly src: string;
  readonly kind: 'blocking' | 'deferred' | 'async' | 'inline' | 'data';
}

function readScripts(text: string): readonly Script[] {
  return [...text.matchAll(/<script\b([^>]*)>/gi)].map(({ index, 1: written = '' }) => {
    const attribute = (name: string): string | null => {
      const found = new RegExp(
        String.raw`\s${name}(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?(?=[\s/]|$)`,
        'i',
      ).exec(written);
      return found === null ? null : (found[1] ?? found[2] ?? found[3] ?? '');
    };
    const [src, type] = [attribute('src'), attribute('type')?.toLowerCase() ?? ''];
    const isScript = type === '' || /javascript|ecmascript/.test(type);
    const kind =
      type === 'module'
        ? attribute('async') === null
          ? 'deferred'
          : 'async'
        : !isScript
          ? 'data'
          : src === null
            ? 'inline'
            : attribute('async') !== null
              ? 'async'
              : attribute('defer') !== null
                ? 'deferred'
                : 'blocking';
    return { start: index, src: src ?? '', kind };
  });
}

function isFile({ path }: Subject, src: string): boolean {
  const name = src.replace(/[?#].*$/, '').replace(/^(\.?\/)+/, '');
  return name !== '' && (path === name || path.endsWith(`/${name}`));
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
