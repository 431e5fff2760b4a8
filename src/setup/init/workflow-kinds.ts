// The workflows `perfcrew init --workflow` can write, by the situation they are for.
export const WORKFLOW_KINDS = {
  'one-job': [{ example: 'one-job.yml', target: 'perfcrew.yml' }],
  matrix: [{ example: 'matrix.yml', target: 'perfcrew.yml' }],
  'fork-safe': [
    { example: 'fork-safe-measure.yml', target: 'perfcrew.yml' },
    { example: 'fork-safe-publish.yml', target: 'perfcrew-publish.yml' },
  ],
  monorepo: [{ example: 'monorepo.yml', target: 'perfcrew.yml' }],
  nightly: [{ example: 'nightly.yml', target: 'perfcrew-nightly.yml' }],
  'main-branch': [{ example: 'main-branch.yml', target: 'perfcrew-main.yml' }],
  optimize: [{ example: 'optimize.yml', target: 'perfcrew-crew.yml' }],
  bot: [{ example: 'bot.yml', target: 'perfcrew-bot.yml' }],
} as const satisfies Record<string, readonly { readonly example: string; readonly target: string }[]>;

export type WorkflowKind = keyof typeof WORKFLOW_KINDS;

export function isWorkflowKind(name: string): name is WorkflowKind {
  return Object.hasOwn(WORKFLOW_KINDS, name);
}
