// Ten regressions planted by hand, each with the function and the lines that are guilty, and beside it innocent changes of
// other functions on the same way, so that naming whatever the diff touches does not pay.
import type { Edit } from '../kit/edit.ts';

export interface PlantedCase {
  readonly name: string;
  readonly what: string;
  readonly app: 'shop' | 'packages';
  readonly route: string;
  readonly guilty: Edit;
  readonly innocent: readonly Edit[];
  /** The function that does it, as V8 names it. */
  readonly functionName: string;
  /** Fragments of the guilty lines, as they stand on head. */
  readonly lines: readonly string[];
}

const RECOMMEND_DECOY: Edit = {
  path: 'lib/recommendations.js',
  from: 'score: Number(score.toFixed(3)),',
  to: 'score: Math.round(score * 1000) / 1000,',
};

export const CASES: readonly PlantedCase[] = [
  {
    name: 'shop-search-in-list',
    what: 'tokens are searched in a list made anew for each of them',
    app: 'shop',
    route: '/api/recommendations',
    guilty: {
      path: 'lib/similarity.js',
      from: 'for (const token of one.tokens) if (other.tokens.has(token)) shared += 1;',
      to: 'for (const token of one.tokens) if (Array.from(other.tokens).includes(token)) shared += 1;',
    },
    innocent: [RECOMMEND_DECOY],
    functionName: 'similarity',
    lines: ['Array.from(other.tokens).includes(token)'],
  },
  {
    name: 'shop-quadratic-grouping',
    what: 'items are grouped by comparing each with each',
    app: 'shop',
    route: '/api/orders',
    guilty: {
      path: 'lib/orders.js',
      from: `    if (!groups.has(item.order_id)) groups.set(item.order_id, []);
    groups.get(item.order_id).push(item);`,
      to: `    const group = [];
    for (const other of items) if (JSON.stringify(other.order_id) === JSON.stringify(item.order_id)) group.push(other);
    groups.set(item.order_id, group);`,
    },
    innocent: [
      {
        path: 'lib/orders.js',
        from: 'items: items.map(({ name, quantity, price_cents }) => ({ name, quantity, price_cents })),',
        to: 'items: items.map(({ name, price_cents, quantity }) => ({ name, quantity, price_cents })),',
      },
    ],
    functionName: 'groupByOrder',
    lines: ['JSON.stringify(other.order_id)'],
  },
  {
    name: 'shop-slow-signature',
    what: 'a key is derived synchronously for every answer',
    app: 'shop',
    route: '/api/orders',
    guilty: {
      path: 'lib/app.js',
      from: `  const text = JSON.stringify(body);
`,
      to: `  const text = JSON.stringify(body);
  response.setHeader('etag', pbkdf2Sync(text, 'shop', 4000, 16, 'sha256').toString('hex'));
`,
    },
    innocent: [
      {
        path: 'lib/app.js',
        from: "import { createOrders } from './orders.js';",
        to: "import { pbkdf2Sync } from 'node:crypto';\nimport { createOrders } from './orders.js';",
      },
      { path: 'lib/app.js', from: 'Number.isInteger(number)', to: 'Number.isSafeInteger(number)' },
    ],
    functionName: 'sendJson',
    lines: ['pbkdf2Sync(text'],
  },
  {
    name: 'shop-caller-passes-more',
    what: 'a caller hands three times the products to an unchanged function',
    app: 'shop',
    route: '/api/recommendations',
    guilty: {
      path: 'lib/recommendations.js',
      from: `      return { products: recommend(products, ids, limit) };`,
      to: `      for (const { product_id } of bought) ids.add(product_id + 1).add(product_id + 2);
      return { products: recommend(products, ids, limit) };`,
    },
    // Nothing on the way from the call to the work is touched: that the callee is unchanged is what this case is about.
    innocent: [{ path: 'lib/app.js', from: 'Number.isInteger(number)', to: 'Number.isSafeInteger(number)' }],
    functionName: 'top',
    lines: ['ids.add(product_id + 1)'],
  },
  {
    name: 'semver-memo-lost',
    what: 'semver parses every range again: its memo is never asked',
    app: 'packages',
    route: '/versions',
    guilty: {
      path: 'lib/semver/classes/range.js',
      from: 'const cached = cache.get(memoKey)',
      to: 'const cached = this.options.memo && cache.get(memoKey)',
    },
    innocent: [
      {
        path: 'lib/semver/internal/lrucache.js',
        from: '    const deleted = this.delete(key)\n',
        to: '    const deleted = this.map.delete(key)\n',
      },
    ],
    functionName: 'parseRange',
    lines: ['this.options.memo'],
  },
  {
    name: 'deepmerge-json-clone',
    what: 'deepmerge clones every level by way of JSON before it merges it',
    app: 'packages',
    route: '/merge',
    guilty: {
      path: 'lib/deepmerge/dist/cjs.js',
      from: '? deepmerge(emptyTarget(value), value, options)',
      to: '? deepmerge(emptyTarget(value), JSON.parse(JSON.stringify(value)), options)',
    },
    innocent: [
      {
        path: 'lib/deepmerge/dist/cjs.js',
        from: 'return Object.keys(target).concat(getEnumerableOwnPropertySymbols(target))',
        to: 'return [].concat(Object.keys(target), getEnumerableOwnPropertySymbols(target))',
      },
    ],
    functionName: 'cloneUnlessOtherwiseSpecified',
    lines: ['JSON.parse(JSON.stringify(value))'],
  },
  {
    name: 'deepmerge-caller-passes-more',
    what: 'deepmerge.all hands every layer three times to the unchanged deepmerge',
    app: 'packages',
    route: '/merge',
    guilty: {
      path: 'lib/deepmerge/dist/cjs.js',
      from: '\treturn array.reduce(function(prev, next) {',
      to: '\tarray = array.concat(array, array);\n\treturn array.reduce(function(prev, next) {',
    },
    innocent: [
      {
        path: 'lib/deepmerge/dist/cjs.js',
        from: "return !!value && typeof value === 'object'",
        to: "return typeof value === 'object' && value !== null",
      },
    ],
    functionName: 'deepmergeAll',
    lines: ['array = array.concat(array, array)'],
  },
  {
    name: 'equal-sorts-in-loop',
    what: 'fast-deep-equal sorts the keys anew for every key',
    app: 'packages',
    route: '/equal',
    guilty: {
      path: 'lib/fast-deep-equal/index.js',
      from: 'if (!Object.prototype.hasOwnProperty.call(b, keys[i])) return false;',
      to: 'if (!Object.keys(b).sort().includes(keys[i])) return false;',
    },
    innocent: [
      {
        path: 'server.js',
        from: 'for (const [one, other] of PAIRS) if (equal(one, other)) count += 1;',
        to: 'for (const [one, other] of PAIRS) count += equal(one, other) ? 1 : 0;',
      },
    ],
    functionName: 'equal',
    lines: ['Object.keys(b).sort()'],
  },
  {
    name: 'mime-types-map-rebuilt',
    what: 'mime-types builds its table again for every look-up',
    app: 'packages',
    route: '/types',
    guilty: {
      path: 'lib/mime-types/index.js',
      from: `  return exports.types[extension] || false
}`,
      to: `  populateMaps(exports.extensions, exports.types)
  return exports.types[extension] || false
}`,
    },
    innocent: [
      {
        path: 'lib/mime-types/index.js',
        from: 'var exts = match && exports.extensions',
        to: 'var exts = match !== null && exports.extensions',
      },
    ],
    functionName: 'lookup',
    lines: ['  populateMaps(exports.extensions, exports.types)'],
  },
  {
    name: 'minimist-regex-per-call',
    what: 'minimist puts together and compiles a regular expression for every value',
    app: 'packages',
    route: '/options',
    guilty: {
      path: 'lib/minimist/index.js',
      from: 'return (/^[-+]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(e[-+]?\\d+)?$/).test(x);',
      to: "return new RegExp(['^[-+]?(?:\\\\d+(?:\\\\.\\\\d*)?', '\\\\.\\\\d+)(e[-+]?\\\\d+)?$'].join('|')).test(x);",
    },
    innocent: [
      {
        path: 'lib/minimist/index.js',
        from: "return (key === 'constructor' && typeof obj[key] === 'function') || key === '__proto__';",
        to: "return key === '__proto__' || (key === 'constructor' && typeof obj[key] === 'function');",
      },
    ],
    functionName: 'isNumber',
    lines: ['new RegExp(['],
  },
];
