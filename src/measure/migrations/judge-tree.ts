// What the text alone shows: statements that cannot be traced, and those whose harm no small table can show.
import { scanSync, type Node } from 'libpg-query';
import { isConcurrent, howToRun } from './how-to-run.ts';
import { judgeDropIndex, judgeMaintenance } from './judge-maintenance.ts';
import type { Written } from './judged.ts';
import type { Draft } from './migration-finding.ts';
import { definedColumns, isArray, typeOf } from './tree-parts.ts';

/** NAMEDATALEN − 1 of every server that is not built otherwise. */
const LONGEST_NAME_BYTES = 63;

export function judgeTree(given: Written): readonly Draft[] {
  const { tree, text } = given.statement;
  if (tree === null) return [];
  return [
    ...judgePlace(tree, given),
    ...judgeServerWide(tree),
    ...judgeDropIndex(tree, text),
    ...judgeMaintenance(tree),
    ...judgeTruncate(tree),
    ...judgeDomains(tree),
    ...judgeJson(tree),
    ...judgeNames(text),
  ];
}

function judgePlace(tree: Node, { inTransaction, statement }: Written): readonly Draft[] {
  if (!inTransaction || howToRun(tree) !== 'outside') return [];
  const rule = isConcurrent(tree) ? 'concurrent-in-transaction' : 'not-in-transaction';
  const what = 'cannot run inside of a transaction: Postgres refuses it, and the migration stops here';
  return [{ rule, severity: 'error', what, safe: `COMMIT;\n${statement.text};\nBEGIN;` }];
}

function judgeServerWide(tree: Node): readonly Draft[] {
  if (howToRun(tree) !== 'server-wide') return [];
  if ('DropdbStmt' in tree) {
    const what = `drops the whole database ${tree.DropdbStmt.dbname ?? ''}`;
    return [{ rule: 'drop-database', severity: 'error', what, safe: null }];
  }
  const what = 'changes the server or another database, not the tables of this one; it was not run';
  return [{ rule: 'server-wide', severity: 'note', what, safe: null }];
}

function judgeTruncate(tree: Node): readonly Draft[] {
  if (!('TruncateStmt' in tree) || tree.TruncateStmt.behavior !== 'DROP_CASCADE') return [];
  const what = 'empties every table that points to the named ones too, however far away';
  return [{ rule: 'truncate-cascade', severity: 'error', what, safe: null }];
}

function judgeDomains(tree: Node): readonly Draft[] {
  const created = 'CreateDomainStmt' in tree && (tree.CreateDomainStmt.constraints ?? []).some(isCheck);
  const altered = 'AlterDomainStmt' in tree && tree.AlterDomainStmt.subtype === 'C';
  if (created || (altered && isCheckedAtOnce(tree))) {
    const what = created
      ? 'puts a check into a domain: a later change of it is checked on every table that uses the domain'
      : 'checks every table that uses the domain while they are locked against writes';
    const severity = created ? 'note' : 'warning';
    return [{ rule: 'domain-constraint', severity, what, safe: null }];
  }
  return [];
}

function isCheck(node: Node): boolean {
  return (
    'Constraint' in node &&
    (node.Constraint.contype === 'CONSTR_CHECK' || node.Constraint.contype === 'CONSTR_NOTNULL')
  );
}

function isCheckedAtOnce(tree: Node): boolean {
  if (!('AlterDomainStmt' in tree)) return false;
  const { def } = tree.AlterDomainStmt;
  return def !== undefined && 'Constraint' in def && def.Constraint.skip_validation !== true;
}

function judgeJson(tree: Node): readonly Draft[] {
  return definedColumns(tree)
    .filter(({ definition, by }) => by !== 'change' && typeOf(definition) === 'json' && !isArray(definition))
    .map(({ definition }) => ({
      rule: 'json-column',
      severity: 'note',
      what: `makes ${definition.colname ?? 'a column'} json, which has no equality: SELECT DISTINCT and GROUP BY fail on it`,
      safe: `-- jsonb instead of json:\n${definition.colname ?? ''} jsonb`,
    }));
}

/** The grammar cuts long names itself, so they are read from the text. */
function judgeNames(text: string): readonly Draft[] {
  const long = tokensOf(text)
    .map((token) => token.replaceAll(/^"|"$/g, ''))
    .filter((name) => new TextEncoder().encode(name).length > LONGEST_NAME_BYTES);
  return [...new Set(long)].map((name) => ({
    rule: 'identifier-too-long',
    severity: 'warning',
    what: `names ${name}, which Postgres cuts after ${LONGEST_NAME_BYTES} bytes`,
    safe: null,
  }));
}

function tokensOf(text: string): readonly string[] {
  if (!/[\w"]{40}/.test(text)) return [];
  return scanSync(text)
    .tokens.filter(({ tokenName }) => tokenName === 'IDENT' || tokenName === 'UIDENT')
    .map((token) => token.text);
}
