// The index a review has tried out, as the migration it wrote in the project's own format: a patch that only adds files.
import type { Finding } from '../../compare/finding.ts';
import { proposalId } from './proposal-id.ts';
import type { Proposal } from '../proposal.ts';
import type { SourceFile } from '../source-file.ts';
import { unifiedDiff } from './unified-diff.ts';

const STATEMENT = /\bCREATE (?:UNIQUE )?INDEX CONCURRENTLY [^;]+;/;
const WRITTEN = /^As a migration \([^)]*\), among the run's files: (\S+)$/m;

/** One for each finding that names an advised migration which lies among the run's files. */
export function proposeIndexes(
  findings: readonly Finding[],
  advised: readonly SourceFile[],
): readonly Proposal[] {
  const proposals = findings.flatMap((finding) => {
    const path = WRITTEN.exec(finding.detail)?.[1];
    const files = advised.filter((file) => path !== undefined && isPartOf(file.path, path));
    const statement = STATEMENT.exec(finding.detail)?.[0];
    if (files.length === 0 || statement === undefined) return [];
    return [toProposal(finding, statement, files)];
  });
  return [...new Map(proposals.map((proposal) => [proposal.id, proposal])).values()];
}

/** Some tools want two files: one to go and one to come back, or a setting beside the statement. */
function isPartOf(path: string, named: string): boolean {
  const stem = named.replace(/(\.up)?\.\w+$/, '');
  return path === named || path.startsWith(`${stem}.`);
}

function toProposal(finding: Finding, statement: string, files: readonly SourceFile[]): Proposal {
  // The patch is that migration: nobody needs the way to another copy of it.
  const reasons = finding.detail.split('\n').filter((line) => !WRITTEN.test(line));
  const name = /CONCURRENTLY (?:IF NOT EXISTS )?"?([^\s"]+)/.exec(statement)?.[1] ?? 'index';
  return {
    document: 'proposal',
    version: 1,
    id: proposalId({ kind: 'create-index', path: null, subject: statement, turn: 0 }),
    kind: 'create-index',
    title: `Create the index ${name}`.slice(0, 200),
    why: [finding.title, '', ...reasons].join('\n').slice(0, 4000),
    location: finding.location?.side === 'head' ? finding.location : null,
    bottleneck: null,
    targets: [finding.target],
    patch: files.map(({ path, text }) => unifiedDiff(path, null, text)).join(''),
    author: { kind: 'codemod', name: 'create-index' },
    risk: 'low',
  };
}
