// Every rule there is; a new one is its file and a line here.
import type { Rule } from './rule.ts';
import { arrayShift } from './rules/array-shift.ts';
import { awaitInLoop } from './rules/await-in-loop.ts';
import { awaitInvariant } from './rules/await-invariant.ts';
import { blockingScrollListener } from './rules/blocking-scroll-listener.ts';
import { bufferConcat } from './rules/buffer-concat.ts';
import { cacheStampede } from './rules/cache-stampede.ts';
import { clientPerRequest } from './rules/client-per-request.ts';
import { componentInRender } from './rules/component-in-render.ts';
import { contextValueAnew } from './rules/context-value-anew.ts';
import { deleteInLoop } from './rules/delete-in-loop.ts';
import { effectEachRender } from './rules/effect-each-render.ts';
import { effectWithoutCleanup } from './rules/effect-without-cleanup.ts';
import { entriesChain } from './rules/entries-chain.ts';
import { fieldLookup } from './rules/field-lookup.ts';
import { filterForOne } from './rules/filter-for-one.ts';
import { forInArray } from './rules/for-in-array.ts';
import { graphqlResolverQuery } from './rules/graphql-resolver-query.ts';
import { heavyImport } from './rules/heavy-import.ts';
import { hostBindingCall } from './rules/host-binding-call.ts';
import { importInHotPath } from './rules/import-in-hot-path.ts';
import { intervalWithoutClear } from './rules/interval-without-clear.ts';
import { intlPerUse } from './rules/intl-per-use.ts';
import { invariantInLoop } from './rules/invariant-in-loop.ts';
import { jsonClone } from './rules/json-clone.ts';
import { keysLengthInLoop } from './rules/keys-length-in-loop.ts';
import { layoutThrash } from './rules/layout-thrash.ts';
import { linearLookupPerCall } from './rules/linear-lookup-per-call.ts';
import { listenerPerTurn } from './rules/listener-per-turn.ts';
import { memoDefeated } from './rules/memo-defeated.ts';
import { missingKey } from './rules/missing-key.ts';
import { nPlusOne } from './rules/n-plus-one.ts';
import { nullList } from './rules/null-list.ts';
import { quadraticLookup } from './rules/quadratic-lookup.ts';
import { regexBacktracking } from './rules/regex-backtracking.ts';
import { regexLiteralPerCall } from './rules/regex-literal-per-call.ts';
import { regexPerCall } from './rules/regex-per-call.ts';
import { regexPerTurn } from './rules/regex-per-turn.ts';
import { repeatedCall } from './rules/repeated-call.ts';
import { serialAwaits } from './rules/serial-awaits.ts';
import { sortForOne } from './rules/sort-for-one.ts';
import { sortInLoop } from './rules/sort-in-loop.ts';
import { spreadAccumulate } from './rules/spread-accumulate.ts';
import { stateInitEachRender } from './rules/state-init-each-render.ts';
import { syncIoFunction } from './rules/sync-io-function.ts';
import { syncIo } from './rules/sync-io.ts';
import { unboundedCache } from './rules/unbounded-cache.ts';
import { unboundedConcurrency } from './rules/unbounded-concurrency.ts';
import { zoneHotListener } from './rules/zone-hot-listener.ts';

export const RULES: readonly Rule[] = [
  arrayShift,
  awaitInLoop,
  awaitInvariant,
  blockingScrollListener,
  bufferConcat,
  cacheStampede,
  clientPerRequest,
  componentInRender,
  contextValueAnew,
  deleteInLoop,
  effectEachRender,
  effectWithoutCleanup,
  entriesChain,
  fieldLookup,
  filterForOne,
  forInArray,
  graphqlResolverQuery,
  heavyImport,
  hostBindingCall,
  importInHotPath,
  intervalWithoutClear,
  intlPerUse,
  invariantInLoop,
  jsonClone,
  keysLengthInLoop,
  layoutThrash,
  linearLookupPerCall,
  listenerPerTurn,
  memoDefeated,
  missingKey,
  nPlusOne,
  nullList,
  quadraticLookup,
  regexBacktracking,
  regexLiteralPerCall,
  regexPerCall,
  regexPerTurn,
  repeatedCall,
  serialAwaits,
  sortForOne,
  sortInLoop,
  spreadAccumulate,
  stateInitEachRender,
  syncIoFunction,
  syncIo,
  unboundedCache,
  unboundedConcurrency,
  zoneHotListener,
];
