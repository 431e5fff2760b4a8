// Changes that cost nothing, in many places at once: whoever is blamed for them is blamed wrongly.
import type { Edit } from '../kit/edit.ts';
import { SERVERS, type ServerName } from '../apps/servers.ts';
import { CAUSES } from './cases.ts';

/** The same meaning in other words, beside every line where a cause is planted elsewhere. */
const APP_EDITS: readonly Edit[] = [
  {
    path: 'lib/robots-parser/Robots.js',
    from: 'return !rule || rule.allow;',
    to: 'return rule === null || rule.allow;',
  },
  {
    path: 'lib/timestring/index.js',
    from: 'return value * unitValues[getUnitKey(unit)]',
    to: 'return unitValues[getUnitKey(unit)] * value',
  },
  {
    path: 'lib/semver/functions/satisfies.js',
    from: 'return range.test(version)',
    to: 'const isInside = range.test(version)\n  return isInside',
  },
  {
    path: 'lib/getopts/index.js',
    from: 'if (any === "false") return false',
    to: 'if ("false" === any) return false',
  },
  {
    path: 'lib/color-convert/index.js',
    from: 'if (arg0 === undefined || arg0 === null) {\n\t\t\treturn arg0;\n\t\t}\n\n\t\tif (arg0.length > 1) {\n\t\t\targs = arg0;\n\t\t}\n\n\t\tconst result = fn(args);',
    to: 'if (arg0 === null || arg0 === undefined) {\n\t\t\treturn arg0;\n\t\t}\n\n\t\tif (arg0.length > 1) {\n\t\t\targs = arg0;\n\t\t}\n\n\t\tconst result = fn(args);',
  },
  {
    path: 'lib/micromatch/index.js',
    from: 'if (negated) negatives++;',
    to: 'if (negated) negatives += 1;',
  },
  {
    path: 'routes.js',
    from: 'return orders.map((order) => ({ ...order, lines: byOrder.get(order.id) ?? [] }));',
    to: 'return orders.map((each) => ({ ...each, lines: byOrder.get(each.id) ?? [] }));',
  },
];

export const CLEAN_NAMES = ['app', 'shop', 'api', 'feed'] as const satisfies readonly ('app' | ServerName)[];
export type CleanName = (typeof CLEAN_NAMES)[number];

export function harmlessEdits(name: CleanName): readonly Edit[] {
  return name === 'app' ? APP_EDITS : [SERVERS[name].harmless];
}

/** Every target that some cause slows. */
export const ALL_TARGETS = [
  ...new Map(CAUSES.map(({ target }) => [JSON.stringify(target), target])).values(),
];
