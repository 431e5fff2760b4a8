// What each kind of finding means and how it is usually mended, for tools that show rules.

export interface FindingRule {
  readonly name: string;
  readonly short: string;
  readonly help: string;
}

const RULES: Readonly<Record<string, FindingRule>> = {
  'repeated-statement': {
    name: 'RepeatedStatement',
    short: 'One request runs the same statement again and again',
    help: 'Fetch the rows in one statement, by a join or a list of keys, instead of one statement for each row.',
  },
  'index-lost': {
    name: 'IndexLost',
    short: 'A query no longer uses an index it used before',
    help: 'Restore the index, or write the condition so that an index can serve it: no function or cast around the column, the leading column in the condition.',
  },
  'plan-changed': {
    name: 'PlanChanged',
    short: 'A query runs by another plan than before',
    help: 'Compare the two plan trees and look at the first node that differs.',
  },
  'sequential-scan-introduced': {
    name: 'SequentialScanIntroduced',
    short: 'A query reads a whole table that it did not read whole before',
    help: 'Add an index for the condition of the query, or limit what it reads.',
  },
  'buffers-grew': {
    name: 'BuffersGrew',
    short: 'A query touches more blocks than before',
    help: 'Compare the two plan trees and look for the node whose blocks grew.',
  },
  'rows-grew': {
    name: 'RowsGrew',
    short: 'A query joins, sorts or discards far more rows than before',
    help: 'Compare the two plan trees; see that each join has its condition.',
  },
  'nested-loop-scan': {
    name: 'NestedLoopScan',
    short: 'A query reads a whole table once for each row of another',
    help: 'Index the column of the inner table that the join or subquery compares.',
  },
  'index-unusable-cast': {
    name: 'IndexUnusableCast',
    short: 'A cast or calculation around a column keeps a query from its index',
    help: 'Write the condition on the bare column, or index the expression.',
  },
  'new-query-unsupported': {
    name: 'NewQueryUnsupported',
    short: 'A new query reads a large table as a whole for few rows',
    help: 'Index the columns of its condition or order.',
  },
  spill: {
    name: 'Spill',
    short: 'A sort or a hash of a query does not fit into memory',
    help: 'Sort fewer rows, by an index or a narrower condition, or raise work_mem for this query.',
  },
  misestimate: {
    name: 'Misestimate',
    short: 'The planner expects far fewer or far more rows than there are',
    help: 'Add extended statistics on the columns that depend on each other, or make the condition plain for the planner.',
  },
  'index-advice': {
    name: 'IndexAdvice',
    short: 'An index would let a query read far fewer blocks',
    help: 'Commit the migration that is among the files of the run, where the reads gained are worth what it costs writes.',
  },
  'new-query': {
    name: 'NewQuery',
    short: 'A query that base does not have',
    help: 'Look at its plan: there is nothing to compare it with.',
  },
  'query-failed': {
    name: 'QueryFailed',
    short: 'A query that works on base fails on head',
    help: 'Run the statement against the schema of head and mend what the server names.',
  },
  'route-failing': {
    name: 'RouteFailing',
    short: 'A route that answers on base fails on head',
    help: 'Send the request to head and read the log of the app.',
  },
  'script-blocking': {
    name: 'ScriptBlocking',
    short: 'A script keeps the main thread of a page busy for longer',
    help: 'Do less at load, in smaller pieces, or in a worker.',
  },
  'heavier-resource': {
    name: 'HeavierResource',
    short: 'A page loads more than before',
    help: 'Import only what the page uses, load it later, or replace the dependency by a smaller one.',
  },
  'page-redirected': {
    name: 'PageRedirected',
    short: 'A page leads elsewhere than on base',
    help: 'Compare nothing of this page before both sides show the same one.',
  },
  'failed-request': {
    name: 'FailedRequest',
    short: 'A page asks for something that fails on head alone',
    help: 'Add what is asked for, or stop asking for it.',
  },
  'console-error': {
    name: 'ConsoleError',
    short: 'A page prints an error on head alone',
    help: 'Open the page, read the console, and mend what it names.',
  },
  'largest-element': {
    name: 'LargestElement',
    short: 'Another element is the largest of the page',
    help: 'Largest Contentful Paint now waits for that element: make it come early, or make it smaller.',
  },
  broken: {
    name: 'Broken',
    short: 'Head cannot be measured where base can',
    help: 'Start the app, the query or the command on head and mend what its log names.',
  },
  'command-endless': {
    name: 'CommandEndless',
    short: 'A command takes so much longer on head that it was stopped',
    help: 'Profile the command on head; look for a loop that does not end or grows with its input.',
  },
  'command-failed': {
    name: 'CommandFailed',
    short: 'A command that succeeds on base fails on head',
    help: 'Read the end of its log in the evidence and run the command locally.',
  },
  regression: {
    name: 'Regression',
    short: 'A measured number got worse',
    help: 'Look at the lines named; where none are, profile the target on base and head.',
  },
  budget: {
    name: 'BudgetExceeded',
    short: 'A number is above its budget',
    help: 'Bring the number below the limit set in the configuration, or discuss the limit in a change of its own.',
  },
  improvement: {
    name: 'Improvement',
    short: 'A measured number got better',
    help: 'Nothing to do.',
  },
};

/** Kinds that gauges add later read well without an entry here. */
export function findingRule(kind: string): FindingRule {
  const words = kind.split('-').filter((word) => word !== '');
  const known = Object.hasOwn(RULES, kind) ? RULES[kind] : undefined;
  return (
    known ?? {
      name: words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('') || 'Finding',
      short: words.join(' ') || 'finding',
      help: 'The message says what was found and what to do about it.',
    }
  );
}
