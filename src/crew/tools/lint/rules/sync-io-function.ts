// Synchronous calls in plain functions, outside of what only scripts, builds and command lines run.
import { pathOf } from '../calls.ts';
import { isFunction } from '../functions.ts';
import type { Rule } from '../rule.ts';
import { handlerOf } from '../handlers.ts';
import { isBlocking, isScript } from './sync-io.ts';

export const syncIoFunction: Rule = {
  id: 'sync-io-function',
  category: 'sync_fs',
  cost: 'blocks the event loop',
  severity: 'medium',
  confidence: 'low',
  why: 'Whoever calls it in a server makes every other request of the process stand still until the disk or the child answers.',
  mend: 'Make the function async and await the call of the same name from `node:fs/promises`.',
  bad: `import fs from 'node:fs';
  export function loadCache() { return JSON.parse(fs.readFileSync(CACHE, 'utf8')); }
  export async function refresh() { await download(CACHE); }`,
  good: `import fs from 'node:fs/promises';
  export async function loadCache() { return JSON.parse(await fs.readFile(CACHE, 'utf8')); }
  export async function refresh() { await download(CACHE); }`,
  check: (source) => {
    if (isScript(source.path)) return [];
    return source.calls.flatMap((call) => {
      const owner = source.functionOf(call.node);
      if (!isBlocking(call) || owner === null || owner.async || handlerOf(call.node, source) !== null)
        return [];
      const isInner = source.tree.ancestors(owner).some((at) => isFunction(at));
      return [
        {
          node: call.node,
          message: `\`${pathOf(call.callee) || call.name}\` blocks the event loop of whoever calls this function.`,
          ...(isInner ? {} : { confidence: 'medium' as const }),
        },
      ];
    });
  },
};
