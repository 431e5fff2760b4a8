// Sixteen causes planted one by one: eleven in the code of npm packages, five in an app that leans on packages.
import type { Edit } from '../kit/edit.ts';
import type { Guilty } from './score.ts';

export interface PlantedCause {
  readonly name: string;
  /** The kind of mistake, as people call it. */
  readonly kind: string;
  readonly what: string;
  /** Where it was planted: a package, or the app itself. */
  readonly code: string;
  readonly target: { readonly route: string } | { readonly command: string };
  readonly edits: readonly Edit[];
  /** Fragments of the guilty lines, as they stand on head. */
  readonly guilty: readonly (Pick<Guilty, 'path'> & { readonly holding: string })[];
}

const one = (path: string, from: string, to: string): Edit => ({ path, from, to });

export const CAUSES: readonly PlantedCause[] = [
  {
    name: 'micromatch-list-lookup',
    kind: 'quadratic lookup',
    what: 'what is left out is searched in a list, for each file',
    code: 'micromatch',
    target: { command: 'node jobs/globs.js' },
    edits: [
      one(
        'lib/micromatch/index.js',
        '  let matches = result.filter(item => !omit.has(item));\n',
        '  let omitted = [...omit];\n  let matches = result.filter(item => !omitted.includes(item));\n',
      ),
    ],
    guilty: [{ path: 'lib/micromatch/index.js', holding: 'omitted.includes(item)' }],
  },
  {
    name: 'links-compared-with-all',
    kind: 'quadratic lookup in an unchanged callee',
    what: 'every link is compared with all before it, by a method that was there',
    code: 'http-link-header',
    target: { route: '/links' },
    edits: [
      one(
        'lib/http-link-header/lib/link.js',
        '            ref.rel != null ?\n              this.refs.push( ...Link.expandRelations( ref ) ) :\n              this.refs.push( ref )\n',
        '            ref.rel != null ?\n              Link.expandRelations( ref ).forEach( ( one ) => this.setUnique( one ) ) :\n              this.setUnique( ref )\n',
      ),
    ],
    guilty: [
      { path: 'lib/http-link-header/lib/link.js', holding: 'Link.expandRelations( ref ).forEach' },
      { path: 'lib/http-link-header/lib/link.js', holding: 'this.refs.some((' },
    ],
  },
  {
    name: 'robots-regex-per-rule',
    kind: 'regex built per call',
    what: 'each rule becomes a regular expression anew for each path',
    code: 'robots-parser',
    target: { route: '/robots' },
    edits: [
      one(
        'lib/robots-parser/Robots.js',
        '\t\tif (!matches(rule.pattern, path)) {\n',
        "\t\tvar source = rule.pattern.replace(/[.?+^|(){}[\\]\\\\]/g, '\\\\$&').replace(/\\*/g, '.*');\n\t\tif (!new RegExp('^' + source).test(path)) {\n",
      ),
    ],
    guilty: [{ path: 'lib/robots-parser/Robots.js', holding: "new RegExp('^' + source)" }],
  },
  {
    name: 'robots-sort-per-path',
    kind: 'needless sort and copy per call',
    what: 'the rules are copied and sorted for each path',
    code: 'robots-parser',
    target: { route: '/robots' },
    edits: [
      one(
        'lib/robots-parser/Robots.js',
        '\tvar matchedRule = null;\n\n\tfor (',
        '\tvar matchedRule = null;\n\trules = rules.slice().sort(function (one, other) {\n\t\treturn other.pattern.length - one.pattern.length;\n\t});\n\n\tfor (',
      ),
    ],
    guilty: [{ path: 'lib/robots-parser/Robots.js', holding: 'rules = rules.slice().sort(' }],
  },
  {
    name: 'mime-table-read-per-call',
    kind: 'sync file and repeated parse in a request path',
    what: 'the table is read from disk and parsed for each type',
    code: 'mime-types',
    target: { route: '/types' },
    edits: [
      one(
        'lib/mime-types/index.js',
        '  var mime = match && db[match[1].toLowerCase()]\n',
        "  var table = JSON.parse(readFileSync(require.resolve('mime-db/db.json'), 'utf8'))\n  var mime = match && table[match[1].toLowerCase()]\n",
      ),
      one(
        'lib/mime-types/index.js',
        "var extname = require('path').extname\n",
        "var extname = require('path').extname\nvar readFileSync = require('fs').readFileSync\n",
      ),
    ],
    guilty: [{ path: 'lib/mime-types/index.js', holding: 'JSON.parse(readFileSync(' }],
  },
  {
    name: 'timestring-json-clone',
    kind: 'JSON clone per item',
    what: 'the default options are cloned by way of JSON for each text',
    code: 'timestring',
    target: { route: '/durations' },
    edits: [
      one(
        'lib/timestring/index.js',
        'opts = Object.assign({}, DEFAULT_OPTS, opts || {})',
        'opts = Object.assign(JSON.parse(JSON.stringify(DEFAULT_OPTS)), opts || {})',
      ),
    ],
    guilty: [{ path: 'lib/timestring/index.js', holding: 'JSON.parse(JSON.stringify(' }],
  },
  {
    name: 'timestring-backtracking',
    kind: 'backtracking regex',
    what: 'a repetition within a repetition tries every way to split a long number',
    code: 'timestring',
    target: { route: '/durations' },
    edits: [
      one(
        'lib/timestring/index.js',
        '.match(/[-+]?[0-9.]+[a-z]+/g)',
        '.match(/[-+]?(?:[0-9]+\\.?)+[a-z]+/g)',
      ),
    ],
    guilty: [{ path: 'lib/timestring/index.js', holding: '(?:[0-9]+\\.?)+' }],
  },
  {
    name: 'getopts-spread',
    kind: 'spread in an accumulating loop',
    what: 'the options so far are copied for each further one',
    code: 'getopts',
    target: { command: 'node jobs/options.js' },
    edits: [
      one(
        'lib/getopts/index.js',
        '      out[key] = value\n\n      if (alias === undefined) {',
        '      out = { ...out, [key]: value }\n\n      if (alias === undefined) {',
      ),
    ],
    guilty: [{ path: 'lib/getopts/index.js', holding: 'out = { ...out, [key]: value }' }],
  },
  {
    name: 'colors-route-per-call',
    kind: 'removed memo',
    what: 'the way between two colour models is searched again for each colour',
    code: 'color-convert',
    target: { command: 'node jobs/colors.js' },
    edits: [
      one(
        'lib/color-convert/index.js',
        'convert[fromModel][toModel] = wrapRounded(fn);',
        'convert[fromModel][toModel] = wrapRounded(args => route(fromModel)[toModel](args));',
      ),
    ],
    guilty: [{ path: 'lib/color-convert/index.js', holding: 'route(fromModel)[toModel](args)' }],
  },
  {
    name: 'emitter-listener-leak',
    kind: 'listener leak',
    what: 'a listener for one event is never taken away again',
    code: 'tiny-emitter',
    target: { route: '/events' },
    edits: [one('lib/tiny-emitter/index.js', '      self.off(name, listener);\n', '')],
    guilty: [{ path: 'lib/tiny-emitter/index.js', holding: 'callback.apply(ctx, arguments);' }],
  },
  {
    name: 'semver-cache-unbounded',
    kind: 'cache without bound',
    what: 'the oldest entry no longer goes when the cache is full; it costs memory, not time',
    code: 'semver',
    target: { route: '/versions' },
    edits: [
      one(
        'lib/semver/internal/lrucache.js',
        '      // If cache is full, delete the least recently used item\n      if (this.map.size >= this.max) {\n        const firstKey = this.map.keys().next().value\n        this.delete(firstKey)\n      }\n\n',
        '',
      ),
    ],
    guilty: [{ path: 'lib/semver/internal/lrucache.js', holding: 'if (!deleted && value !== undefined)' }],
  },
  {
    name: 'cli-import-at-start',
    kind: 'heavy import on start-up',
    what: 'a highlighter of 190 languages is loaded to print the version',
    code: 'app with highlight.js',
    target: { command: 'node cli.js --version' },
    edits: [
      one(
        'cli.js',
        "import { readFileSync } from 'node:fs';\n",
        "import { readFileSync } from 'node:fs';\nimport highlighter from 'highlight.js';\n",
      ),
      one('cli.js', "  const { default: highlighter } = await import('highlight.js');\n", ''),
    ],
    guilty: [{ path: 'cli.js', holding: "import highlighter from 'highlight.js'" }],
  },
  {
    name: 'app-await-in-loop',
    kind: 'await in a loop over independent calls',
    what: 'settings are read one after the other',
    code: 'app',
    target: { route: '/dashboard' },
    edits: [
      one(
        'routes.js',
        '  const settings = await Promise.all(SETTINGS.map((name) => readSetting(name)));\n',
        '  const settings = [];\n  for (const name of SETTINGS) settings.push(await readSetting(name));\n',
      ),
    ],
    guilty: [{ path: 'routes.js', holding: 'settings.push(await readSetting(name))' }],
  },
  {
    name: 'app-n-plus-one',
    kind: 'N+1 to an in-memory store',
    what: 'the lines of each order are asked for by themselves',
    code: 'app',
    target: { route: '/orders' },
    edits: [
      one(
        'routes.js',
        `  const lines = await linesOfOrders(orders.map(({ id }) => id));
  const byOrder = Map.groupBy(lines, ({ orderId }) => orderId);
  return orders.map((order) => ({ ...order, lines: byOrder.get(order.id) ?? [] }));
`,
        `  const complete = [];
  for (const order of orders) {
    const lines = await linesOfOrders([order.id]);
    complete.push({ ...order, lines });
  }
  return complete;
`,
      ),
    ],
    guilty: [{ path: 'routes.js', holding: 'await linesOfOrders([order.id])' }],
  },
  {
    name: 'app-matcher-per-file',
    kind: 'construct per call that was made once',
    what: 'glob patterns are compiled for each file',
    code: 'app with picomatch',
    target: { route: '/files' },
    edits: [
      one(
        'routes.js',
        'FILES.filter((file) => isSource(file))',
        'FILES.filter((file) => picomatch(GLOBS)(file))',
      ),
      one('routes.js', 'const isSource = picomatch(GLOBS);\n', ''),
    ],
    guilty: [{ path: 'routes.js', holding: 'picomatch(GLOBS)(file)' }],
  },
  {
    name: 'app-parse-per-row',
    kind: 'repeated parse of the same text',
    what: 'the connection string is parsed for each row',
    code: 'app with pg-connection-string',
    target: { route: '/tenants' },
    edits: [
      one(
        'routes.js',
        `  const { host, port } = parseConnection.parse('postgres://reader:secret@db.example:5433/shop?ssl=true');
  return TENANTS.map((tenant) => ({ ...tenant, host, port }));
`,
        `  const connection = 'postgres://reader:secret@db.example:5433/shop?ssl=true';
  return TENANTS.map((tenant) => {
    const { host, port } = parseConnection.parse(connection);
    return { ...tenant, host, port };
  });
`,
      ),
    ],
    guilty: [{ path: 'routes.js', holding: 'parseConnection.parse(connection)' }],
  },
];
