// The crew's model with its money: one call gives what agents need, or says once why they work without one.
import { randomUUID } from 'node:crypto';
import type { Config } from '../config/config.ts';
import { hasModelKey, keyRedactor, withdrawModelKey } from '../io/anthropic/credentials.ts';
import { connectAnthropic } from '../io/anthropic/connect-model.ts';
import { keptFiles } from '../io/files/kept-files.ts';
import { openFiles } from '../io/files/open-files.ts';
import { systemProcesses } from '../io/processes/system-processes.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Model } from '../ports/model.ts';
import { partOf } from '../runtime/ledger/balance.ts';
import { costReport, type CostReport } from '../runtime/ledger/cost-report.ts';
import { openLedger } from '../runtime/ledger/ledger.ts';
import { meteredModel } from '../runtime/ledger/metered-model.ts';
import { openRoom } from '../runtime/ledger/room.ts';
import type { CataloguedModel, ModelTier } from '../runtime/model-catalogue.ts';
import { crewCatalogue } from './crew-catalogue.ts';
import { spendingCaps } from './spending-caps.ts';

export interface CrewModelSettings {
  readonly config: Pick<Config, 'crew' | 'budget'>;
  /** The key is taken out of it, so that no child process of this one is handed it. */
  readonly environment: Record<string, string | undefined>;
  /** Absolute path of the ledger's folder. */
  readonly budgetDirectory: string;
  readonly clock: Clock;
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** Whose runs are counted. */
  readonly user: string;
  /** The same name again, as after a crash, goes on with the same money; a new one by default. */
  readonly run?: string;
  /** This process is one of so many that do the run at the same time, each with a ledger of its own. */
  readonly share?: { readonly of: number };
}

export interface CrewModel extends AsyncDisposable {
  /** Stops with the failure `budget-spent` where a cap is reached; nothing is thrown. */
  readonly model: Model;
  /** The same, booked on an agent: `category` is its kind, `task` its name. */
  modelFor(agent: { readonly category: string; readonly task: string }): Model;
  resolve(tier: ModelTier): CataloguedModel & { readonly name: string };
  /** Takes the key out of a text. */
  readonly redact: (text: string) => string;
  /** What this run has cost, with what earlier processes of it left. */
  report(): Promise<CostReport>;
  /** What the run may cost in all. */
  readonly budgetUsd: number;
}

/** Null where there is no key, the model is off, or this user began too many runs within the hour. */
export async function openCrewModel(settings: CrewModelSettings): Promise<CrewModel | null> {
  const { config, budgetDirectory, clock, log, user } = settings;
  const run = settings.run ?? randomUUID();
  const environment = withdrawModelKey(settings.environment);
  if (config.crew.model === 'off') return without(log, '`crew.model` is off.');
  if (!hasModelKey(environment)) return without(log, 'ANTHROPIC_API_KEY is not set.');
  // A mistake in the configuration is told before anything is spent.
  const catalogue = crewCatalogue(config);
  const caps = spendingCaps(config, settings.share?.of ?? 1);
  const provider = connectAnthropic({}, { environment, clock, random: Math.random });

  await using stack = new AsyncDisposableStack();
  const files = { ...stack.use(openFiles()), ...keptFiles() };
  const outside = { files, clock, processes: systemProcesses() };
  const ledger = openLedger({ directory: budgetDirectory, caps, catalogue }, outside);
  const refusal = await ledger.refusalToBegin({ run, user });
  if (refusal !== null) return without({ info: log.warn }, `${refusal.what} ${refusal.mend}`);

  stack.defer(() => ledger.flush());
  const room = openRoom();
  let isTold = false;
  const onRefusal = ({ what, mend }: { readonly what: string; readonly mend: string }): void => {
    if (!isTold) log.warn(`The model is not asked any more: ${what} ${mend}`);
    isTold = true;
  };
  const modelFor: CrewModel['modelFor'] = ({ category, task }) =>
    meteredModel(provider, {
      ledger,
      catalogue,
      account: { run, user, category, task },
      room,
      onRefusal,
    });
  const owned = stack.move();
  return {
    model: modelFor({ category: 'crew', task: 'crew' }),
    modelFor,
    resolve(tier) {
      const name = catalogue.tiers[tier];
      const model = catalogue.models[name];
      if (model === undefined) throw new Error(`The catalogue lost ${name}.`);
      return { name, ...model };
    },
    redact: keyRedactor(environment),
    async report() {
      const { balance } = await ledger.read(FIRST_DAY);
      return costReport(partOf(balance, (entry) => entry.run === run));
    },
    budgetUsd: caps.runUsd,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

const FIRST_DAY = '0000-00-00';

function without(log: Pick<Log, 'info'>, reason: string): null {
  log.info(`The crew works without a model: ${reason}`);
  return null;
}
