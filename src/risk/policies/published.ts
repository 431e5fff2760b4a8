// The published default policy (RISK-1), word for word.
import type { Policy } from '../policy.ts';

const domain = (...words: readonly string[]) => ({ points: 30, words, forcesFull: true });

export const published = {
  docsOnly: 5,
  testsOnly: 10,
  base: 0,
  domains: {
    auth: domain(
      'auth',
      'oauth',
      'authn',
      'authz',
      'authenticate',
      'authentication',
      'authenticator',
      'authorize',
      'authorization',
    ),
    security: domain('security'),
    payment: domain('payment'),
    migration: domain('migration'),
    invoice: domain('invoice'),
    transaction: domain('transaction'),
    finance: domain('finance'),
  },
  changedLines: { over: 500, points: 20 },
  changedFiles: { over: 10, points: 15 },
  newFunctions: { over: 10, points: 15 },
  sqlWords: { 'drop-table': 50, 'alter-table': 30, 'delete-from': 25, 'execute-raw': 20 },
  production: 25,
  breaking: 30,
} as const satisfies Policy;
