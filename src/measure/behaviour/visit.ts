// One visit: base, a second process of base, and head, all started afresh, asked the same requests in the same order, twice over.
import type { GaugeContext } from '../gauge.ts';
import type { RunningApp } from '../stage.ts';
import type { AskedRequest, Exchange } from './answer.ts';
import { askAll } from './ask-all.ts';
import { ownDatabases } from './own-databases.ts';

/** `control` is base's code as well: what it answers otherwise than base is volatile. */
export const PARTIES = ['base', 'control', 'head'] as const;
export type Party = (typeof PARTIES)[number];

/** How often each request is asked per visit. */
const PASSES = 2;
const LAST_BREATH_MS = 200;
const SAFE = new Set(['GET', 'HEAD']);

export interface Visit {
  /** By request, in the order they were asked; fewer than `PASSES` where one was not answered. */
  readonly exchanges: ReadonlyMap<AskedRequest, readonly Exchange<Party>[]>;
  /** The app that died, at which request, and its last words; null where all lived on. */
  readonly death: Death | null;
}

export interface Death {
  readonly party: Party;
  readonly request: AskedRequest;
  readonly lastWords: string;
}

export async function visit(
  context: GaugeContext,
  requests: readonly AskedRequest[],
  number: number,
): Promise<Visit> {
  const { clock, signal } = context.world;
  const writes = requests.some(({ method }) => !SAFE.has(method));
  await using stack = new AsyncDisposableStack();
  const { options } = writes ? stack.use(await ownDatabases(context, number)) : { options: {} };
  const apps = await startAll(context, options, stack);
  const origins = new Map(PARTIES.map((party) => [party, apps[party].origin] as const));
  const exchanges = new Map<AskedRequest, Exchange<Party>[]>();
  let asked = requests;
  using _ = context.during?.('measuring');
  for (let pass = 0; pass < PASSES; pass += 1) {
    const answered = await askAll(context.world, asked, origins);
    // A hung-up connection is known a little before the end of the process behind it.
    if (answered.some(({ answers }) => hasSilence(answers))) await clock.sleep(LAST_BREATH_MS, signal);
    const death = deathIn(answered, apps);
    const told = death === null ? answered : answered.slice(0, asked.indexOf(death.request) + 1);
    for (const exchange of told) {
      exchanges.set(exchange.request, [...(exchanges.get(exchange.request) ?? []), exchange]);
    }
    if (death !== null) return { exchanges, death };
    // Who was silent once keeps everybody waiting again.
    asked = told.filter(({ answers }) => !hasSilence(answers)).map(({ request }) => request);
  }
  return { exchanges, death: null };
}

function hasSilence(answers: Exchange<Party>['answers']): boolean {
  return PARTIES.some((party) => answers.get(party) === null);
}

type Apps = Readonly<Record<Party, RunningApp>>;

/** All at once, since nothing is timed. Base's failure counts before head's. */
async function startAll(
  { stage }: GaugeContext,
  options: Awaited<ReturnType<typeof ownDatabases>>['options'],
  stack: AsyncDisposableStack,
): Promise<Apps> {
  const starts = await Promise.allSettled([
    stage.base.startApp(options.base),
    stage.base.startApp(options.control),
    stage.head.startApp(options.head),
  ]);
  for (const start of starts) if (start.status === 'fulfilled') stack.use(start.value);
  const [base, control, head] = starts;
  return { base: started(base), control: started(control), head: started(head) };
}

function started(start: PromiseSettledResult<RunningApp>): RunningApp {
  if (start.status === 'rejected') throw start.reason;
  return start.value;
}

function deathIn(exchanges: readonly Exchange<Party>[], apps: Apps): Death | null {
  for (const party of PARTIES) {
    const app = apps[party];
    if (app.alive()) continue;
    const last = exchanges.find(({ answers }) => answers.get(party) === null) ?? exchanges.at(-1);
    if (last) return { party, request: last.request, lastWords: lastWords(app) };
  }
  return null;
}

function lastWords(app: RunningApp): string {
  const said = app.tail().trim().split('\n').slice(-5).join('\n');
  return said === '' ? 'It printed nothing.' : `It last printed:\n${said}`;
}
