// A compiler or browser loaded at start, though only some calls need it.
import type { Rule } from '../rule.ts';
import { isScript } from './sync-io.ts';

/** Compilers, browsers, renderers and clients of clouds: hundreds of files or megabytes of code each. */
const HEAVY =
  /^(typescript|@vue\/compiler-sfc|@babel\/(core|parser|traverse|generator|preset-env)|webpack|rollup|esbuild|sass|sass-embedded|node-sass|less|postcss|autoprefixer|cssnano|terser|uglify-js|puppeteer|puppeteer-core|playwright(-core)?|jsdom|sharp|prettier|eslint|typeorm|aws-sdk|@aws-sdk\/client-\w+|firebase-admin|googleapis|exceljs|xlsx|pdfkit|pdfmake|pdfjs-dist|jspdf|mermaid|highlight\.js|shiki|monaco-editor|three|echarts|chart\.js|@faker-js\/faker|svgo|workbox-build|inquirer|listr2|piscina|undici|mathjs|cheerio|csv-stringify|archiver|@angular\/compiler-cli|@angular\/localize\/tools|ng-packagr|jscodeshift|ts-morph)(\/|$)/;

export const heavyToolImport: Rule = {
  id: 'heavy-tool-import',
  category: 'lazy_import',
  cost: 'its load at each start, needed or not',
  severity: 'medium',
  confidence: 'medium',
  why: 'Everything the module needs is read and compiled before the first line runs, though only some calls use it.',
  mend: 'Import it where it is used: `const { parse } = await import("…")`.',
  bad: `import { compile } from 'sass';
  export async function style(file) { return file.endsWith('.scss') ? compile(file) : null; }`,
  good: `export async function style(file) {
    if (!file.endsWith('.scss')) return null;
    const { compile } = await import('sass');
    return compile(file);
  }`,
  check: (source) => {
    if (isScript(source.path)) return [];
    return source.tree.of('ImportDeclaration').flatMap((node) => {
      if (!HEAVY.test(node.source.value) || node.importKind === 'type' || node.specifiers.length === 0)
        return [];
      if (isOwn(node.source.value, source.path)) return [];
      const bindings = source.scopes.bindings.filter(
        ({ declaration }) => source.tree.parent(declaration) === node,
      );
      const used = bindings
        .flatMap(({ references }) => references)
        .filter((name) => !isType(source.tree.parent(name)));
      const isLate = used.length > 0 && used.every((name) => source.functionOf(name) !== null);
      return isLate && used.length === 1
        ? [{ node, message: `\`${node.source.value}\` is loaded at start and used in functions only.` }]
        : [];
    });
  },
};

/** A file whose path names the tool is part of it or wraps it: who loads the file wants the tool. */
function isOwn(tool: string, path: string): boolean {
  const [, name = ''] = /^(?:@[\w-]+\/)?([\w-]+?)(?:-core|-embedded)?(?:\.js)?(?:\/.*)?$/.exec(tool) ?? [];
  return name !== '' && `-${wordsOf(path)}-`.includes(`-${wordsOf(name)}-`);
}

/** `src/sassLoader.ts` as `src-sass-loader-ts`. */
function wordsOf(text: string): string {
  return text
    .replaceAll(/([a-z\d])([A-Z])/g, '$1-$2')
    .replaceAll(/[^\w]+|_/g, '-')
    .toLowerCase();
}

function isType(parent: { readonly type: string } | null): boolean {
  return parent === null || /^(TS|ExportSpecifier|ImportSpecifier)/.test(parent.type);
}
