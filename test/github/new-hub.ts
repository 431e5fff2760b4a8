// An empty test GitHub, with nothing but the Actions app that every GitHub has.
import { EventEmitter } from 'node:events';
import { generateKeyPairSync } from 'node:crypto';
import { background } from './background.ts';
import { testClock } from './clock.ts';
import { faults } from './http/faults.ts';
import { rateLimits } from './http/rate-limits.ts';
import type { Hub } from './hub.ts';
import type { Account } from './model/account.ts';
import type { App } from './model/app.ts';
import { slots } from './runner/slots.ts';

const actionsAppId = 15_368;

export function newHub(options: {
  readonly directory: string;
  readonly closing: AbortSignal;
  readonly actions: ReadonlyMap<string, string>;
  readonly concurrentJobs: number;
}): Hub {
  const clock = testClock();
  const changes = new EventEmitter();
  changes.setMaxListeners(0);
  let lastId = 1000;
  const createdAt = clock.now();
  const owner: Account = { id: 9919, login: 'github', type: 'Organization', createdAt };
  const bot: Account = { id: 41_898_282, login: 'github-actions[bot]', type: 'Bot', createdAt };
  const actionsApp: App = {
    id: actionsAppId,
    slug: 'github-actions',
    name: 'GitHub Actions',
    owner,
    bot,
    permissions: { actions: 'write', checks: 'write', contents: 'write' },
    events: [],
    // Nobody holds the other half: workflow tokens are made here and never asked for.
    publicKey: generateKeyPairSync('ed25519').publicKey,
    hookId: 1,
    webhook: null,
    createdAt,
  };
  return {
    origin: '',
    directory: options.directory,
    clock,
    background: background(),
    faults: faults(clock),
    rateLimits: rateLimits(clock),
    requests: [],
    nextId: () => ++lastId,
    changes,
    changed: () => {
      changes.emit('change');
    },
    accounts: new Map([owner, bot].map((account) => [account.login.toLowerCase(), account])),
    userTokens: new Map(),
    repositories: new Map(),
    apps: new Map([[actionsApp.id, actionsApp]]),
    actionsApp,
    installations: new Map(),
    installationTokens: new Map(),
    checkSuites: new Map(),
    checkRuns: new Map(),
    comments: new Map(),
    reviews: new Map(),
    reviewComments: new Map(),
    deliveries: [],
    workflows: new Map(),
    workflowRuns: new Map(),
    artifacts: new Map(),
    runtimeTokens: new Map(),
    downloads: new Map(),
    builtActions: options.actions,
    runWorkflows: () => Promise.resolve(),
    jobSlots: slots(options.concurrentJobs),
    closing: options.closing,
  };
}
