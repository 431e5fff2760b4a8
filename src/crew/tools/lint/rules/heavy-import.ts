// Whole libraries of which a small part or a built-in would do.
import type { Rule } from '../rule.ts';

const HEAVY: Readonly<Record<string, string>> = {
  lodash: 'import the one function (`lodash/debounce`) or use the built-in',
  moment: 'use Intl.DateTimeFormat, date-fns or dayjs',
  'moment-timezone': 'use Intl.DateTimeFormat with timeZone',
  'aws-sdk': 'import the client you use from `@aws-sdk/client-…`',
  underscore: 'use the built-in method',
  jquery: 'use the DOM directly',
};

/** Says that the module runs in a browser, where its weight is paid at each visit; the old AWS kit is paid at each cold start. */
const SHIPPED = /^(react|react-dom|preact|vue|svelte|solid-js|@angular\/core)$/;

export const heavyImport: Rule = {
  id: 'heavy-import',
  category: 'lazy_import',
  cost: 'tens to hundreds of KiB parsed at each start',
  severity: 'medium',
  confidence: 'low',
  why: 'The whole library is loaded, parsed and kept, and bundlers cannot drop what is not used.',
  mend: 'Import the part that is used, or a built-in.',
  bad: `import moment from 'moment';
  export const today = () => moment().format('YYYY-MM-DD');`,
  good: `export const today = () => new Date().toISOString().slice(0, 10);`,
  check: ({ tree, path }) => {
    const imports = tree.of('ImportDeclaration');
    const isShipped =
      /\.(jsx|tsx|vue|svelte)$/.test(path) || imports.some(({ source }) => SHIPPED.test(source.value));
    return tree.of('ImportDeclaration').flatMap((node) => {
      const instead = HEAVY[node.source.value] ?? '';
      const isPaid = isShipped || node.source.value === 'aws-sdk';
      const isWhole = node.specifiers.length > 0 && node.importKind !== 'type';
      return instead !== '' && isWhole && isPaid
        ? [{ node, message: `All of ${node.source.value} is loaded: ${instead}.` }]
        : [];
    });
  },
};
