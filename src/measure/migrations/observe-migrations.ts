// Findings of migrations as observations, so that they stand on their lines like everything else that is found.
import type { Observation } from '../measurement.ts';
import type { MigrationFinding } from './migration-finding.ts';
import { RULES } from './rules.ts';

/** What is accepted is still told, as a note with its reason. */
export function observeMigration(finding: MigrationFinding): Observation {
  const { rule, path, line, endLine, acceptedBecause, safe, what } = finding;
  const accepted = acceptedBecause === null ? '' : ` (accepted: ${acceptedBecause})`;
  const advice =
    acceptedBecause === null
      ? [
          ...(safe === null ? [] : [`The safe way:\n${safe}`]),
          `If it is all right here, say why above the statement: \`-- perfcrew: allow ${rule} because …\`.`,
        ]
      : [];
  return {
    kind: rule,
    side: 'head',
    severity: acceptedBecause === null ? finding.severity : 'note',
    title: `\`${finding.statement}\` ${what}${accepted}`,
    detail: [`${path}:${line}: ${RULES[rule]}.`, ...advice].join('\n\n'),
    evidence: { base: null, head: safe },
    clues: [...finding.names, path],
    location: { path, line, endLine, side: 'head' },
  };
}
