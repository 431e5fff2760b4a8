// What people can ask for in a comment: the words, who may say them, and what they cost.

export const COMMANDS = {
  help: { who: 'anyone', does: 'shows this table' },
  optimize: { who: 'write', does: 'measures with the comprehensive gates and reports what they find' },
  rerun: { who: 'write', does: 'measures again with the gates the risk deserves' },
} as const;

export type CommandName = keyof typeof COMMANDS;

export interface Command {
  readonly name: CommandName;
  /** Commit the person had in mind (7 to 40 hex digits); required for pull requests from forks. */
  readonly sha: string | null;
}

export type ParsedComment =
  | { readonly kind: 'command'; readonly command: Command }
  /** Only for lines that begin with /perfcrew: other bots own the other words. */
  | { readonly kind: 'unknown'; readonly said: string; readonly nearest: CommandName | null }
  | { readonly kind: 'nothing' };
