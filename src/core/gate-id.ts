// Every gate perfcrew knows (GATE-1), whether or not this version can run it.
export const GATE_IDS = [
  'build',
  'lint',
  'test',
  'static',
  'behaviour',
  'load',
  'page',
  'query',
  'migration',
  'command',
  'profile',
  'endurance',
  'security',
  'review',
  'strict-review',
  'simplicity',
  'performance-oracle',
  'security-sentinel',
  'data-integrity',
  'architecture',
] as const;

export type GateId = (typeof GATE_IDS)[number];

export function isGateId(name: string): name is GateId {
  return GATE_IDS.some((known) => known === name);
}
