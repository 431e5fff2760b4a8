// One kind of patch the crew writes by rule: where it fits, what it changes, and an example of either side.
import type { Node } from '@babel/types';
import type { Proposal } from '../proposal.ts';
import type { SourceFile } from '../source-file.ts';
import type { LintFinding } from '../tools/lint/finding.ts';
import type { Source } from '../tools/lint/source.ts';
import type { Edit } from './edit.ts';

export type Risk = Proposal['risk'];

/** A file a codemod is asked about, with what it may look up around it. */
export interface Subject extends SourceFile {
  /** Null for what is not JavaScript or TypeScript. */
  readonly code: Source | null;
  readonly project: readonly Subject[];
  /** What the linter says of this file. */
  readonly lintFindings: readonly LintFinding[];
}

export interface Mend {
  /** First and last line of what is mended, from 1. */
  readonly line: number;
  readonly endLine: number;
  /** What it is, without the lines around: the proposal's id is made of it. */
  readonly subject: string;
  readonly title: string;
  /** Only where it differs from the kind's. */
  readonly risk?: Risk;
  /** What a reviewer has to look at in this place. */
  readonly note?: string;
  readonly edits: readonly Edit[];
}

/** The same for a file of scripts alone. */
export interface CodeSubject extends Subject {
  readonly code: Source;
}

export interface Codemod {
  readonly id: string;
  /** Why it should be faster, and what was checked. */
  readonly why: string;
  readonly risk: Risk;
  /** Changed exactly once, by this codemod. */
  readonly bad: string;
  /** What becomes of it: left alone. */
  readonly good: string;
  readonly find: (subject: CodeSubject) => readonly Mend[];
}

export function at(node: Node): Pick<Mend, 'line' | 'endLine'> {
  return { line: node.loc?.start.line ?? 1, endLine: node.loc?.end.line ?? 1 };
}

export function span(node: Node): Pick<Edit, 'start' | 'end'> {
  return { start: node.start ?? 0, end: node.end ?? 0 };
}
