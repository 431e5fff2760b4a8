// Every codemod there is; a new one is its file and a line here.
import type { Codemod } from './codemod.ts';
import { awaitFile } from './kinds/await-file.ts';
import { findFirst } from './kinds/find-first.ts';
import { hoistInstance } from './kinds/hoist-instance.ts';
import { hoistLiteral } from './kinds/hoist-literal.ts';
import { hoistRegex } from './kinds/hoist-regex.ts';
import { listToSet } from './kinds/list-to-set.ts';
import { memoFields } from './kinds/memo-fields.ts';
import { oneQuery } from './kinds/one-query.ts';
import { parallelAwaits } from './kinds/parallel-awaits.ts';
import { pushInReduce } from './kinds/push-in-reduce.ts';
import { setLookup } from './kinds/set-lookup.ts';

export const CODEMODS = [
  awaitFile,
  findFirst,
  hoistInstance,
  hoistLiteral,
  hoistRegex,
  listToSet,
  memoFields,
  oneQuery,
  parallelAwaits,
  pushInReduce,
  setLookup,
] as const satisfies readonly Codemod[];
