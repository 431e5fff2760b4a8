// Synchronous calls in plain functions of a module that otherwise awaits.
import { pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';
import { handlerOf } from '../handlers.ts';
import { isAsyncModule, isBlocking, isScript } from './sync-io.ts';

export const syncIoModule: Rule = {
  id: 'sync-io-module',
  category: 'sync_fs',
  cost: 'blocks the event loop',
  severity: 'medium',
  confidence: 'medium',
  why: 'The module awaits elsewhere, so its callers can; this function makes everything else of the process stand still.',
  mend: 'Make the function async and await the call of the same name from `node:fs/promises`.',
  bad: `import fs from 'node:fs';
  export function loadCache() { return JSON.parse(fs.readFileSync(CACHE, 'utf8')); }
  export async function refresh() { await download(CACHE); }`,
  good: `import fs from 'node:fs/promises';
  export async function loadCache() { return JSON.parse(await fs.readFile(CACHE, 'utf8')); }
  export async function refresh() { await download(CACHE); }`,
  check: (source) => {
    if (!isAsyncModule(source) || isScript(source.path)) return [];
    return source.calls.flatMap((call) => {
      const owner = source.functionOf(call.node);
      if (!isBlocking(call) || owner === null || owner.async || handlerOf(call.node, source) !== null)
        return [];
      return [
        {
          node: call.node,
          message: `\`${pathOf(call.callee) || call.name}\` blocks the event loop in a module that otherwise awaits.`,
        },
      ];
    });
  },
};
