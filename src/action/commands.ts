// What the Action can do: the whole review, or one step of it as a job of its own. Each is loaded when it is asked for.
import type { CommandResult } from './command-result.ts';
import type { ActionCommand } from './inputs.ts';
import type { Session } from './session.ts';

type Command = (session: Session) => Promise<CommandResult>;

export const ACTION_COMMANDS = {
  review: async () => (await import('./commands/review.ts')).reviewCommand,
  plan: async () => (await import('./commands/plan.ts')).planCommand,
  measure: async () => (await import('./commands/measure.ts')).measureCommand,
  report: async () => (await import('./commands/report.ts')).reportCommand,
  publish: async () => (await import('./commands/publish.ts')).publishCommand,
  gather: async () => (await import('./commands/gather.ts')).gatherCommand,
  optimize: async () => (await import('./commands/optimize.ts')).optimizeCommand,
  prove: async () => (await import('./commands/prove.ts')).proveCommand,
  propose: async () => (await import('./commands/propose.ts')).proposeCommand,
  revert: async () => (await import('./commands/revert.ts')).revertCommand,
} as const satisfies Record<ActionCommand, () => Promise<Command>>;
