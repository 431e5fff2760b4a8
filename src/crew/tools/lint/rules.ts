// Every rule there is; a new one is its file and a line here.
import type { Rule } from './rule.ts';
import { allForOne } from './rules/all-for-one.ts';
import { animatedLayout } from './rules/animated-layout.ts';
import { arrayShift } from './rules/array-shift.ts';
import { askedBeforeRemoved } from './rules/asked-before-removed.ts';
import { askedByThunk } from './rules/asked-by-thunk.ts';
import { awaitInLoop } from './rules/await-in-loop.ts';
import { awaitInvariant } from './rules/await-invariant.ts';
import { blockingScrollListener } from './rules/blocking-scroll-listener.ts';
import { bufferConcat } from './rules/buffer-concat.ts';
import { cacheStampede } from './rules/cache-stampede.ts';
import { cheapTestLast } from './rules/cheap-test-last.ts';
import { clientPerRequest } from './rules/client-per-request.ts';
import { cloneDeep } from './rules/clone-deep.ts';
import { closureSearch } from './rules/closure-search.ts';
import { compiledPerInnerTurn } from './rules/compiled-per-inner-turn.ts';
import { componentInRender } from './rules/component-in-render.ts';
import { concatToSelf } from './rules/concat-to-self.ts';
import { constantListPerCall } from './rules/constant-list-per-call.ts';
import { constantListSearch } from './rules/constant-list-search.ts';
import { constantReadPerRequest } from './rules/constant-read-per-request.ts';
import { constantSetPerCall } from './rules/constant-set-per-call.ts';
import { contextValueAnew } from './rules/context-value-anew.ts';
import { copyOfFresh } from './rules/copy-of-fresh.ts';
import { copyPerTurn } from './rules/copy-per-turn.ts';
import { copyToIterate } from './rules/copy-to-iterate.ts';
import { deepWatch } from './rules/deep-watch.ts';
import { defaultAnew } from './rules/default-anew.ts';
import { deleteInLoop } from './rules/delete-in-loop.ts';
import { depsAnew } from './rules/deps-anew.ts';
import { effectEachRender } from './rules/effect-each-render.ts';
import { effectWithoutCleanup } from './rules/effect-without-cleanup.ts';
import { encoderPerCall } from './rules/encoder-per-call.ts';
import { entriesChain } from './rules/entries-chain.ts';
import { entriesForEach } from './rules/entries-for-each.ts';
import { fieldLookup } from './rules/field-lookup.ts';
import { fileLook } from './rules/file-look.ts';
import { filterAfterFilter } from './rules/filter-after-filter.ts';
import { filterForOne } from './rules/filter-for-one.ts';
import { filteredBothWays } from './rules/filtered-both-ways.ts';
import { forInArray } from './rules/for-in-array.ts';
import { getterWalks } from './rules/getter-walks.ts';
import { graphqlResolverQuery } from './rules/graphql-resolver-query.ts';
import { heavyImport } from './rules/heavy-import.ts';
import { heavyToolImport } from './rules/heavy-tool-import.ts';
import { hostBindingCall } from './rules/host-binding-call.ts';
import { hotHostListener } from './rules/hot-host-listener.ts';
import { importInHotPath } from './rules/import-in-hot-path.ts';
import { importPerCall } from './rules/import-per-call.ts';
import { indexOfPrefix } from './rules/index-of-prefix.ts';
import { intervalOutlivesComponent } from './rules/interval-outlives-component.ts';
import { intervalWithoutClear } from './rules/interval-without-clear.ts';
import { intlPerCall } from './rules/intl-per-call.ts';
import { intlPerUse } from './rules/intl-per-use.ts';
import { invariantFactory } from './rules/invariant-factory.ts';
import { invariantInLoop } from './rules/invariant-in-loop.ts';
import { joinedToIterate } from './rules/joined-to-iterate.ts';
import { jsonClone } from './rules/json-clone.ts';
import { keysForOne } from './rules/keys-for-one.ts';
import { keysLengthInLoop } from './rules/keys-length-in-loop.ts';
import { layoutReadPerCall } from './rules/layout-read-per-call.ts';
import { layoutThrash } from './rules/layout-thrash.ts';
import { linearLookupPerCall } from './rules/linear-lookup-per-call.ts';
import { listMadeAgain } from './rules/list-made-again.ts';
import { listenerBoundAnew } from './rules/listener-bound-anew.ts';
import { listenerLeftBehind } from './rules/listener-left-behind.ts';
import { listenerPerTurn } from './rules/listener-per-turn.ts';
import { loggedWork } from './rules/logged-work.ts';
import { mapForEffects } from './rules/map-for-effects.ts';
import { matchForTest } from './rules/match-for-test.ts';
import { memoDefeated } from './rules/memo-defeated.ts';
import { methodsBoundPerInstance } from './rules/methods-bound-per-instance.ts';
import { missingKey } from './rules/missing-key.ts';
import { nPlusOne } from './rules/n-plus-one.ts';
import { nullList } from './rules/null-list.ts';
import { optionsWorkedPerCall } from './rules/options-worked-per-call.ts';
import { passAfterPass } from './rules/pass-after-pass.ts';
import { pointerOffset } from './rules/pointer-offset.ts';
import { prefixOfOne } from './rules/prefix-of-one.ts';
import { quadraticLookup } from './rules/quadratic-lookup.ts';
import { regexBacktracking } from './rules/regex-backtracking.ts';
import { regexForText } from './rules/regex-for-text.ts';
import { regexLiteralPerCall } from './rules/regex-literal-per-call.ts';
import { regexMadePerCall } from './rules/regex-made-per-call.ts';
import { regexPerCall } from './rules/regex-per-call.ts';
import { regexPerTurn } from './rules/regex-per-turn.ts';
import { removedOneByOne } from './rules/removed-one-by-one.ts';
import { repeatedCall } from './rules/repeated-call.ts';
import { repeatedRead } from './rules/repeated-read.ts';
import { replaceChain } from './rules/replace-chain.ts';
import { requireForBranch } from './rules/require-for-branch.ts';
import { reversedCopy } from './rules/reversed-copy.ts';
import { selectorAnew } from './rules/selector-anew.ts';
import { serialAwaits } from './rules/serial-awaits.ts';
import { serialTests } from './rules/serial-tests.ts';
import { sortAfterPush } from './rules/sort-after-push.ts';
import { sortBeforeFilter } from './rules/sort-before-filter.ts';
import { sortForOne } from './rules/sort-for-one.ts';
import { sortInLoop } from './rules/sort-in-loop.ts';
import { splitForOne } from './rules/split-for-one.ts';
import { spreadAccumulate } from './rules/spread-accumulate.ts';
import { stateInitEachRender } from './rules/state-init-each-render.ts';
import { staticHoldsInstance } from './rules/static-holds-instance.ts';
import { subjectLeftOpen } from './rules/subject-left-open.ts';
import { subscriptionLeftOpen } from './rules/subscription-left-open.ts';
import { syncIo } from './rules/sync-io.ts';
import { syncIoFunction } from './rules/sync-io-function.ts';
import { tablePerCall } from './rules/table-per-call.ts';
import { unboundedCache } from './rules/unbounded-cache.ts';
import { unboundedConcurrency } from './rules/unbounded-concurrency.ts';
import { walkedAgain } from './rules/walked-again.ts';
import { workInComparator } from './rules/work-in-comparator.ts';
import { workPerCheck } from './rules/work-per-check.ts';
import { workTooEarly } from './rules/work-too-early.ts';
import { zoneEnteredUnheard } from './rules/zone-entered-unheard.ts';
import { zoneHotListener } from './rules/zone-hot-listener.ts';
import { zoneTask } from './rules/zone-task.ts';

export const RULES: readonly Rule[] = [
  allForOne,
  animatedLayout,
  arrayShift,
  askedBeforeRemoved,
  askedByThunk,
  awaitInLoop,
  awaitInvariant,
  blockingScrollListener,
  bufferConcat,
  cacheStampede,
  cheapTestLast,
  clientPerRequest,
  cloneDeep,
  closureSearch,
  compiledPerInnerTurn,
  componentInRender,
  concatToSelf,
  constantListPerCall,
  constantListSearch,
  constantReadPerRequest,
  constantSetPerCall,
  contextValueAnew,
  copyOfFresh,
  copyPerTurn,
  copyToIterate,
  deepWatch,
  defaultAnew,
  deleteInLoop,
  depsAnew,
  effectEachRender,
  effectWithoutCleanup,
  encoderPerCall,
  entriesChain,
  entriesForEach,
  fieldLookup,
  fileLook,
  filterAfterFilter,
  filterForOne,
  filteredBothWays,
  forInArray,
  getterWalks,
  graphqlResolverQuery,
  heavyImport,
  heavyToolImport,
  hostBindingCall,
  hotHostListener,
  importInHotPath,
  importPerCall,
  indexOfPrefix,
  intervalOutlivesComponent,
  intervalWithoutClear,
  intlPerCall,
  intlPerUse,
  invariantFactory,
  invariantInLoop,
  joinedToIterate,
  jsonClone,
  keysForOne,
  keysLengthInLoop,
  layoutReadPerCall,
  layoutThrash,
  linearLookupPerCall,
  listMadeAgain,
  listenerBoundAnew,
  listenerLeftBehind,
  listenerPerTurn,
  loggedWork,
  mapForEffects,
  matchForTest,
  memoDefeated,
  methodsBoundPerInstance,
  missingKey,
  nPlusOne,
  nullList,
  optionsWorkedPerCall,
  passAfterPass,
  pointerOffset,
  prefixOfOne,
  quadraticLookup,
  regexBacktracking,
  regexForText,
  regexLiteralPerCall,
  regexMadePerCall,
  regexPerCall,
  regexPerTurn,
  removedOneByOne,
  repeatedCall,
  repeatedRead,
  replaceChain,
  requireForBranch,
  reversedCopy,
  selectorAnew,
  serialAwaits,
  serialTests,
  sortAfterPush,
  sortBeforeFilter,
  sortForOne,
  sortInLoop,
  splitForOne,
  spreadAccumulate,
  stateInitEachRender,
  staticHoldsInstance,
  subjectLeftOpen,
  subscriptionLeftOpen,
  syncIo,
  syncIoFunction,
  tablePerCall,
  unboundedCache,
  unboundedConcurrency,
  walkedAgain,
  workInComparator,
  workPerCheck,
  workTooEarly,
  zoneEnteredUnheard,
  zoneHotListener,
  zoneTask,
];
