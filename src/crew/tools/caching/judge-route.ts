// Whether a route's answers may be kept and given to others, each reason with its line. Any doubt about whose answer it is, is a no.
import type { Location } from '../../../core/location.ts';
import type { Reason, RouteAccess } from './cache-design.ts';
import type { GatheredRoute } from './gather-routes.ts';
import type { Writes } from './gather-writes.ts';
import { guardsOf } from './find-guards.ts';
import type { Program } from './sources/program.ts';
import type { Evidence } from './sources/evidence.ts';
import { requestUse, type RequestUse } from './sources/request-use.ts';
import type { SchemaFacts } from './sources/schema-facts.ts';
import { UNKNOWN_TABLE } from './sources/writes-of.ts';

export interface Judgement {
  readonly decision: RouteAccess['decision'];
  readonly audience: RouteAccess['audience'];
  readonly isDeterministic: boolean;
  readonly reasons: readonly Reason[];
  readonly tables: readonly string[];
  readonly use: RequestUse | null;
  /** Its answers stay behind a check, or hold rows of persons: nothing between server and asker may keep them. */
  readonly staysInside: boolean;
}

export interface JudgeContext {
  readonly program: Program;
  readonly schema: SchemaFacts;
  readonly writes: Writes;
  readonly guards: readonly Evidence[];
  readonly keys: { readonly low: number; readonly high: number };
}

const HEALTH =
  /\/(?:health|healthz|healthcheck|ready|readyz|readiness|live|livez|liveness|ping|status|metrics|version)$/i;
const OF_ONE =
  /\/(?:me|my|self|profile|account|cart|basket|checkout|wishlist|session|settings|inbox|notifications)(?:\/|$)|\/(?:users?|customers?|accounts?|members?|patients?|clients?|tenants?)\/(?::|\{|\[|<)/i;
const CHEAP_MS = 1;
const MANY_KEYS = 1_000;

export function judgeRoute(route: GatheredRoute, context: JudgeContext): Judgement {
  const { found, statements, reached } = route;
  const { program, schema, writes } = context;
  const use = found === null ? null : requestUse(found.handler, reached, program);
  const reads = statements.flatMap(({ facts }) => schema.tablesOf(facts.reads, facts.functions));
  const tables = [...new Set(reads)].toSorted();
  const never: Reason[] = [];
  const doubts: Reason[] = [];
  const no = (kind: Reason['kind'], text: string, location: Location | null = null) =>
    never.push({ kind, text, location });
  const doubt = (kind: Reason['kind'], text: string, location: Location | null = null) =>
    doubts.push({ kind, text, location });

  if (route.method !== 'GET' && route.method !== 'HEAD')
    no('method', `${route.method} asks for something to be done`);
  if (found === null) no('unseen-handler', 'the code that answers it is not among the files');
  if (HEALTH.test(route.path)) no('health', 'it tells how things are now; an old answer is a wrong one');
  for (const { facts, location } of statements) {
    const changed = schema.alsoWritten(facts.writes, facts.functions);
    for (const { table, kind } of changed)
      no('writes', `it writes ${table} (${kind}): a hit would leave that out`, location);
    for (const column of facts.ownerConditions)
      no('personal', `its rows are chosen by ${column}: they are one person's`, location);
    for (const name of facts.session)
      no('personal', `the statement depends on who is connected (${name})`, location);
    for (const table of schema.tablesOf(facts.reads, facts.functions))
      if (schema.rowSecurity.has(table))
        no('personal', `row security shows ${table} to each person differently`, location);
    for (const name of facts.volatile) no('time-or-chance', `the statement asks for ${name}`, location);
  }
  for (const { text, location } of use?.identity ?? []) no('personal', text, location);
  if (OF_ONE.test(route.path)) no('personal', 'its path speaks of one person');
  for (const { text, location } of use?.opaque ?? []) no('unseen-request-use', text, location);
  for (const { text, location } of use?.chance ?? []) no('time-or-chance', text, location);
  if (tables.length > 0 || statements.length === 0)
    for (const { text, location } of writes.hidden)
      no('unseen-writes', `writes cannot be seen: ${text}`, location);
  if (tables.includes(UNKNOWN_TABLE))
    no('unseen-writes', 'it reads a table whose name is only known when it runs');
  const outside = use?.outside ?? [];
  if (tables.length === 0 && outside.length === 0 && (route.durationMs ?? 0) < CHEAP_MS)
    no('no-reads', 'it reads no table and is not known to take long: there is nothing to save');

  for (const { text, location } of outside)
    doubt('outside', `${text}, whose changes nobody here sees: only time can end an entry`, location);
  for (const { facts, location, isBuilt } of statements) {
    if (facts.ownerResults.length > 0)
      doubt(
        'rows-of-persons',
        `its rows name persons (${facts.ownerResults.join(', ')}): keep it where a check can still stand before it, never in a CDN`,
        location,
      );
    if (facts.isPaged) doubt('paged', 'it is paged by OFFSET: one new row changes every page', location);
    if (isBuilt)
      doubt(
        'unseen-writes',
        'parts of its statement are only known when it runs: tables named there are missing from the rules',
        location,
      );
  }
  const guards = found === null ? [] : [...context.guards, ...guardsOf(found, program)];
  for (const { text, location } of guards)
    doubt('guarded', `a check stands before it (${text}): cache behind it, never before`, location);
  if (context.keys.low >= MANY_KEYS) doubt('many-keys', 'few of its keys are asked twice');
  if (route.durationMs !== null && route.durationMs < CHEAP_MS)
    doubt('cheap', `it takes ${route.durationMs.toFixed(2)} ms`);

  const isPersonal = never.some(({ kind }) => kind === 'personal');
  const isUnknown = never.some(({ kind }) => kind === 'unseen-handler' || kind === 'unseen-request-use');
  const decision = never.length > 0 ? 'never' : doubts.length > 0 ? 'consider' : 'cache';
  return {
    decision,
    audience: isPersonal ? 'personal' : isUnknown ? 'unknown' : 'public',
    isDeterministic: never.every(({ kind }) => kind !== 'time-or-chance'),
    reasons: unique([...never, ...doubts, ...(decision === 'never' ? [] : praise(route, context, tables))]),
    tables,
    use,
    staysInside: doubts.some(({ kind }) => kind === 'guarded' || kind === 'rows-of-persons'),
  };
}

function praise(
  route: GatheredRoute,
  { keys, writes }: JudgeContext,
  tables: readonly string[],
): readonly Reason[] {
  const own = writes.all.filter(({ table, when }) => when === 'runtime' && tables.includes(table));
  const texts: readonly (readonly [Reason['kind'], string | null])[] = [
    ['public', 'nothing of the request but its parameters is read: everybody gets the same'],
    [
      'expensive',
      route.durationMs !== null && route.durationMs >= 5
        ? `it takes ${route.durationMs.toFixed(1)} ms`
        : null,
    ],
    ['few-keys', keys.high <= 200 ? `at most some ${keys.high} different answers` : null],
    [
      'no-writer',
      tables.length > 0 && own.length === 0
        ? `no statement here writes ${tables.join(', ')} while it runs: whoever does is not seen, and only time ends an entry`
        : null,
    ],
    [
      'rarely-written',
      own.length > 0
        ? `${own.length} ${own.length === 1 ? 'write' : 'writes'} to drop it at, all seen`
        : null,
    ],
  ];
  return texts.flatMap(([kind, text]) => (text === null ? [] : [{ kind, text, location: null }]));
}

function unique(reasons: readonly Reason[]): readonly Reason[] {
  return [...new Map(reasons.map((each) => [JSON.stringify(each), each])).values()];
}
