// `-- perfcrew: allow RULE because REASON` above a statement: a person has looked and says why it is all right.
import type { Draft } from './migration-finding.ts';
import type { MigrationStatement } from './read-statements.ts';
import { isRule, type RuleId } from './rules.ts';

export interface Acceptance {
  readonly rule: RuleId;
  readonly reason: string;
  readonly line: number;
}

export interface Acceptances {
  readonly accepted: readonly Acceptance[];
  /** What is wrong with the comments themselves. */
  readonly drafts: readonly Draft[];
}

const COMMENT = /^\s*--\s*perfcrew:\s*(.*)$/i;
const ALLOW = /^allow\s+(?<rules>[\w-]+(?:\s*,\s*[\w-]+)*)(?:\s+because\s+(?<reason>\S.*))?\s*$/i;
const HOW = '-- perfcrew: allow RULE because REASON';

export function readAcceptances({ above }: Pick<MigrationStatement, 'above'>): Acceptances {
  const read = above.flatMap(({ line, text }) => {
    const said = COMMENT.exec(text)?.[1];
    return said === undefined ? [] : [readOne(said.trim(), line)];
  });
  return { accepted: read.flatMap(({ accepted }) => accepted), drafts: read.flatMap(({ drafts }) => drafts) };
}

function readOne(said: string, line: number): Acceptances {
  const parts = ALLOW.exec(said)?.groups;
  if (parts === undefined) {
    const what = `\`perfcrew: ${said}\` is not understood; write \`${HOW}\``;
    return {
      accepted: [],
      drafts: [{ rule: 'acceptance-unknown-rule', severity: 'warning', what, safe: null, line }],
    };
  }
  const rules = (parts['rules'] ?? '').split(',').map((rule) => rule.trim().toLowerCase());
  const { reason } = parts;
  const unknown: readonly Draft[] = rules
    .filter((rule) => !isRule(rule))
    .map((rule) => ({
      rule: 'acceptance-unknown-rule',
      severity: 'warning',
      what: `accepts ${rule}, which is no rule`,
      safe: null,
      line,
    }));
  if (reason === undefined) {
    const what = `accepts ${rules.join(', ')} without a reason, so it does not count`;
    const safe = `-- perfcrew: allow ${rules.join(', ')} because …`;
    return {
      accepted: [],
      drafts: [...unknown, { rule: 'acceptance-without-reason', severity: 'warning', what, safe, line }],
    };
  }
  return {
    accepted: rules.filter(isRule).map((rule) => ({ rule, reason: reason.trim(), line })),
    drafts: unknown,
  };
}
