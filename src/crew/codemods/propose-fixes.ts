// Patches written by rule: each kind of mend is looked for in each file, and becomes a proposal for the prover to judge.
import { openFingerprinter } from '../../measure/n-plus-one/fingerprint-statement.ts';
import type { Finding } from '../../compare/finding.ts';
import type { Proposal } from '../proposal.ts';
import type { SourceFile } from '../source-file.ts';
import type { LintFinding } from '../tools/lint/finding.ts';
import { parseSource } from '../tools/lint/parse.ts';
import { readSource, type Source } from '../tools/lint/source.ts';
import type { Mend, Risk, Subject } from './codemod.ts';
import { CODEMODS } from './codemods.ts';
import { applyEdits } from './edit.ts';
import { proposeIndexes } from './index-migration.ts';
import { deferScript } from './kinds/defer-script.ts';
import { proposalId } from './proposal-id.ts';
import { unifiedDiff } from './unified-diff.ts';

export interface FixInput {
  /** Files of head. What only leads somewhere (callers, imports) helps too. */
  readonly files: readonly SourceFile[];
  /** Lines by path, from 1; only what touches one of them is mended. All lines where it is left out. */
  readonly changedLines?: ReadonlyMap<string, ReadonlySet<number>>;
  readonly lintFindings?: readonly LintFinding[];
  readonly reviewFindings?: readonly Finding[];
  /** The migrations a review wrote among its files, under the paths they will have. */
  readonly indexAdvice?: readonly SourceFile[];
}

/** In the order of the files and their lines; the indexes last. */
export async function proposeFixes(input: FixInput): Promise<readonly Proposal[]> {
  // Statements are taken apart by Postgres's own grammar, which is loaded here.
  await openFingerprinter();
  const { files, lintFindings = [], reviewFindings = [], indexAdvice = [] } = input;
  const project: Subject[] = [];
  for (const file of files)
    project.push({
      ...file,
      code: readCode(file),
      project,
      lintFindings: lintFindings.filter(({ path }) => path === file.path),
    });
  return [
    ...project.flatMap((subject) => (isWritten(subject) ? proposeFor(subject, input) : [])),
    ...proposeIndexes(reviewFindings, indexAdvice),
  ];
}

const SCRIPT = /(?<!\.d)\.[cm]?[jt]sx?$/;
const NOT_WRITTEN =
  /(^|\/)(node_modules|dist|vendor|third_party|tests?|__tests__|spec|fixtures)\/|\.(min|test|spec)\.[cm]?[jt]sx?$/;

/** Null also for what is only understood by guessing: a patch wants the text as it is. */
function readCode({ path, text }: SourceFile): Source | null {
  if (!SCRIPT.test(path)) return null;
  const parsed = parseSource(path, text);
  if (parsed === null || parsed.text !== text || hasErrors(parsed.file)) return null;
  return readSource(path, parsed);
}

/** What the parser went on after, which its types leave out. */
function hasErrors(file: object): boolean {
  return 'errors' in file && Array.isArray(file.errors) && file.errors.length > 0;
}

/** By a person and for use: a bundle is mended at its source, and a test's time is nobody's. */
function isWritten({ path, text }: Subject): boolean {
  return !NOT_WRITTEN.test(path) && text.length / (text.split('\n').length + 1) < 200;
}

interface Found {
  readonly kind: string;
  readonly why: string;
  readonly risk: Risk;
  readonly mend: Mend;
}

function proposeFor(subject: Subject, { changedLines, reviewFindings = [] }: FixInput): readonly Proposal[] {
  const lines = changedLines?.get(subject.path) ?? (changedLines === undefined ? null : new Set<number>());
  const turns = new Map<string, number>();
  return mendsOf(subject)
    .flatMap(({ kind, why, risk, mend }) => {
      const turn = turns.get(`${kind} ${mend.subject}`) ?? 0;
      turns.set(`${kind} ${mend.subject}`, turn + 1);
      const after = applyEdits(subject.text, mend.edits);
      const { path, text } = subject;
      if (
        after === null ||
        after === text ||
        (subject.code !== null && readCode({ path, text: after }) === null)
      )
        return [];
      if (lines !== null && !touches(mend, lines)) return [];
      const proposal: Proposal = {
        document: 'proposal',
        version: 1,
        id: proposalId({ kind, path, subject: mend.subject, turn }),
        kind,
        title: mend.title.slice(0, 200),
        why: mend.note === undefined ? why : `${why} ${mend.note}`,
        location: { path, line: mend.line, endLine: mend.endLine, side: 'head' },
        bottleneck: null,
        targets: targetsOf(mend, path, reviewFindings),
        patch: unifiedDiff(path, text, after),
        author: { kind: 'codemod', name: kind },
        risk: mend.risk ?? risk,
      };
      return [proposal];
    })
    .toSorted((one, other) => (one.location?.line ?? 0) - (other.location?.line ?? 0));
}

function mendsOf(subject: Subject): readonly Found[] {
  const { id, why, risk } = deferScript;
  const page = deferScript.find(subject).map((mend) => ({ kind: id, why, risk, mend }));
  const { code } = subject;
  if (code === null) return page;
  return CODEMODS.flatMap((codemod) =>
    codemod
      .find({ ...subject, code })
      .map((mend) => ({ kind: codemod.id, why: codemod.why, risk: codemod.risk, mend })),
  );
}

function touches({ line, endLine }: Mend, lines: ReadonlySet<number>): boolean {
  return [...lines].some((changed) => changed >= line && changed <= endLine);
}

/** What the review says these lines slow. */
function targetsOf({ line, endLine }: Mend, path: string, findings: readonly Finding[]): string[] {
  const here = findings.filter(
    ({ location }) =>
      location?.path === path &&
      location.side === 'head' &&
      location.line <= endLine &&
      (location.endLine ?? location.line) >= line,
  );
  return [...new Set(here.map(({ target }) => target))].slice(0, 100);
}
